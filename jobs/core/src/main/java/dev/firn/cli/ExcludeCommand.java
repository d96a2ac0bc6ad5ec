package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.raw.RawLog;
import dev.firn.run.Deciding;
import dev.firn.table.Decide;
import dev.firn.table.LakeTable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "exclude",
    description = {
      "Leave landed batches out of a table for good; ends a hold.",
      "",
      "The batches stay in the raw log, and firn include takes the decision back. A batch that",
      "main holds already has to be rolled back first: firn rollback --exclude does both.",
      ""
    },
    footer = {"", "Example:", "  firn exclude earthquakes 8 --reason \"metres for kilometres\""})
final class ExcludeCommand extends LakeCommand {

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
  private String table;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "BATCH",
      converter = Typed.Batch.class,
      description = "Numbers of batches, as firn status and firn history show them.")
  private List<Long> batches = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      converter = Typed.Reason.class,
      description = "Why; it is stored.")
  private String reason;

  ExcludeCommand(Shared shared) {
    super(shared);
  }

  private record Result(String table, List<Long> excluded, String reason) {}

  @Override
  public Integer call() {
    CommonOptions.Contracted contracted = options().table(shared(), table);
    try (Lake lake = options().openLake(shared())) {
      RawLog log = new RawLog(lake.store(), contracted.contract().id());
      new Deciding(log).require(batches);
      new Decide(new LakeTable(lake, table)).exclude(batches, reason);
    }
    options()
        .print(
            shared(),
            new Result(table, batches, reason),
            out -> {
              out.printf("%s: batch %s is excluded: %s%n", table, Numbers.list(batches), reason);
              out.printf("next: %s%n", options().again("firn run " + table));
            });
    return 0;
  }
}
