package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.run.Status;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "status",
    description = {
      "Every table: fresh, late, behind or held, and what to do about it.",
      "",
      "HELD    merging waits for a decision",
      "EMPTY   nothing has been merged yet",
      "BEHIND  batches have landed that are not merged",
      "LATE    the newest batch is older than the contract allows",
      "FRESH   all that has landed is in the table",
      ""
    })
final class StatusCommand extends LakeCommand {

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "Tables to look at (default: all).")
  private List<String> tables = new ArrayList<>();

  StatusCommand(Shared shared) {
    super(shared);
  }

  private record Result(List<Status.Line> tables) {}

  @Override
  public Integer call() {
    List<CommonOptions.Contracted> wanted = options().tables(shared(), tables);
    List<Status.Line> lines = options().hasLake(shared()) ? look(wanted) : nothing(wanted);
    options().print(shared(), new Result(lines), out -> print(out, lines));
    return 0;
  }

  private List<Status.Line> look(List<CommonOptions.Contracted> wanted) {
    try (Lake lake = options().openLake(shared())) {
      Status status = new Status(lake, shared().clock());
      return wanted.stream().map(one -> status.of(one.contract(), one.table())).toList();
    }
  }

  /** Without a lake: looking for one must not make one. */
  private static List<Status.Line> nothing(List<CommonOptions.Contracted> wanted) {
    return wanted.stream()
        .map(one -> one.table().name())
        .map(
            name ->
                new Status.Line(
                    name,
                    Status.Condition.EMPTY,
                    0,
                    null,
                    null,
                    null,
                    0,
                    0,
                    null,
                    List.of(),
                    Map.of(),
                    null,
                    List.of("firn run " + name)))
        .toList();
  }

  private void print(PrintWriter out, List<Status.Line> lines) {
    TextTable table =
        new TextTable(
            List.of("TABLE", "STATUS", "ROWS", "APPLIED", "LANDED", "LAST LANDED", "LAST RUN"));
    for (Status.Line line : lines) {
      table.add(
          List.of(
              line.table(),
              line.condition().name(),
              line.rows() < 0 ? "?" : Long.toString(line.rows()),
              Long.toString(line.through()),
              Long.toString(line.landed()),
              line.landedAt() == null ? "never" : seconds(line.landedAt()),
              line.lastRun() == null ? "none" : line.lastRun()));
    }
    table.print(out);
    lines.forEach(line -> details(out, line));
  }

  /** Nothing about a table that needs nothing. */
  private void details(PrintWriter out, Status.Line line) {
    if (line.next().isEmpty() && line.excluded().isEmpty() && line.unreadable() == null) {
      return;
    }
    out.printf("%n%s%n", line.table());
    if (line.hold() != null) {
      line(out, "held", "since " + seconds(line.hold().since()));
      line(out, "because", line.hold().reason());
    }
    if (line.unreadable() != null) {
      line(out, "unreadable", line.unreadable());
    }
    if (!line.pending().isEmpty()) {
      line(out, "waiting", batches(line.pending()));
    }
    line.excluded()
        .forEach((seq, reason) -> line(out, "excluded", "batch %d: %s".formatted(seq, reason)));
    new Next(options(), line.next()).print(out, "next");
  }

  private static void line(PrintWriter out, String label, String value) {
    out.printf("  %-10s %s%n", label, value);
  }

  private static String batches(List<Long> seqs) {
    return (seqs.size() == 1 ? "batch " : "batches ") + Numbers.list(seqs);
  }

  private static String seconds(String instant) {
    return instant.replaceFirst("\\.\\d+Z", "Z");
  }
}
