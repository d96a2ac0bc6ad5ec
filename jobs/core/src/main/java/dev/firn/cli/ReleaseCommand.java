package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.Decide;
import dev.firn.table.LakeTable;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "release", description = "End a hold; the next run merges everything that waits.")
final class ReleaseCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  ReleaseCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    boolean held;
    try (Lake lake = options().openLake(shared())) {
      held = new Decide(new LakeTable(lake, table)).release();
    }
    options()
        .print(
            shared(),
            Map.of("table", table, "wasHeld", held),
            out -> {
              out.printf("%s: %s%n", table, held ? "the hold has ended" : "was not held");
              if (held) {
                out.printf("next: firn run %s%n", table);
              }
            });
    return 0;
  }
}
