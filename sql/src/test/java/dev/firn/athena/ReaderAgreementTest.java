package dev.firn.athena;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Trino and Spark read the same rows, types and nulls, at every point that a table remembers. */
@Tag("full")
@ExtendWith(ParcelLake.Extension.class)
class ReaderAgreementTest {

  private final ParcelLake lake;

  ReaderAgreementTest(ParcelLake lake) {
    this.lake = lake;
  }

  @Test
  void afterAllThatHappensToATable() {
    FirnProcess firn = lake.firn();
    ParcelFeed feed = new ParcelFeed(lake.thirdParty(), firn, lake.project(), "_again");
    String parcels = feed.table("parcels");
    Readers readers = new Readers(lake);
    feed.run(1, 0);
    feed.run(2, 0);
    readers.agree(parcels);
    feed.changeContract();
    feed.run(3, 0);
    String run = feed.run(4, ParcelFeed.HELD).get("parcels");
    readers.agree(parcels);
    firn.firn("publish", parcels, run, "--accept", "let through");
    firn.firn("rollback", parcels, "--to", "before:" + run);
    readers.agree(parcels);
    firn.firn("undo", parcels);
    readers.agree(parcels);
    firn.spark(
        "ALTER TABLE %s SET TBLPROPERTIES ('write.delete.mode'='merge-on-read')"
            .formatted(parcels));
    firn.spark("DELETE FROM %s WHERE parcel_id = 'f' OR due IS NOT NULL".formatted(parcels));
    firn.spark("ALTER TABLE %s CREATE TAG before_compaction".formatted(parcels));
    readers.agree(parcels);
    firn.spark(
        "CALL firn.system.rewrite_data_files(table => '%s.%s', options => map('rewrite-all', 'true'))"
            .formatted(firn.database(), parcels));
    readers.agree(parcels);
    firn.firn("rollback", parcels, "--to", "before_compaction");
    readers.agreeAtEachSnapshot(parcels);
    readers.agreeAtEachSnapshot(feed.table("fares"));
    readers.agreeAtEachSnapshot(feed.table("scans"));
    readers.agreeAtEachSnapshot(parcels + "_rejected");
  }
}
