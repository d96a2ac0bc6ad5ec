package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.GoingBack;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.Rollback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    description = {
      "Put main back on what it showed before: rows, schema and applied position, in one commit.",
      "The batches taken out wait for a decision, unless --exclude or --merge-again makes it."
    })
final class RollbackCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", arity = "1..*", description = "Tables to put back.")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "POINT",
      required = true,
      description =
          "before:RUN, RUN, a snapshot id, a tag or branch, or a time such as 2025-09-01T10:00:00Z.")
  private String to;

  @Option(
      names = "--exclude",
      paramLabel = "BATCH",
      split = ",",
      description =
          "Exclude these batches for good; the others taken out are merged again by the next run.")
  private List<Long> exclude = new ArrayList<>();

  @Option(
      names = "--merge-again",
      description = "Let the next run merge again all that is taken out.")
  private boolean mergeAgain;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "rolled back",
      description = "Why; it is stored.")
  private String reason;

  @Option(names = "--dry-run", description = "Show what would happen, change nothing.")
  private boolean dryRun;

  RollbackCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    List<GoingBack> results = new ArrayList<>();
    try (Lake lake = options().openLake(shared())) {
      for (CommonOptions.Contracted one : options().tables(shared(), tables)) {
        Rollback rollback =
            new Rollback(
                    new LakeTable(lake, one.table().name()),
                    new Point(to),
                    one.table().recoveryWindow(),
                    shared().clock())
                .excluding(new TreeSet<>(exclude))
                .because(reason);
        if (mergeAgain) {
          rollback.mergingAgain();
        }
        results.add(dryRun ? rollback.plan() : rollback.execute());
      }
    }
    options()
        .print(
            shared(),
            Map.of("dryRun", dryRun, "tables", results),
            out -> results.forEach(result -> new GoingBackText(result, dryRun).print(out)));
    return 0;
  }
}
