package dev.firn.spark;

import dev.firn.audit.Audit;
import dev.firn.compact.Rewrite;
import dev.firn.diff.RowComparison;
import dev.firn.engine.AuditRequest;
import dev.firn.engine.Engine;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.QueryResult;
import dev.firn.engine.Rewritten;
import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiffRequest;
import dev.firn.engine.RuleOutcome;
import dev.firn.engine.StageRequest;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.merge.Merge;
import dev.firn.merge.Stamp;
import dev.firn.parse.Parse;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.sql.ReadOnlyQuery;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/** Firn's steps on one Spark session. */
public final class SparkEngine implements Engine {

  private static final String PARTITIONS = "spark.sql.shuffle.partitions";

  /** Raw bytes whose rows a task can sort in its share of the launcher's heap. */
  private static final long BYTES_A_PARTITION = 32L << 20;

  /** Of a table's files, which are packed. */
  private static final long FILE_BYTES_A_PARTITION = 8L << 20;

  private final SparkSession spark;
  private final Lake lake;

  /** What the session has been given, enough for small runs. */
  private final int partitions;

  public SparkEngine(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
    this.partitions = Integer.parseInt(spark.conf().get(PARTITIONS));
  }

  @Override
  public Proposal propose(MergeRequest request) {
    partition(rawBytes(request.batches()) / BYTES_A_PARTITION);
    Parse parse = new Parse(spark, lake.store(), request.table(), request.runId());
    Merge merge = Merge.of(spark, name(request.table().name()), parse, request);
    try {
      return new SparkProposal(spark, lake, request, merge.classify());
    } catch (Exception e) { // Scala throws checked exceptions without saying so.
      Optional<FirnException> said = told(e);
      if (said.isPresent()) {
        throw said.get();
      }
      throw e;
    }
  }

  private void partition(long times) {
    spark.conf().set(PARTITIONS, Math.max(partitions, times + 1));
  }

  private static long rawBytes(List<Batch> batches) {
    return batches.stream().flatMap(batch -> batch.pages().stream()).mapToLong(Page::bytes).sum();
  }

  /** What one of Firn's tasks said, from below Spark's account of its job. */
  private static Optional<FirnException> told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FirnException said) {
        return Optional.of(said);
      }
    }
    return Optional.empty();
  }

  @Override
  public Proposal stage(StageRequest request) {
    String name = request.table().name();
    Table table = lake.catalog().loadTable(lake.table(name));
    RowComparison comparison =
        new RowComparison(
            spark,
            table,
            new RowDiffRequest(
                name, request.base(), request.branch().head(), request.columns(), 0));
    partition(comparison.bytes() / FILE_BYTES_A_PARTITION);
    return new StagedProposal(
        new Stamp(spark, table, name(name), request, comparison.keys(Stamp.KIND)));
  }

  @Override
  public List<RuleOutcome> audit(AuditRequest request) {
    return new Audit(spark, name(request.table().name())).execute(request);
  }

  @Override
  public QueryResult query(String sql, int maxRows) {
    return new ReadOnlyQuery(spark).execute(sql, maxRows);
  }

  @Override
  public RowDiff diff(RowDiffRequest request) {
    RowComparison comparison =
        new RowComparison(spark, lake.catalog().loadTable(lake.table(request.table())), request);
    partition(comparison.bytes() / FILE_BYTES_A_PARTITION);
    return comparison.execute();
  }

  @Override
  public Rewritten rewrite(String table) {
    return new Rewrite(spark, lake.catalog().loadTable(lake.table(table))).execute();
  }

  private String name(String table) {
    return SqlNames.of(lake, table);
  }

  @Override
  public void close() {
    spark.stop();
  }
}
