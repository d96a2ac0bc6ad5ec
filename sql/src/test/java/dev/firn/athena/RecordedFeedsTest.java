package dev.firn.athena;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trino and Spark read the same of each recorded feed, whatever has happened to its table. */
@Tag("full")
@ExtendWith(ParcelLake.Extension.class)
class RecordedFeedsTest {

  private static final Path RECORDED =
      Path.of(System.getProperty("firn.root")).resolveSibling("shared/data");

  private final ParcelLake lake;

  RecordedFeedsTest(ParcelLake lake) {
    this.lake = lake;
  }

  @ParameterizedTest
  @ValueSource(strings = {"usgs-quakes", "oslo-bikes", "cisa-kev", "cdc-counties"})
  void atEachPointOfItsTable(String feed) {
    assumeTrue(
        "true".equals(System.getenv("CI")) || Files.isDirectory(RECORDED),
        "no recorded feeds at " + RECORDED);
    String table = lake.firn().play(feed);
    Readers readers = new Readers(lake);

    readers.agreeAtEachSnapshot(table);
    readers.agreeAtEachTime(table);
  }
}
