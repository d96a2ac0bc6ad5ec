package dev.firn.cli;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;

import dev.firn.contract.Contracts;
import dev.firn.contract.TableContract;
import dev.firn.lake.LocalLake;
import dev.firn.table.Applied;
import dev.firn.table.AuditBranch;
import dev.firn.table.Counts;
import dev.firn.table.CreateTable;
import dev.firn.table.Hold;
import dev.firn.table.LakeTable;
import dev.firn.table.Position;
import dev.firn.table.Publish;
import dev.firn.table.RunFacts;
import dev.firn.table.Verdict;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * A table of a scene's lake, given a past without Spark. Its files are names only: looking and
 * going back read none.
 */
final class ScenesTable {

  private final CliScene scene;
  private final String name;

  ScenesTable(CliScene scene, String name) {
    this.scene = scene;
    this.name = name;
    lake(
        lake -> {
          new CreateTable(lake, contract()).execute();
          return null;
        });
  }

  private TableContract contract() {
    return new Contracts(scene.project)
        .readAll().stream()
            .flatMap(contract -> contract.tables().stream())
            .filter(table -> table.name().equals(name))
            .findFirst()
            .orElseThrow();
  }

  /** A run that brought that many new rows and published them; gives main's snapshot. */
  long publish(String run, long through, long rows) {
    return publish(run, through, bringing(rows), "c0ffee", "0.1.0");
  }

  /** A run that says so of itself, whatever it did; gives main's snapshot. */
  long publish(String run, long through, Counts counts, String contract, String program) {
    return lake(
        lake -> {
          Position base = branch(lake).cut(run, COPY_ON_WRITE);
          long head = append(lake, run, base, through, counts, contract, program);
          new Publish(new LakeTable(lake, name), run, base, head).execute();
          return head;
        });
  }

  /** What a run leaves that is killed before its audit. */
  void leave(String run, long through, long rows) {
    lake(
        lake -> {
          Position base = branch(lake).cut(run, COPY_ON_WRITE);
          return append(lake, run, base, through, bringing(rows), "c0ffee", "0.1.0");
        });
  }

  /** What a failed audit leaves; gives the branch's snapshot. */
  long hold(String run, long through, long rows) {
    return lake(
        lake -> {
          Position base = branch(lake).cut(run, COPY_ON_WRITE);
          long head = append(lake, run, base, through, bringing(rows), "c0ffee", "0.1.0");
          new Verdict(new LakeTable(lake, name), base, List.of(through))
              .hold(
                  new Hold(
                      "the audit of run %s failed: RowCount > 10".formatted(run),
                      run,
                      head,
                      CliScene.NOW.toString()));
          return head;
        });
  }

  private AuditBranch branch(LocalLake lake) {
    return new AuditBranch(
        new LakeTable(lake, name),
        contract().recoveryWindow(),
        Clock.fixed(CliScene.NOW, ZoneOffset.UTC));
  }

  private static Counts bringing(long rows) {
    return new Counts(rows + 1, rows, 0, 0, 0, 1);
  }

  private long append(
      LocalLake lake,
      String run,
      Position base,
      long through,
      Counts counts,
      String contract,
      String program) {
    LakeTable table = new LakeTable(lake, name);
    Applied before = table.load().applied();
    long first = before.through() + 1;
    NavigableSet<Long> skipped =
        new TreeSet<>(table.load().excluded().headMap(through, true).keySet());
    RunFacts facts =
        new RunFacts(
            run,
            base,
            first == through ? Long.toString(through) : first + "-" + through,
            new Applied(through, skipped, ""),
            counts,
            contract,
            null,
            program);
    Table iceberg = iceberg(lake);
    AppendFiles append =
        iceberg
            .newFastAppend()
            .toBranch(AuditBranch.name(run))
            .appendFile(file(iceberg, run, counts.inserted()));
    facts.toSummary().forEach(append::set);
    append.commit();
    return table.load().branch(AuditBranch.name(run)).orElseThrow().snapshotId();
  }

  /** Another engine adds a row. */
  long foreignAppend() {
    return lake(
        lake -> {
          Table iceberg = iceberg(lake);
          iceberg
              .newFastAppend()
              .appendFile(file(iceberg, "foreign", 1))
              .set("engine-name", "spark")
              .commit();
          return main(lake);
        });
  }

  /** Somebody does something to the table that Firn knows nothing of. */
  void outside(Consumer<Table> change) {
    lake(
        lake -> {
          change.accept(iceberg(lake));
          return null;
        });
  }

  /** Somebody does something to the lake that Firn knows nothing of. */
  void catalog(BiConsumer<Catalog, TableIdentifier> change) {
    lake(
        lake -> {
          change.accept(lake.catalog(), lake.table(name));
          return null;
        });
  }

  /** A file that is a name only. */
  static DataFile someFile(Table table, String name, long bytes) {
    return DataFiles.builder(table.spec())
        .withPath(table.locationProvider().newDataLocation(name + ".parquet"))
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(bytes)
        .withRecordCount(1)
        .build();
  }

  void tag(String tag, long snapshot) {
    lake(
        lake -> {
          iceberg(lake).manageSnapshots().createTag(tag, snapshot).commit();
          return null;
        });
  }

  long main() {
    return lake(this::main);
  }

  private long main(LocalLake lake) {
    return new LakeTable(lake, name).load().main().snapshotId();
  }

  private Table iceberg(LocalLake lake) {
    return lake.catalog().loadTable(lake.table(name));
  }

  private static DataFile file(Table table, String of, long rows) {
    return DataFiles.builder(table.spec())
        .withPath(table.locationProvider().newDataLocation(of + ".parquet"))
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(1)
        .withRecordCount(rows)
        .build();
  }

  private <T> T lake(Function<LocalLake, T> use) {
    try (LocalLake lake = LocalLake.open(scene.lake())) {
      return use.apply(lake);
    }
  }
}
