package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.rejected.RawPlace;
import dev.firn.rejected.RejectedRows;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rejected",
    description = {
      "Records that no row could be made of: how many, why, and where in raw they are.",
      "",
      "They are what the last merge of their batch rejected. When the contract has learnt to read",
      "them, firn apply makes rows of them. Never starts Spark.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn rejected earthquakes",
      "  firn rejected earthquakes --batch 5 --reason magnitude",
      "  firn rejected earthquakes --at 5:/features/0/properties/mag"
    })
final class RejectedCommand extends LakeCommand {

  private static final Pattern AT = Pattern.compile("(\\d{1,18}):(/.*|)");
  private static final int WIDEST = 80;

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  @Option(names = "--batch", paramLabel = "BATCH", description = "Those of one batch.")
  private Long batch;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Those whose reason contains this text.")
  private String reason;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Typed.HowMany.class,
      defaultValue = "20",
      description = "Records to show, latest batch first (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--at",
      paramLabel = "BATCH:PLACE",
      description = "Show the raw bytes there instead, the place as a JSON Pointer.")
  private String at;

  RejectedCommand(Shared shared) {
    super(shared);
  }

  private record Count(String reason, long records) {}

  private record OfBatch(long seq, long records) {}

  private record Result(
      String table,
      long records,
      List<Count> reasons,
      List<OfBatch> batches,
      List<RejectedRows.Row> newest) {}

  @Override
  public Integer call() {
    CommonOptions.Contracted contracted = options().tables(shared(), List.of(table)).get(0);
    try (Lake lake = options().openLake(shared())) {
      if (at == null) {
        list(new RejectedRows(lake, contracted.table()).find(batch, reason, limit));
      } else {
        show(place(lake, contracted));
      }
    }
    return 0;
  }

  private void list(RejectedRows.Found found) {
    List<Count> reasons =
        found.reasons().entrySet().stream()
            .map(entry -> new Count(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(Count::records).reversed().thenComparing(Count::reason))
            .toList();
    List<OfBatch> batches =
        found.batches().entrySet().stream()
            .map(entry -> new OfBatch(entry.getKey(), entry.getValue()))
            .toList();
    options()
        .print(
            shared(),
            new Result(table, found.records(), reasons, batches, found.newest()),
            out -> print(out, found, reasons));
  }

  private void print(PrintWriter out, RejectedRows.Found found, List<Count> reasons) {
    if (found.records() == 0) {
      out.printf("%s: no rejected record%s%n", table, isFiltered() ? " of that kind" : "");
      return;
    }
    out.printf(
        "%s: %s in %s%n%n",
        table,
        counted(found.records(), "rejected record"),
        found.batches().size() == 1
            ? "batch " + found.batches().firstKey()
            : found.batches().size() + " batches");
    TextTable why = new TextTable(List.of("RECORDS", "REASON"));
    reasons.forEach(one -> why.add(List.of(Long.toString(one.records()), one.reason())));
    why.print(out);
    out.println();
    TextTable which = new TextTable(List.of("BATCH", "PLACE", "REASON", "RECORD"));
    for (RejectedRows.Row row : found.newest()) {
      which.add(
          List.of(
              Long.toString(row.seq()),
              row.where(),
              row.reason(),
              row.record() == null ? "" : shortened(row.record())));
    }
    which.print(out);
    if (found.newest().size() < found.records()) {
      out.printf("… and %d more, --limit shows more%n", found.records() - found.newest().size());
    }
    RejectedRows.Row first = found.newest().get(0);
    out.printf(
        "%nthe bytes: %s%n",
        options()
            .again("firn rejected %s --at '%d:%s'".formatted(table, first.seq(), first.where())));
  }

  private boolean isFiltered() {
    return batch != null || reason != null;
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String shortened(String record) {
    return record.length() <= WIDEST ? record : record.substring(0, WIDEST) + "…";
  }

  private void show(RawPlace place) {
    options()
        .print(
            shared(),
            place,
            out -> {
              out.printf("batch %d, %s%n", place.seq(), place.raw());
              out.printf(
                  "%s, line %d, column %d, byte %d%n%n",
                  place.place(), place.line(), place.column(), place.offset());
              out.printf("  %s%n  %s^%n", place.text(), " ".repeat(place.caret()));
            });
  }

  private RawPlace place(Lake lake, CommonOptions.Contracted contracted) {
    Matcher matcher = AT.matcher(at);
    if (!matcher.matches()) {
      throw new FirnException(
          Fault.USAGE,
          "--at %s is no place".formatted(at),
          "write the batch's number, a colon and a JSON Pointer, such as --at 5:/features/0");
    }
    return RawPlace.find(
        lake,
        contracted.contract(),
        contracted.table(),
        Long.parseLong(matcher.group(1)),
        matcher.group(2));
  }
}
