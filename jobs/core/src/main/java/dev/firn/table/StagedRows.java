package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;

/** What has to be true of a branch of people's before its rows can go to main. */
public final class StagedRows {

  private final String table;
  private final String branch;

  /**
   * @param table its name
   * @param branch its name
   */
  public StagedRows(String table, String branch) {
    this.table = requireNonNull(table, "table");
    this.branch = requireNonNull(branch, "branch");
  }

  /**
   * @throws FirnException if rows of the table are told apart by the records that they are from: a
   *     row that a person writes is from none
   */
  public static void requireIdentity(TableContract table) {
    if (table.merge() == MergeStrategy.APPEND || table.merge() == MergeStrategy.SCD2) {
      throw new FirnException(
          Fault.USAGE,
          "rows of %s are told apart by the records that they are from (firn.merge: %s), and a row written by hand is from none"
              .formatted(table.name(), table.merge().name().toLowerCase(java.util.Locale.ROOT)),
          "what the third party got wrong is left out with firn replay %s --without BATCH"
              .formatted(table.name()));
    }
  }

  /**
   * The branch as it is now, cut from what main shows.
   *
   * @throws FirnException if there is none, or main has moved since it was cut
   */
  public StagedBranch require(TableState state) {
    Snapshot head = head(state);
    StagedBranch staged = new StagedBranch(branch, head.snapshotId());
    if (head.snapshotId() == state.main().snapshotId()) {
      requireAudited(state);
    } else if (!state.ancestors(head).contains(state.main())) {
      throw mainHasMoved(table, staged, state);
    }
    return staged;
  }

  /**
   * @throws FirnException if there is no such branch, or it is one of Firn's
   */
  Snapshot head(TableState state) {
    if (branch.equals(SnapshotRef.MAIN_BRANCH) || isFirns(branch)) {
      throw new FirnException(
          Fault.USAGE,
          branch.equals(SnapshotRef.MAIN_BRANCH)
              ? "main is what readers see, so it is too late to audit it"
              : "branch %s is Firn's own".formatted(branch),
          "write to a branch of your own, cut from main");
    }
    return state.branch(branch).orElseThrow(() -> unknown(state));
  }

  private FirnException unknown(TableState state) {
    List<String> others =
        state.branches().stream()
            .filter(name -> !name.equals(SnapshotRef.MAIN_BRANCH) && !isFirns(name))
            .sorted()
            .toList();
    return new FirnException(
        Fault.USAGE,
        "%s has no branch %s; %s"
            .formatted(
                table,
                branch,
                others.isEmpty()
                    ? "nobody has cut one"
                    : "there are: " + String.join(", ", others)),
        "in a Spark session of yours, ALTER TABLE %s CREATE BRANCH %s cuts one from main"
            .formatted(table, branch));
  }

  private static boolean isFirns(String name) {
    return name.startsWith(AuditBranch.PREFIX) || name.startsWith(Rollback.ARCHIVE);
  }

  /** Main is at the branch's head: fine if Firn put it there, or nobody wrote to the branch. */
  private void requireAudited(TableState state) {
    Snapshot main = state.main();
    boolean ours = main.summary().containsKey(Applied.THROUGH);
    if (!ours && !main.operation().equals(DataOperations.REPLACE)) {
      String back =
          state.ancestors(main).stream()
              .filter(snapshot -> snapshot.summary().containsKey(Applied.THROUGH))
              .findFirst()
              .map(snapshot -> "firn rollback %s --to %d".formatted(table, snapshot.snapshotId()))
              .orElse("firn history " + table);
      throw new FirnException(
          Fault.USAGE,
          "main of %s shows branch %s already, and no audit has passed it: somebody moved main there outside Firn"
              .formatted(table, branch),
          back + " takes it from readers; then audit and publish it");
    }
  }

  /** Why a branch cannot be published, when main is not what it was cut from. */
  public static FirnException mainHasMoved(String table, StagedBranch staged, TableState state) {
    Optional<String> run = staged.publishedBy(state);
    return new FirnException(
        run.isPresent() ? Fault.USAGE : Fault.CONFLICT,
        run.map(
                id ->
                    "branch %s of %s is published already, by run %s"
                        .formatted(staged.name(), table, id))
            .orElse(
                "main of %s has moved since branch %s was cut from it, to snapshot %d"
                    .formatted(table, staged.name(), state.main().snapshotId())),
        "cut another branch from main as it is, write to that one, then firn audit %s --branch OTHER"
            .formatted(table));
  }

  /**
   * The run that proposes the branch as it is now, or has published it.
   *
   * @throws FirnException if it was not audited as it is now
   */
  public String run(TableState state) {
    StagedBranch staged = new StagedBranch(branch, head(state).snapshotId());
    Optional<String> run = staged.publishedBy(state).or(() -> staged.proposedBy(state));
    if (run.isPresent()) {
      return run.get();
    }
    require(state);
    throw new FirnException(
        Fault.USAGE,
        "branch %s of %s has not passed an audit as it is now".formatted(branch, table),
        "firn audit %s --branch %s".formatted(table, branch));
  }
}
