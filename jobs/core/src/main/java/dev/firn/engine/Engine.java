package dev.firn.engine;

import java.util.List;

/**
 * What needs Spark. Opening one takes seconds, so it is opened when there is work for it and not
 * before.
 */
public interface Engine extends AutoCloseable {

  /** Parses and classifies; writes nothing. */
  Proposal propose(MergeRequest request);

  /**
   * Finds which rows people have added, changed and deleted on a branch; writes nothing. What it
   * proposes are these rows as they are, with the run's id in them.
   *
   * @throws dev.firn.fault.FirnException if a key is there twice
   */
  Proposal stage(StageRequest request);

  /** Runs the rulesets on the branch; outcomes in the order of rulesets and rules. */
  List<RuleOutcome> audit(AuditRequest request);

  /**
   * Runs a query that only reads.
   *
   * @throws dev.firn.fault.FirnException if it would write, or is wrong
   */
  QueryResult query(String sql, int maxRows);

  /** Compares rows; reads the files that differ, and no others. */
  RowDiff diff(RowDiffRequest request);

  /**
   * Writes main's small files, and those with many deletes, as few; commits nothing.
   *
   * @param table its name
   */
  Rewritten rewrite(String table);

  @Override
  void close();
}
