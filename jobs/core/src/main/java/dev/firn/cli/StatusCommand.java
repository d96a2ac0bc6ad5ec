package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.run.Status;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "status",
    description = "Every table: fresh, late, behind, held; and what to do about it.")
final class StatusCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", description = "Tables to look at (default: all).")
  private List<String> tables = new ArrayList<>();

  StatusCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    List<Status.Line> lines = new ArrayList<>();
    try (Lake lake = options().openLake(shared())) {
      Status status = new Status(lake, shared().clock());
      for (CommonOptions.Contracted one : options().tables(shared(), tables)) {
        lines.add(status.of(one.contract(), one.table()));
      }
    }
    options().print(shared(), Map.of("tables", lines), out -> print(out, lines));
    return 0;
  }

  private static void print(PrintWriter out, List<Status.Line> lines) {
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
    for (Status.Line line : lines) {
      if (line.hold() != null) {
        out.printf(
            "%n%s is held since %s: %s%n",
            line.table(), seconds(line.hold().since()), line.hold().reason());
      }
      if (!line.pending().isEmpty()) {
        out.printf("%s: %s wait to be merged%n", line.table(), batches(line.pending()));
      }
      line.excluded()
          .forEach(
              (seq, reason) ->
                  out.printf("%s: batch %d is excluded: %s%n", line.table(), seq, reason));
      if (line.next() != null) {
        out.printf("next: %s%n", line.next());
      }
    }
  }

  private static String batches(List<Long> seqs) {
    return (seqs.size() == 1 ? "batch " : "batches ")
        + seqs.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String seconds(String instant) {
    return instant.replaceFirst("\\.\\d+Z", "Z");
  }
}
