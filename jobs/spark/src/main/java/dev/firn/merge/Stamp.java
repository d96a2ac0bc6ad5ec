package dev.firn.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.firn.contract.TableContract;
import dev.firn.engine.RowDiff.Kind;
import dev.firn.engine.StageRequest;
import dev.firn.engine.Written;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.Counts;
import dev.firn.table.RowCount;
import dev.firn.table.RunFacts;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Proposes rows that people wrote: in one snapshot on top of theirs, each row that they added or
 * changed is given the id of the run. What else it says is what they wrote.
 */
public final class Stamp {

  /** What became of a row; contracts cannot have names like this. */
  public static final String KIND = "firn_kind";

  private static final String SOURCE = "firn_to_stamp";
  private static final int SHOWN = 3;

  private final SparkSession spark;
  private final Table table;
  private final String target;
  private final StageRequest request;
  private final List<String> key;
  private final Dataset<Row> keys;
  private final Counts counts;

  /**
   * @param target the table's full name in SQL
   * @param keys of the rows that differ, with {@link #KIND}
   * @throws FirnException if one of them is there twice
   */
  public Stamp(
      SparkSession spark, Table table, String target, StageRequest request, Dataset<Row> keys) {
    this.spark = spark;
    this.table = table;
    this.target = target;
    this.request = request;
    this.key = request.table().key().stream().map(column -> column.name()).toList();
    this.keys = keys;
    this.counts = counted(keys);
    requireKeysOnce();
  }

  public Counts counts() {
    return counts;
  }

  private static Counts counted(Dataset<Row> keys) {
    Row found = keys.agg(number(Kind.ADDED), number(Kind.CHANGED), number(Kind.DELETED)).head();
    long added = found.getLong(0);
    long changed = found.getLong(1);
    return new Counts(added + changed, added, changed, 0, 0, 0, found.getLong(2));
  }

  private static Column number(Kind kind) {
    return count(when(col(KIND).equalTo(kind.name()), 1));
  }

  /** A row that is added may have the key of one in a file that nobody has touched. */
  private void requireKeysOnce() {
    if (counts.added() == 0) {
      return;
    }
    Dataset<Row> added = keys.filter(col(KIND).equalTo(Kind.ADDED.name())).select(key());
    List<Row> without =
        added
            .filter(key.stream().map(name -> name(name).isNull()).reduce(Column::or).orElseThrow())
            .limit(1)
            .collectAsList();
    if (!without.isEmpty()) {
      throw refused("a row of branch %s has no key".formatted(request.branch().name()));
    }
    List<Row> twice =
        onBranch(KeyBounds.of(added, request.table().key(), counts.added()))
            .join(Rows.small(added.distinct(), counts.added()), joinKey(), "left_semi")
            .groupBy(key())
            .agg(functions.count(lit(1)).as(KIND))
            .filter(col(KIND).gt(1))
            .orderBy(key())
            .limit(SHOWN)
            .collectAsList();
    if (!twice.isEmpty()) {
      throw refused(
          "branch %s has more than one row of a key: %s"
              .formatted(
                  request.branch().name(),
                  twice.stream().map(this::shown).collect(Collectors.joining("; "))));
    }
  }

  private String shown(Row row) {
    return key.stream()
        .map(name -> "%s %s".formatted(name, String.valueOf(row.<Object>getAs(name))))
        .collect(Collectors.joining(", "));
  }

  private FirnException refused(String what) {
    TableContract contract = request.table();
    return new FirnException(
        Fault.HELD,
        what,
        "correct the branch, then firn audit %s --branch %s"
            .formatted(contract.name(), request.branch().name()));
  }

  private Dataset<Row> onBranch(KeyBounds bounds) {
    return spark
        .read()
        .option("snapshot-id", request.branch().head())
        .table(target)
        .alias("t")
        .filter(bounds.asColumn("t"))
        .select(key());
  }

  private Column[] key() {
    return key.stream().map(Stamp::name).toArray(Column[]::new);
  }

  private static Column name(String column) {
    return col("`" + column + "`");
  }

  private Seq<String> joinKey() {
    return JavaConverters.asScalaBuffer(key).toSeq();
  }

  private boolean onlyDeletes() {
    return counts.records() == 0;
  }

  private Dataset<Row> written() {
    return keys.filter(col(KIND).notEqual(Kind.DELETED.name()));
  }

  private KeyBounds bounds() {
    return KeyBounds.of(written(), request.table().key(), counts.records());
  }

  /** How the rows are best written. */
  public RowLevelOperationMode mode() {
    return onlyDeletes()
        ? RowLevelOperationMode.COPY_ON_WRITE
        : TouchedFiles.of(table, request.branch().head(), bounds()).mode();
  }

  public Written execute(String branch, RunFacts facts) {
    long head = request.branch().head();
    table.refresh();
    if (onlyDeletes()) {
      AppendFiles nothing = table.newFastAppend().toBranch(branch);
      facts.toSummary().forEach(nothing::set);
      nothing.commit();
    } else {
      BranchWrite.withFacts(
          facts.toSummary(),
          () -> {
            written().createOrReplaceTempView(SOURCE);
            spark.sql(SqlText.stamp(target + ".branch_" + branch, SOURCE, on(), request.runId()));
            spark.catalog().dropTempView(SOURCE);
            return null;
          });
    }
    table.refresh();
    Snapshot written = table.snapshot(branch);
    prove(written, table.snapshot(head));
    return new Written(
        written.snapshotId(),
        BranchWrite.number(written, "added-data-files")
            + BranchWrite.number(written, "added-delete-files"),
        0,
        0);
  }

  private String on() {
    return key.stream()
            .map(column -> "t.`%s` = s.`%s`".formatted(column, column))
            .collect(Collectors.joining(" AND "))
        + " AND "
        + SqlText.of(bounds().asColumn("t"));
  }

  /** What people wrote is all there, and nothing else. */
  private void prove(Snapshot written, Snapshot head) {
    boolean ours = written.parentId() != null && written.parentId() == head.snapshotId();
    long before = RowCount.of(head);
    if (!ours || (before >= 0 && RowCount.of(written) != before)) {
      throw new FirnException(
          Fault.INTERNAL,
          "the write to %s does not add up: %d rows before, %d after (snapshot %d on %d)"
              .formatted(
                  request.table().name(),
                  before,
                  RowCount.of(written),
                  written.snapshotId(),
                  written.parentId()),
          "main is untouched, and so is the branch");
    }
  }
}
