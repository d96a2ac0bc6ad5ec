package dev.firn.spark;

import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.Written;
import dev.firn.lake.Lake;
import dev.firn.merge.BranchWrite;
import dev.firn.merge.Classified;
import dev.firn.merge.RejectedRecords;
import dev.firn.raw.Batch;
import dev.firn.table.Counts;
import dev.firn.table.RejectedTable;
import dev.firn.table.RunFacts;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/** A classified merge in a Spark session. */
final class SparkProposal implements Proposal {

  private final SparkSession spark;
  private final Lake lake;
  private final MergeRequest request;
  private final Classified classified;

  SparkProposal(SparkSession spark, Lake lake, MergeRequest request, Classified classified) {
    this.spark = spark;
    this.lake = lake;
    this.request = request;
    this.classified = classified;
  }

  @Override
  public Counts counts() {
    return classified.counts();
  }

  @Override
  public String highestOrder() {
    return classified.highestOrder();
  }

  @Override
  public long withUnknownFields() {
    return classified.withUnknownFields();
  }

  @Override
  public long rejectedAsUnknown() {
    return classified.rejectedAsUnknown();
  }

  @Override
  public RowLevelOperationMode mode() {
    return BranchWrite.mode(table(), classified, request.base());
  }

  @Override
  public Written write(String branch, RunFacts facts) {
    return new BranchWrite(
            spark, table(), SqlNames.of(lake, request.table().name()), request.table())
        .execute(classified, request.base(), branch, facts);
  }

  private Table table() {
    return lake.catalog().loadTable(lake.table(request.table().name()));
  }

  @Override
  public void storeRejected() {
    RejectedTable table = new RejectedTable(lake, request.table());
    if (counts().rejected() > 0) {
      table.create();
    } else if (!table.exists()) {
      return;
    }
    new RejectedRecords(spark, SqlNames.of(lake, table.name()))
        .replace(
            request.batches().stream().map(Batch::seq).toList(),
            classified.rejected(),
            counts().rejected());
  }

  @Override
  public void close() {
    classified.close();
  }
}
