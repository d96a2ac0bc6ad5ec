package dev.firn.table;

import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * Makes main keep its snapshots for the recovery window that the contract says now, whoever expires
 * them.
 */
public final class KeepSnapshots {

  private final Lake lake;
  private final TableContract contract;

  public KeepSnapshots(Lake lake, TableContract contract) {
    this.lake = lake;
    this.contract = contract;
  }

  /** Commits nothing if it is so already. */
  public void execute() {
    Table table = lake.catalog().loadTable(lake.table(contract.name()));
    long window = contract.recoveryWindow().toMillis();
    SnapshotRef main = table.refs().get(SnapshotRef.MAIN_BRANCH);
    Map<String, String> properties = RetentionProperties.of(contract.recoveryWindow());
    if (main == null
        || (Optional.ofNullable(main.maxSnapshotAgeMs()).equals(Optional.of(window))
            && table.properties().entrySet().containsAll(properties.entrySet()))) {
      return;
    }
    Transaction change = table.newTransaction();
    change.manageSnapshots().setMaxSnapshotAgeMs(SnapshotRef.MAIN_BRANCH, window).commit();
    UpdateProperties update = change.updateProperties();
    properties.forEach(update::set);
    update.commit();
    try {
      change.commitTransaction();
    } catch (CommitFailedException e) {
      throw new FirnException(
          Fault.CONFLICT,
          "others changed table %s at the same time".formatted(contract.name()),
          "try again",
          e);
    }
  }
}
