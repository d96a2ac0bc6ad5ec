package dev.firn.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firn.contract.TableContract;
import dev.firn.run.ContractPlan;
import dev.firn.run.Purpose;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import dev.firn.table.FollowContract;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
final class ApplyCommand extends TablesCommand<ApplyCommand.Applied> {

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
  record Applied(String table, List<ContractPlan.Line> changes, TableReport rows) {}

  @Override
  List<String> tables() {
    return tables;
  }

  @Override
  Applied execute(Workbench bench, CommonOptions.Contracted one) {
    TableContract table = one.table();
    ContractPlan plan = ContractPlan.of(bench.lake(), one.contract(), table);
    if (!plan.exists()) {
      return new Applied(table.name(), List.of(), null);
    }
    if (plan.rows() == null) {
      new FollowContract(bench.lake(), table).all();
      return new Applied(table.name(), plan.changes(), null);
    }
    // It follows the contract before it merges.
    TableReport rows = new TableRun(bench, one.contract(), table, Purpose.APPLY).execute(null);
    return new Applied(table.name(), plan.changes(), rows);
  }

  @Override
  Optional<TableReport> run(Applied one) {
    return Optional.ofNullable(one.rows());
  }

  @Override
  void print(PrintWriter out, Applied one) {
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
