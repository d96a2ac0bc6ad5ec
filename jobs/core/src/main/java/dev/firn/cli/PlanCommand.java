package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.lake.Lake;
import dev.firn.run.ContractPlan;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "plan",
    description = {
      "What following its contract would mean for a table; changes nothing.",
      "",
      "Columns are added, widened, described, and renamed when their property keeps its id;",
      "partitions and sorting change for files written from then on. Where records are read",
      "otherwise than when the rows were made, rows are made anew from raw. What cannot be done in",
      "place is named, with the way that works. Never starts Spark.",
      ""
    },
    footer = {
      "",
      "Exit code 2 when a table cannot follow its contract.",
      "",
      "Examples:",
      "  firn plan                 every table",
      "  firn plan earthquakes"
    })
final class PlanCommand extends LakeCommand {

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "Tables to look at (default: all).")
  private List<String> tables = new ArrayList<>();

  PlanCommand(Shared shared) {
    super(shared);
  }

  private record Result(List<ContractPlan> tables) {}

  @Override
  public Integer call() {
    List<ContractPlan> plans;
    try (Lake lake = options().openLake(shared())) {
      plans =
          options().tables(shared(), tables).stream()
              .map(one -> ContractPlan.of(lake, one.contract(), one.table()))
              .toList();
    }
    options().print(shared(), new Result(plans), out -> new PlanText(options()).print(out, plans));
    return plans.stream().allMatch(plan -> plan.problems().isEmpty()) ? 0 : Fault.USAGE.exitCode();
  }
}
