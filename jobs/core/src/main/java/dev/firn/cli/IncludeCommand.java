package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.Decide;
import dev.firn.table.LakeTable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "include",
    description = {
      "Take exclusions back; the next run merges the batches.",
      "",
      "The table becomes what it would be had they never been excluded: in the contract's order,",
      "not in the order of merging.",
      ""
    })
final class IncludeCommand extends LakeCommand {

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
  private String table;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "BATCH",
      converter = Typed.Batch.class,
      description = "Numbers of excluded batches, as firn status shows them.")
  private List<Long> batches = new ArrayList<>();

  IncludeCommand(Shared shared) {
    super(shared);
  }

  private record Result(String table, List<Long> included) {}

  @Override
  public Integer call() {
    try (Lake lake = options().openLake(shared())) {
      new Decide(new LakeTable(lake, table)).include(batches);
    }
    options()
        .print(
            shared(),
            new Result(table, batches),
            out -> {
              out.printf("%s: batch %s is no longer excluded%n", table, Numbers.list(batches));
              out.printf("next: %s%n", options().again("firn run " + table));
            });
    return 0;
  }
}
