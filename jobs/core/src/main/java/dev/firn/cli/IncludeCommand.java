package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.Decide;
import dev.firn.table.LakeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "include",
    description = "Take exclusions back; the next run merges the batches in their proper order.")
final class IncludeCommand extends LakeCommand {

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
  private String table;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "BATCH",
      description = "Numbers of batches.")
  private List<Long> batches = new ArrayList<>();

  IncludeCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    try (Lake lake = options().openLake(shared())) {
      new Decide(new LakeTable(lake, table)).include(batches);
    }
    options()
        .print(
            shared(),
            Map.of("table", table, "included", batches),
            out -> {
              out.printf("%s: batch %s is no longer excluded%n", table, Numbers.list(batches));
              out.printf("next: firn run %s%n", table);
            });
    return 0;
  }
}
