package dev.firn.diff;

import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiff.Kind;
import dev.firn.engine.RowDiffRequest;
import dev.firn.table.ComparedColumns;
import java.util.function.BiFunction;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Compares the rows of a table at two snapshots; reads the files that differ alone. */
public final class RowComparison {

  private static final String FROM = "firn_diff_from";
  private static final String TO = "firn_diff_to";

  private final SparkSession spark;
  private final Table table;
  private final RowDiffRequest request;
  private final DifferingFiles files;

  public RowComparison(SparkSession spark, Table table, RowDiffRequest request) {
    this.spark = spark;
    this.table = table;
    this.request = request;
    this.files = DifferingFiles.between(table, request.from(), request.to());
  }

  /** Of the files that have to be read. */
  public long bytes() {
    return files.bytes();
  }

  public RowDiff execute() {
    return onPairs((pairs, differing) -> compare(pairs, pairs.told(differing)));
  }

  /**
   * The keys of the rows that differ, kept.
   *
   * @param kind what to call the column that says which {@link RowDiff.Kind} it is
   */
  public Dataset<Row> keys(String kind) {
    return onPairs((pairs, differing) -> pairs.keys(differing, kind).localCheckpoint(true));
  }

  private <T> T onPairs(BiFunction<Pairs, Dataset<Row>, T> use) {
    // Iceberg's source asks for the active session.
    SparkSession.setActiveSession(spark);
    ComparedColumns columns = request.columns();
    try (StagedFiles from = new StagedFiles(table, columns.schema(), files.from());
        StagedFiles to = new StagedFiles(table, columns.schema(), files.to())) {
      Dataset<Row> before = from.read(spark);
      Pairs pairs = new Pairs(columns, before.schema());
      pairs.from(before).createOrReplaceTempView(FROM);
      pairs.to(to.read(spark)).createOrReplaceTempView(TO);
      return use.apply(pairs, spark.sql(pairs.sql(FROM, TO)).localCheckpoint(true));
    } finally {
      spark.catalog().dropTempView(FROM);
      spark.catalog().dropTempView(TO);
    }
  }

  private RowDiff compare(Pairs pairs, Dataset<Row> differing) {
    Pairs.Counted counted = pairs.counted(differing);
    return new RowDiff(
        request.columns().shownKey(),
        counted.rows().get(Kind.ADDED),
        counted.rows().get(Kind.CHANGED),
        counted.rows().get(Kind.DELETED),
        counted.columns(),
        pairs.first(differing, request.limit()),
        files.count(),
        files.skipped());
  }
}
