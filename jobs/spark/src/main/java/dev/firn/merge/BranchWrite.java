package dev.firn.merge;

import dev.firn.contract.TableContract;
import dev.firn.engine.Written;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.RowCount;
import dev.firn.table.RowIdentity;
import dev.firn.table.RunFacts;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/**
 * Writes what was classified to a branch: one snapshot, only the rows that are new, changed or
 * gone.
 */
public final class BranchWrite {

  private static final long ONE_TASK_ROWS = 200_000;
  private static final String SOURCE = "firn_to_write";

  private final SparkSession spark;
  private final Table table;
  private final String target;
  private final TableContract contract;

  /**
   * @param target the table's full name in SQL
   */
  public BranchWrite(SparkSession spark, Table table, String target, TableContract contract) {
    this.spark = spark;
    this.table = table;
    this.target = target;
    this.contract = contract;
  }

  /**
   * How changed rows are best written; the table has to say so before the write, because Iceberg
   * takes it from there.
   */
  public static RowLevelOperationMode mode(Table table, Classified classified, long base) {
    return classified.changing() == null
        ? RowLevelOperationMode.COPY_ON_WRITE
        : TouchedFiles.of(table, base, classified.changing()).mode();
  }

  public Written execute(Classified classified, long base, String branch, RunFacts facts) {
    Dataset<Row> rows = classified.rows().filter(Merge.toWrite());
    String onBranch = target + ".branch_" + branch;
    withFacts(
        facts.toSummary(),
        () -> {
          if (classified.changing() == null) {
            append(rows.drop(Merge.STATUS), classified.counts().inserted(), onBranch);
          } else {
            rows.createOrReplaceTempView(SOURCE);
            spark.sql(SqlText.merge(onBranch, SOURCE, on(classified)));
            spark.catalog().dropTempView(SOURCE);
          }
          return null;
        });
    table.refresh();
    Snapshot written = table.snapshot(branch);
    prove(written, table.snapshot(base), classified);
    long read =
        classified.bounds() == null ? 0 : TouchedFiles.of(table, base, classified.bounds()).count();
    long all = number(table.snapshot(base), "total-data-files");
    return new Written(
        written.snapshotId(),
        number(written, "added-data-files") + number(written, "added-delete-files"),
        read,
        all - read);
  }

  /**
   * A small batch goes into one file a partition; for a large one the table's own distribution is
   * worth its shuffle.
   */
  private static void append(Dataset<Row> rows, long count, String onBranch)
      throws NoSuchTableException {
    if (count <= ONE_TASK_ROWS) {
      rows.coalesce(1).writeTo(onBranch).option("distribution-mode", "none").append();
    } else {
      rows.writeTo(onBranch).append();
    }
  }

  private String on(Classified classified) {
    String on =
        RowIdentity.of(contract).stream()
                .map(column -> "t.`%s` = s.`%s`".formatted(column, column))
                .collect(Collectors.joining(" AND "))
            + " AND "
            + SqlText.of(classified.changing().asColumn("t"));
    boolean large =
        RowLevelOperationMode.MERGE_ON_READ
                .modeName()
                .equals(table.properties().get(TableProperties.MERGE_MODE))
            && !classified.changing().isExact();
    return large
            && ChangedKeys.areFew(classified.counts().updated() + classified.counts().deleted())
        ? on + " AND " + SqlText.of(ChangedKeys.in(classified.rows(), contract.key(), "t"))
        : on;
  }

  /** Iceberg takes a snapshot's properties from the thread that commits. */
  static void withFacts(Map<String, String> facts, Callable<Void> write) {
    try {
      CommitMetadata.withCommitProperties(facts, write, NoSuchTableException.class);
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the audit branch is gone", e);
    }
  }

  /**
   * Rows after = rows before + inserted - deleted: none was written twice, none lost (promise 8).
   */
  private void prove(Snapshot written, Snapshot base, Classified classified) {
    boolean ours = written.parentId() != null && written.parentId() == base.snapshotId();
    long grown = rows(written) - rows(base);
    if (!ours || grown != classified.counts().grown()) {
      throw new FirnException(
          Fault.INTERNAL,
          "the write to %s does not add up: %d rows were inserted and %d deleted, the table grew by %d (snapshot %d on %d)"
              .formatted(
                  contract.name(),
                  classified.counts().inserted(),
                  classified.counts().deleted(),
                  grown,
                  written.snapshotId(),
                  written.parentId()),
          "main is untouched; firn run merges again from raw");
    }
  }

  /** Counted where a summary does not say, as after equality deletes of other writers. */
  private long rows(Snapshot snapshot) {
    long said = RowCount.of(snapshot);
    return said >= 0
        ? said
        : spark.read().option("snapshot-id", snapshot.snapshotId()).table(target).count();
  }

  static long number(Snapshot snapshot, String property) {
    return Long.parseLong(snapshot.summary().getOrDefault(property, "0"));
  }
}
