package dev.firn.drill;

import static java.util.Objects.requireNonNull;

import dev.firn.contract.Column;
import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.AfterFailedAudit;
import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiffRequest;
import dev.firn.run.Purpose;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.table.Applied;
import dev.firn.table.ComparedColumns;
import dev.firn.table.Counts;
import dev.firn.table.Diff;
import dev.firn.table.Ends;
import dev.firn.table.GoingBack;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.ReadBack;
import dev.firn.table.RecoveryWindow;
import dev.firn.table.Rollback;
import dev.firn.table.RowCount;
import dev.firn.table.RowsDefinition;
import dev.firn.table.TableDiff;
import dev.firn.table.TableState;
import dev.firn.table.Undo;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import org.apache.iceberg.Snapshot;

/**
 * What is done to the clone of a table. Each step says what it found, or throws that it does not
 * hold, or that it cannot be done here.
 */
final class Rehearsal implements AutoCloseable {

  private final String drill;
  private final TableClone clone;
  private final LakeTable table;
  private final Contract contract;
  private final TableContract contracted;
  private final DrillOptions options;
  private final Clock clock;
  private DrillReport.Window window;
  private BadRun.Shown bad;
  private boolean undone;

  Rehearsal(
      String drill,
      TableClone clone,
      Contract contract,
      TableContract contracted,
      DrillOptions options,
      Clock clock) {
    this.drill = requireNonNull(drill, "drill");
    this.clone = requireNonNull(clone, "clone");
    this.table = clone.table();
    this.contract = contract;
    this.contracted = holding(contracted);
    this.options = options;
    this.clock = clock;
  }

  /** What fails its audit has to be there to be published all the same. */
  private static TableContract holding(TableContract table) {
    return new TableContract(
        table.name(),
        table.description(),
        table.records(),
        table.layout(),
        table.mayBeAbsent(),
        table.merge(),
        table.deletes(),
        table.order(),
        table.validFrom(),
        table.unknownFields(),
        table.badValues(),
        AfterFailedAudit.HOLD,
        table.columns(),
        table.rulesets(),
        table.recoveryWindow(),
        table.freshness());
  }

  /** Null until it was looked at. */
  DrillReport.Window window() {
    return window;
  }

  String makeTheClone() {
    return clone.make();
  }

  String lookAtTheWindow() {
    RecoveryWindow promise =
        RecoveryWindow.of(clone.original(), contracted.recoveryWindow(), clock.instant());
    WindowFiles.Found found =
        new WindowFiles(clone.files(), clone.original().metadata().specsById())
            .look(promise.points(), options.files(), drill.hashCode());
    WindowProblems problems = new WindowProblems(table.name(), promise, found);
    window = problems.report();
    problems.requireNone();
    return "main has shown %,d %s since %s, all with their lists and manifests; %,d of %,d files looked for, all there"
        .formatted(
            window.points(),
            window.points() == 1 ? "point" : "points",
            promise.since().truncatedTo(ChronoUnit.SECONDS),
            window.filesLookedAt(),
            window.files());
  }

  String mergeABadBatch() {
    bad = new BadRun(drill, clone, contract, contracted, clock).execute();
    return bad.what();
  }

  String rollBack() {
    BadRun.Shown from = requireBadRun();
    GoingBack done = goBack(from);
    return "%d -> %d: %s, applied position %d, batch %d excluded"
        .formatted(
            done.from(), done.to(), Wording.count(done.rowsAfter()), done.through(), from.seq());
  }

  private GoingBack goBack(BadRun.Shown from) {
    GoingBack done =
        new Rollback(table, new Point("before:" + from.run()), contracted.recoveryWindow(), clock)
            .excluding(new TreeSet<>(List.of(from.seq())))
            .because(BadRun.REASON)
            .execute();
    new ReadBack(table).verify(done);
    requireMain(from.before(), from.appliedBefore());
    TableState now = table.load();
    require(now.hold().isEmpty(), "the table is held after the rollback");
    require(now.excluded().containsKey(from.seq()), "the bad batch is not excluded");
    require(now.hasAbandoned(from.run()), "the bad run could be published again");
    return done;
  }

  String compare() {
    BadRun.Shown from = requireBadRun();
    TableState now = table.load();
    requireSame(now, from.before());
    String counted =
        clone
            .bench()
            .engine()
            .query("SELECT count(*) FROM `%s`".formatted(table.name()), 1)
            .rows()
            .get(0)
            .get(0);
    long rows = RowCount.of(now.metadata().snapshot(from.before()));
    require(
        rows < 0 || Long.toString(rows).equals(counted),
        "readers count %s rows, and there were %d before the bad run".formatted(counted, rows));
    RowDiff gone = differing(now, from);
    Counts counts = from.counts();
    require(
        gone.added() == counts.inserted()
            && gone.changed() == counts.updated()
            && gone.deleted() == counts.deleted(),
        "the bad run changed %s, and going back changed %s"
            .formatted(
                Wording.rows(counts), Wording.rows(gone.added(), gone.changed(), gone.deleted())));
    return "no file, column or batch differs from before the bad run; readers count %s; compared row by row, %s went back"
        .formatted(
            Wording.count(Long.parseLong(counted)),
            Wording.rows(gone.added(), gone.changed(), gone.deleted()));
  }

  /** What the bad run shows and main does not. */
  private RowDiff differing(TableState now, BadRun.Shown from) {
    Ends ends = new Ends(now, now.main(), now.metadata().snapshot(from.snapshot()));
    ComparedColumns columns =
        ComparedColumns.ofContent(
            table.name(),
            ends,
            contracted.columns().stream().filter(Column::isVolatile).map(Column::name).toList());
    return clone
        .bench()
        .engine()
        .diff(new RowDiffRequest(table.name(), from.before(), from.snapshot(), columns, 1));
  }

  String undo() {
    BadRun.Shown from = requireBadRun();
    GoingBack done = new Undo(table).execute();
    new ReadBack(table).verify(done);
    TableState now = table.load();
    requireSame(now, from.snapshot());
    require(
        !now.excluded().containsKey(from.seq()) && !now.hasAbandoned(from.run()),
        "undo left a decision of the rollback behind");
    undone = true;
    return "%d -> %d: %s, as the bad run had shown them"
        .formatted(done.from(), done.to(), Wording.count(done.rowsAfter()));
  }

  String rollBackAgain() {
    if (!undone) {
      throw NotPossibleException.because("nothing was undone");
    }
    BadRun.Shown from = requireBadRun();
    GoingBack done = goBack(from);
    requireSame(table.load(), from.before());
    return "%d -> %d: no file, column or batch differs from before the bad run"
        .formatted(done.from(), done.to());
  }

  String replay() {
    if (!options.replay()) {
      throw NotPossibleException.asAsked("--no-replay");
    }
    if (RowsDefinition.isAnother(clone.original(), contracted)) {
      throw NotPossibleException.because(
          "rows are from before the contract changed: firn plan " + table.name());
    }
    TableReport report =
        new TableRun(clone.bench(), contract, contracted, Purpose.REPLAY).execute(null);
    Counts counts = report.counts();
    return switch (report.outcome()) {
      case UNCHANGED ->
          counts == null
              ? "nothing has landed, and the table is empty"
              : "%,d records of batches %s make the rows that main has"
                  .formatted(counts.records(), report.batches());
      case PUBLISHED, HELD ->
          throw new RefutedException(
              "all that has landed makes other rows than main has: %s"
                  .formatted(Wording.rows(counts)),
              "firn replay %s --review".formatted(table.name()),
              false);
      case PROPOSED, SKIPPED, CONFLICT, UNREADABLE ->
          throw new IllegalStateException(
              "the replay ended as %s: %s".formatted(report.outcome(), report.message()));
    };
  }

  String cleanUp() {
    close();
    require(clone.isGone(), "something is left of the drill in scratch");
    return "nothing of the drill is left";
  }

  private BadRun.Shown requireBadRun() {
    if (bad == null) {
      throw NotPossibleException.because("there is no bad run to go back from");
    }
    return bad;
  }

  /** To readers: rows, columns and applied position. */
  private void requireSame(TableState now, long snapshot) {
    Snapshot before = now.metadata().snapshot(snapshot);
    TableDiff diff = new Diff(table, new Ends(now, before, now.main())).execute();
    require(
        now.main().snapshotId() == snapshot && diff.haveTheSameFiles() && diff.schema().isEmpty(),
        "main is at %d with %d other files and %d other columns than snapshot %d"
            .formatted(
                now.main().snapshotId(),
                diff.files().added() + diff.files().removed(),
                diff.schema().size(),
                snapshot));
    requireMain(snapshot, now.applied(before));
  }

  private void requireMain(long snapshot, Applied applied) {
    TableState now = table.load();
    require(
        now.main().snapshotId() == snapshot && now.applied().equals(applied),
        "main is at %d with batches up to %d, and was to be at %d with batches up to %d"
            .formatted(
                now.main().snapshotId(), now.applied().through(), snapshot, applied.through()));
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RefutedException(otherwise, "firn history " + table.name(), true);
    }
  }

  @Override
  public void close() {
    clone.close();
  }
}
