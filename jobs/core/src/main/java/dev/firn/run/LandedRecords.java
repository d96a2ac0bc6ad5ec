package dev.firn.run;

import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.land.ScanDefinition;
import dev.firn.raw.Batch;
import dev.firn.raw.Scan;
import dev.firn.table.Counts;

/** What landing counted, parsing has to find (promise 8). */
record LandedRecords(TableContract table, Work work) {

  /**
   * @throws FirnException if other records were read than have landed
   */
  void requireRead(Counts read) {
    long landed = 0;
    for (Batch batch : work.batches()) {
      Scan scan = batch.scans().get(table.name());
      if (scan == null || !scan.definition().equals(ScanDefinition.of(table))) {
        return; // Counted by another contract.
      }
      landed += scan.records();
    }
    if (landed != read.records()) {
      throw new FirnException(
          Fault.INTERNAL,
          "batches %s of %s have %d records, and %d were read"
              .formatted(work.range(), table.name(), landed, read.records()),
          "main is untouched; if the raw objects are as they landed, this is a defect of Firn");
    }
  }
}
