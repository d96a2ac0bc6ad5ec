package dev.firn.table;

import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Makes main keep its snapshots for the recovery window that the contract says now, whoever expires
 * them, and always the two that a rollback needs.
 */
public final class KeepSnapshots {

  private static final int LEAST = 2;

  private final Lake lake;
  private final TableContract contract;

  public KeepSnapshots(Lake lake, TableContract contract) {
    this.lake = lake;
    this.contract = contract;
  }

  /** Commits nothing if it is so already. */
  public void execute() {
    Table table = new LakeTable(lake, contract.name()).iceberg();
    long window = contract.recoveryWindow().toMillis();
    SnapshotRef main = table.refs().get(SnapshotRef.MAIN_BRANCH);
    Map<String, String> properties = RetentionProperties.of(contract.recoveryWindow());
    int least = main == null ? LEAST : least(main, table);
    if (main == null
        || (Optional.ofNullable(main.maxSnapshotAgeMs()).equals(Optional.of(window))
            && least >= LEAST
            && table.properties().entrySet().containsAll(properties.entrySet()))) {
      return;
    }
    Transaction change = table.newTransaction();
    change
        .manageSnapshots()
        .setMaxSnapshotAgeMs(SnapshotRef.MAIN_BRANCH, window)
        .setMinSnapshotsToKeep(SnapshotRef.MAIN_BRANCH, Math.max(LEAST, least))
        .commit();
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

  private static int least(SnapshotRef main, Table table) {
    return main.minSnapshotsToKeep() != null
        ? main.minSnapshotsToKeep()
        : PropertyUtil.propertyAsInt(
            table.properties(),
            TableProperties.MIN_SNAPSHOTS_TO_KEEP,
            TableProperties.MIN_SNAPSHOTS_TO_KEEP_DEFAULT);
  }
}
