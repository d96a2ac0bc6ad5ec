package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.Decide;
import dev.firn.table.LakeTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "release",
    description = {
      "End a hold; the next run merges everything that waits.",
      "",
      "The batches are audited again like any others. If main was moved outside Firn, back or",
      "forward, this takes main as it stands for what it should be.",
      ""
    })
final class ReleaseCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  ReleaseCommand(Shared shared) {
    super(shared);
  }

  private record Result(String table, boolean wasHeld) {}

  @Override
  public Integer call() {
    boolean held;
    try (Lake lake = options().openLake(shared())) {
      held = new Decide(new LakeTable(lake, table)).release();
    }
    options()
        .print(
            shared(),
            new Result(table, held),
            out -> {
              out.printf("%s: %s%n", table, held ? "the hold has ended" : "was not held");
              if (held) {
                out.printf("next: %s%n", options().again("firn run " + table));
              }
            });
    return 0;
  }
}
