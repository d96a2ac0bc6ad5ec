package dev.firn.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.contract.Contracts;
import dev.firn.contract.TableContract;
import dev.firn.fault.FirnException;
import dev.firn.land.ScanDefinition;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.raw.Scan;
import dev.firn.table.Applied;
import dev.firn.table.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LandedRecordsTest {

  private final TableContract table =
      new Contracts(Path.of(System.getProperty("firn.root"))).readAll().get(0).tables().get(0);

  private LandedRecords landed(String definition, long... records) {
    List<Batch> batches = new ArrayList<>();
    for (long count : records) {
      batches.add(
          new Batch(
              1,
              batches.size() + 1,
              "quakes",
              "f" + batches.size(),
              "2026-01-01T00:00:00Z",
              Batch.Kind.CONTENT,
              null,
              List.of(
                  new Page(
                      "https://example.com",
                      200,
                      Map.of(),
                      "2026-01-01T00:00:00Z",
                      1,
                      "raw/quakes/bodies/f/0.body",
                      2,
                      "00",
                      List.of())),
              null,
              Map.of(table.name(), new Scan(definition, count, "f", null))));
    }
    return new LandedRecords(table, new Work(batches, Applied.NOTHING, Applied.NOTHING));
  }

  @Test
  void allThatLandedIsRead() {
    assertThatCode(
            () -> landed(ScanDefinition.of(table), 2, 3).requireRead(new Counts(5, 1, 1, 1, 1, 1)))
        .doesNotThrowAnyException();
  }

  @Test
  void aRecordThatIsNotReadStopsTheRun() {
    assertThatThrownBy(
            () -> landed(ScanDefinition.of(table), 2, 3).requireRead(new Counts(4, 1, 1, 1, 1, 0)))
        .isInstanceOf(FirnException.class)
        .hasMessage("batches 1-2 of %s have 5 records, and 4 were read", table.name());
  }

  @Test
  void whatAnotherContractCountedSaysNothing() {
    assertThatCode(() -> landed("another", 2).requireRead(new Counts(1, 1, 0, 0, 0, 0)))
        .doesNotThrowAnyException();
  }
}
