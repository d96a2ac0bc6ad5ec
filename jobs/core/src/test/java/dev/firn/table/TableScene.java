package dev.firn.table;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.Column;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.AfterFailedAudit;
import dev.firn.contract.TableContract.BadValues;
import dev.firn.contract.TableContract.DeleteLimit;
import dev.firn.contract.TableContract.Layout;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.contract.TableContract.UnknownFields;
import dev.firn.lake.Lake;
import dev.firn.table.Publish.Outcome;
import dev.firn.testing.TestLakes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Table;

/** A lake with one table, and runs that add a row each. */
final class TableScene implements AutoCloseable {

  static final String TABLE = "things";
  static final Duration WINDOW = Duration.ofDays(7);
  static final Clock CLOCK = Clock.fixed(Instant.parse("2025-09-01T10:00:00Z"), ZoneOffset.UTC);

  final Lake lake;
  final LakeTable table;

  TableScene(Path folder) {
    this(TestLakes.open(folder));
  }

  TableScene(Lake lake) {
    this.lake = lake;
    this.table = new LakeTable(lake, TABLE);
    new CreateTable(lake, contract()).execute();
  }

  static TableContract contract() {
    return new TableContract(
        TABLE,
        "Things of a test.",
        JsonPointer.empty(),
        Layout.ITEMS,
        false,
        MergeStrategy.UPSERT,
        DeleteLimit.DEFAULT,
        List.of(),
        null,
        UnknownFields.KEEP,
        BadValues.REJECT,
        AfterFailedAudit.HOLD,
        List.of(column("id", Primitive.STRING, 1), column("amount", Primitive.LONG, 0)),
        List.of(),
        WINDOW,
        null);
  }

  private static Column column(String name, Primitive type, int key) {
    return new Column(
        name,
        null,
        null,
        type,
        key > 0,
        key,
        SourcePointer.parse("/" + name),
        Conversion.NONE,
        null,
        false);
  }

  /**
   * What a run proposes on its branch.
   *
   * @param base what the branch was cut from
   * @param snapshot the branch's head
   */
  record Proposed(String run, Position base, long snapshot) {}

  /** Merges all batches up to a number that are not excluded. */
  Proposed propose(String run, long through) {
    Position base = branch().cut(run, COPY_ON_WRITE);
    return new Proposed(run, base, write(run, base, through));
  }

  /** What merging does once the branch is cut. */
  long write(String run, Position base, long through) {
    TableState state = state();
    Applied before = state.applied();
    String batches = (before.through() + 1) + "-" + through;
    RunFacts facts =
        new RunFacts(
            run,
            base,
            batches,
            new Applied(
                through, new TreeSet<>(state.excluded().headMap(through, true).keySet()), ""),
            new Counts(1, 1, 0, 0, 0, 0),
            "digest",
            null,
            "0.1.0");
    Table table = iceberg();
    AppendFiles append =
        table
            .newFastAppend()
            .toBranch(AuditBranch.name(run))
            .appendFile(Rows.file(table, run, Map.of("id", run, "amount", through)));
    facts.toSummary().forEach(append::set);
    append.commit();
    return state().branch(AuditBranch.name(run)).orElseThrow().snapshotId();
  }

  Publish publishing(Proposed proposed) {
    return new Publish(table, proposed.run(), proposed.base(), proposed.snapshot());
  }

  /** A whole run; gives main's snapshot. */
  long publish(String run, long through) {
    Proposed proposed = propose(run, through);
    Outcome outcome = publishing(proposed).execute();
    if (outcome != Outcome.PUBLISHED) {
      throw new IllegalStateException("run " + run + ": " + outcome);
    }
    return proposed.snapshot();
  }

  Rollback rollback(String to) {
    return new Rollback(table, new Point(to), WINDOW, CLOCK);
  }

  /** What a failed audit leaves. */
  Proposed holdFor(String run, long through) {
    Proposed proposed = propose(run, through);
    new Verdict(table, proposed.base(), List.of(through))
        .hold(new Hold("the audit failed", run, proposed.snapshot(), CLOCK.instant().toString()));
    return proposed;
  }

  /** A run's, that began now. */
  Verdict verdict(Long... batches) {
    return new Verdict(table, state().position(), List.of(batches));
  }

  AuditBranch branch() {
    return new AuditBranch(table, WINDOW, CLOCK);
  }

  TableState state() {
    return table.load();
  }

  long main() {
    return state().main().snapshotId();
  }

  Table iceberg() {
    return table.iceberg();
  }

  /** What readers of main see: the ids, which are run ids, sorted. */
  List<String> ids() {
    return Rows.of(iceberg()).stream().map(row -> (String) row.get("id")).sorted().toList();
  }

  /** Firn's own properties, but for how the last rollback is undone and the mark of a commit. */
  Map<String, String> decisions() {
    return new TreeMap<>(Standing.decisions(state()));
  }

  /** The number of the metadata's version: each commit is one. */
  int versions() {
    String file = state().metadata().metadataFileLocation();
    return Integer.parseInt(file.replaceFirst(".*/(\\d+)-[^/]*$", "$1"));
  }

  /** Somebody who knows nothing of Firn adds a row to main. */
  long foreignAppend(String id) {
    Table table = iceberg();
    table.newFastAppend().appendFile(Rows.file(table, id, Map.of("id", id, "amount", 0L))).commit();
    return main();
  }

  /**
   * Somebody who knows nothing of Firn adds files to main; nobody reads them, so none are there.
   */
  long foreignAppend(String name, int files) {
    Table table = iceberg();
    AppendFiles append = table.newFastAppend();
    for (int i = 0; i < files; i++) {
      append.appendFile(
          DataFiles.builder(table.spec())
              .withPath("%s/data/%s-%05d.parquet".formatted(table.location(), name, i))
              .withFileSizeInBytes(1)
              .withRecordCount(1)
              .build());
    }
    append.commit();
    return main();
  }

  /** Somebody who knows nothing of Firn goes back. */
  void foreignRollback(long snapshot) {
    iceberg().manageSnapshots().rollbackTo(snapshot).commit();
  }

  @Override
  public void close() {
    lake.close();
  }
}
