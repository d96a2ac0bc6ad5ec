package dev.firn.spark;

import dev.firn.engine.Proposal;
import dev.firn.engine.Written;
import dev.firn.merge.Stamp;
import dev.firn.table.Counts;
import dev.firn.table.RunFacts;
import org.apache.iceberg.RowLevelOperationMode;

/** Rows that people wrote to a branch, in a Spark session. */
record StagedProposal(Stamp stamp) implements Proposal {

  @Override
  public Counts counts() {
    return stamp.counts();
  }

  @Override
  public String highestOrder() {
    return "";
  }

  @Override
  public long withUnknownFields() {
    return 0;
  }

  @Override
  public long rejectedAsUnknown() {
    return 0;
  }

  @Override
  public RowLevelOperationMode mode() {
    return stamp.mode();
  }

  @Override
  public Written write(String branch, RunFacts facts) {
    return stamp.execute(branch, facts);
  }

  @Override
  public void storeRejected() {
    // People's rows are of no records.
  }

  @Override
  public void close() {
    // What it holds goes with the session.
  }
}
