package dev.firn.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import dev.firn.run.ContractPlan;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import dev.firn.table.FollowContract;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "apply",
    description = {
      "Make tables follow their contracts, as firn plan says.",
      "",
      "Columns and properties change in one commit, which no file is rewritten for. Rows that have",
      "to be made anew go through a branch, the audit and a publish like those of any run, and are",
      "taken back like them. Applying twice changes nothing the second time.",
      ""
    },
    footer = {"", "Examples:", "  firn plan earthquakes && firn apply earthquakes"})
final class ApplyCommand extends LakeCommand {

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "Tables to change (default: all).")
  private List<String> tables = new ArrayList<>();

  ApplyCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param changes what was changed about columns and properties
   * @param rows of the run that made rows anew; null when there was no need
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Applied(String table, List<ContractPlan.Line> changes, TableReport rows) {}

  private record Result(List<Applied> tables, List<Failure> errors) {}

  @Override
  public Integer call() {
    List<Applied> applied = new ArrayList<>();
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openLake(shared());
        Workbench bench =
            new Workbench(lake, shared().engines(), shared().progress(), shared().clock())) {
      for (CommonOptions.Contracted one : options().tables(shared(), tables)) {
        attempts
            .at(List.of(one.table().name()), () -> apply(bench, one.contract(), one.table()))
            .ifPresent(applied::add);
      }
      print(applied, attempts);
      Telling telling = new Telling(lake, shared().terminal().err());
      applied.stream().map(Applied::rows).filter(rows -> rows != null).forEach(telling::ran);
    }
    return attempts.exitCode(
        applied.stream()
            .map(Applied::rows)
            .filter(rows -> rows != null)
            .mapToInt(rows -> rows.outcome().exitCode())
            .max()
            .orElse(0));
  }

  private static Applied apply(Workbench bench, Contract contract, TableContract table) {
    ContractPlan plan = ContractPlan.of(bench.lake(), contract, table);
    if (!plan.exists()) {
      return new Applied(table.name(), List.of(), null);
    }
    new FollowContract(bench.lake(), table).all();
    return new Applied(
        table.name(),
        plan.changes(),
        plan.rows() == null
            ? null
            : new TableRun(bench, contract, table, TableRun.Extent.ALL).execute(null));
  }

  private void print(List<Applied> applied, Attempts attempts) {
    options()
        .print(
            shared(),
            new Result(applied, attempts.failures()),
            out -> {
              applied.forEach(one -> print(out, one));
              out.flush();
              attempts.print();
            });
  }

  private void print(PrintWriter out, Applied one) {
    if (!one.changes().isEmpty()) {
      out.printf("%s: changed%n", one.table());
      one.changes().forEach(change -> out.printf("  %s%n", change.what()));
    } else if (one.rows() == null) {
      out.printf("%s: nothing to change%n", one.table());
    }
    if (one.rows() != null) {
      new RunSummary(one.rows(), options()).print(out);
    }
  }
}
