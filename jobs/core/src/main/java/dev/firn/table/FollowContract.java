package dev.firn.table;

import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * Makes a table what its contract says, in one commit. Readers see it at once: a schema is not
 * audited, rows are.
 */
public final class FollowContract {

  private final Lake lake;
  private final TableContract contract;

  public FollowContract(Lake lake, TableContract contract) {
    this.lake = lake;
    this.contract = contract;
  }

  /**
   * Before rows are merged: what a contract has gained, and nothing that would change what readers
   * see.
   *
   * @return what was changed
   * @throws FirnException if rows of this contract do not fit the table as it is
   */
  public List<Change> additions() {
    Table table = load();
    TableState state = state(table);
    ContractDifference difference = ContractDifference.of(state, contract);
    List<String> inTheWay = new ArrayList<>();
    difference.problems().forEach(problem -> inTheWay.add(problem.what()));
    difference.changes().stream()
        .filter(change -> change.kind() == Change.Kind.ALTERATION)
        .forEach(change -> inTheWay.add(change.what().substring(2)));
    if (RowsDefinition.isReordered(state, contract)) {
      inTheWay.add("its rows are ordered by another firn.order");
    }
    if (!inTheWay.isEmpty()) {
      throw new FirnException(
          Fault.USAGE,
          "table %s does not fit its contract any more: %s"
              .formatted(contract.name(), String.join("; ", inTheWay)),
          "firn plan %s says what can be done about it".formatted(contract.name()));
    }
    List<Change> additions =
        difference.changes().stream()
            .filter(change -> change.kind() == Change.Kind.ADDITION)
            .toList();
    commit(table, additions);
    return additions;
  }

  /**
   * All that can be changed.
   *
   * @return what was changed
   * @throws FirnException if something cannot
   */
  public List<Change> all() {
    Table table = load();
    ContractDifference difference = ContractDifference.of(state(table), contract);
    if (!difference.problems().isEmpty()) {
      throw new FirnException(
          Fault.USAGE,
          difference.problems().stream()
              .map(ContractDifference.Problem::what)
              .collect(
                  Collectors.joining(
                      "; ",
                      "table %s cannot follow its contract: ".formatted(contract.name()),
                      "")),
          difference.problems().get(0).remedy());
    }
    commit(table, difference.changes());
    return difference.changes();
  }

  private static TableState state(Table table) {
    return new TableState(((BaseTable) table).operations().current());
  }

  private Table load() {
    return new LakeTable(lake, contract.name()).iceberg();
  }

  /** Commits nothing if there is nothing to change. */
  private void commit(Table table, List<Change> changes) {
    String known = table.properties().get(ColumnIds.PROPERTY);
    if (changes.isEmpty() && ids(table).equals(known)) {
      return;
    }
    Transaction transaction = table.newTransaction();
    if (!changes.isEmpty()) {
      UpdateSchema schema = transaction.updateSchema();
      changes.forEach(change -> change.schema().accept(schema));
      schema.commit();
      changes.forEach(change -> change.table().accept(transaction));
    }
    UpdateProperties properties = transaction.updateProperties();
    properties.set(ColumnIds.PROPERTY, ids(transaction.table()));
    NoBounds.properties(transaction.table().schema().columns()).forEach(properties::set);
    properties.commit();
    try {
      transaction.commitTransaction();
    } catch (CommitFailedException e) {
      throw new FirnException(
          Fault.CONFLICT,
          "others changed table %s at the same time".formatted(contract.name()),
          "try again",
          e);
    }
  }

  private String ids(Table table) {
    return ColumnIds.of(contract, table.schema()).property();
  }
}
