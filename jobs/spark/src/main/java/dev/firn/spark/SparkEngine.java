package dev.firn.spark;

import dev.firn.audit.Audit;
import dev.firn.engine.AuditRequest;
import dev.firn.engine.Engine;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.QueryResult;
import dev.firn.engine.RuleOutcome;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.merge.Merge;
import dev.firn.parse.Parse;
import dev.firn.sql.ReadOnlyQuery;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Firn's steps on one Spark session. */
public final class SparkEngine implements Engine {

  private final SparkSession spark;
  private final Lake lake;

  public SparkEngine(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
  }

  @Override
  public Proposal propose(MergeRequest request) {
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
  public List<RuleOutcome> audit(AuditRequest request) {
    return new Audit(spark, name(request.table().name())).execute(request);
  }

  @Override
  public QueryResult query(String sql, int maxRows) {
    return new ReadOnlyQuery(spark).execute(sql, maxRows);
  }

  private String name(String table) {
    return SqlNames.of(lake, table);
  }

  @Override
  public void close() {
    spark.stop();
  }
}
