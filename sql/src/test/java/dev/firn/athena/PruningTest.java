package dev.firn.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ready queries open the files that may hold what they look for, and no others. */
@Tag("full")
@ExtendWith(ParcelLake.Extension.class)
class PruningTest {

  private final ParcelLake lake;

  PruningTest(ParcelLake lake) {
    this.lake = lake;
  }

  private long files(String table) {
    return ((Number) lake.ask("files", table).only("files")).longValue();
  }

  @Test
  void aDayIsReadFromItsFiles() {
    Trino.Measured day =
        lake.measured("rows_by_day", "parcels", Map.of(), "DATE '2026-03-03'", "DATE '2026-03-04'");

    assertThat(day.answer().lines("day", "rows")).containsExactly("2026-03-03|2");
    assertThat(day.files()).isEqualTo(1).isLessThan(files("parcels"));
  }

  @Test
  void aRunIsReadFromItsFiles() {
    Trino.Measured run =
        lake.measured("rows_of_run", "scans", Map.of(), "'" + lake.run("scans", 2) + "'");

    assertThat(run.answer().rows()).hasSize(1);
    assertThat(run.files()).isEqualTo(1).isLessThan(files("scans"));
  }

  @Test
  void filesWhoseBoundsLeaveAKeyOutAreNotOpened() {
    assertThat(lake.measured("history_of_key", "fares", Map.of(), "'r1'").bytes()).isPositive();
    assertThat(lake.measured("history_of_key", "fares", Map.of(), "'r9'").bytes()).isZero();
  }

  @Test
  void filesWithoutABatchsRejectedRecordsAreNotOpened() {
    assertThat(lake.measured("rejected_records", "parcels", Map.of(), "1").bytes()).isPositive();
    assertThat(lake.measured("rejected_records", "parcels", Map.of(), "2").bytes()).isZero();
  }
}
