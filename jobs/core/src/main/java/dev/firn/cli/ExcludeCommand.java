package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.raw.RawLog;
import dev.firn.table.Decide;
import dev.firn.table.LakeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "exclude",
    description = "Leave landed batches out of a table for good; ends a hold.")
final class ExcludeCommand extends LakeCommand {

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
  private String table;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "BATCH",
      description = "Numbers of batches.")
  private List<Long> batches = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it is stored.")
  private String reason;

  ExcludeCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    CommonOptions.Contracted contracted = options().table(shared(), table);
    try (Lake lake = options().openLake(shared())) {
      RawLog log = new RawLog(lake.store(), contracted.contract().id());
      batches.forEach(log::get);
      new Decide(new LakeTable(lake, table)).exclude(batches, reason);
    }
    options()
        .print(
            shared(),
            Map.of("table", table, "excluded", batches, "reason", reason),
            out -> {
              out.printf("%s: batch %s is excluded: %s%n", table, Numbers.list(batches), reason);
              out.printf("next: firn run %s%n", table);
            });
    return 0;
  }
}
