package dev.firn.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.table.Change;
import dev.firn.table.ContractDifference;
import dev.firn.table.LakeTable;
import dev.firn.table.RowsDefinition;
import dev.firn.table.TableState;
import java.util.List;
import java.util.Optional;

/**
 * What following its contract would mean for a table.
 *
 * @param table its name
 * @param exists whether there is such a table; the first run makes it
 * @param changes to its columns and properties, none of which rewrites a file
 * @param problems that no change in place solves
 * @param rows to be made anew from raw; null when they are as the contract says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContractPlan(
    String table, boolean exists, List<Line> changes, List<Line> problems, Rows rows) {

  /**
   * @param what changes, or differs
   * @param notice what readers will notice, or the way that works; null when there is nothing to
   *     say
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(String what, String notice) {}

  /**
   * @param batches that are read again
   * @param bytes of their bodies
   */
  public record Rows(long batches, long bytes) {}

  public static ContractPlan of(Lake lake, Contract contract, TableContract contracted) {
    String name = contracted.name();
    Optional<TableState> found = new LakeTable(lake, name).find();
    if (found.isEmpty()) {
      return new ContractPlan(name, false, List.of(), List.of(), null);
    }
    ContractDifference difference = ContractDifference.of(found.get(), contracted);
    return new ContractPlan(
        name,
        true,
        difference.changes().stream().map(ContractPlan::line).toList(),
        difference.problems().stream()
            .map(problem -> new Line(problem.what(), problem.remedy()))
            .toList(),
        RowsDefinition.isAnother(found.get(), contracted)
            ? rows(lake, contract, contracted, found.get())
            : null);
  }

  private static Line line(Change change) {
    return new Line(change.what(), change.notice());
  }

  private static Rows rows(Lake lake, Contract contract, TableContract table, TableState state) {
    List<Batch> batches =
        new Planning(new RawLog(lake.store(), contract.id()), table).all(state).batches();
    return new Rows(batches.size(), batches.stream().mapToLong(Batch::bytes).sum());
  }

  /** Whether nothing is to be done. */
  public boolean leavesAll() {
    return changes.isEmpty() && problems.isEmpty() && rows == null;
  }
}
