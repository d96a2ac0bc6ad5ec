package dev.firn.engine;

import dev.firn.table.Counts;
import dev.firn.table.RunFacts;
import org.apache.iceberg.RowLevelOperationMode;

/** Classified records, held until they are written or dropped. */
public interface Proposal extends AutoCloseable {

  /** Where every record went. */
  Counts counts();

  /** Greatest order key among the records that count; empty when there is none. */
  String highestOrder();

  /** Records that became rows, with members that no column takes. */
  long withUnknownFields();

  /** Records that were rejected because of such members. */
  long rejectedAsUnknown();

  /** How the rows that change are best written: with the files they are in, or beside them. */
  RowLevelOperationMode mode();

  /** Writes new and changed rows to the branch, in one snapshot that carries the facts. */
  Written write(String branch, RunFacts facts);

  /**
   * Makes the table's rejected records of these batches what this run found; repeating it changes
   * nothing.
   */
  void storeRejected();

  @Override
  void close();
}
