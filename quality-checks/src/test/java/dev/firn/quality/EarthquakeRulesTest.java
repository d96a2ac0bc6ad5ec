package dev.firn.quality;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.quality.Auditor.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the two rulesets for earthquakes catches what it is there for, and nothing else. */
class EarthquakeRulesTest {

  private static final String SOUND =
      "SELECT concat('us7000', c) AS event_id, 'us' AS network, concat('7000', c) AS code,"
          + " now() - interval 2 hours AS event_time, now() - interval 1 hour AS updated,"
          + " 6.4D AS magnitude, 'mww' AS mag_type, '10 km S of Nowhere' AS place,"
          + " -71.5D AS longitude, -33.1D AS latitude, 22.3D AS depth_km, 12L AS felt, 4.1D AS cdi,"
          + " 5.2D AS mmi, 'green' AS alert, 'reviewed' AS status, 0 AS tsunami, 80 AS stations,"
          + " 0.2D AS min_distance, 0.7D AS rms, 45.0D AS gap, 'earthquake' AS event_type"
          + " FROM (SELECT explode(transform(sequence(1, %d), i -> printf('r%%04d', i))) AS c)";

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = SmallSpark.get();
  }

  @Test
  void soundRowsPass() throws IOException {
    assertThat(failed("earthquakes.dqdl", sound(60))).isEmpty();
    assertThat(failed("earthquakes.watch.dqdl", sound(60))).isEmpty();
  }

  @Test
  void whatUsgsLeavesOutIsNoFault() throws IOException {
    Dataset<Row> bare = sound(1);
    for (String column :
        List.of("magnitude", "depth_km", "felt", "cdi", "mmi", "min_distance", "gap", "rms")) {
      bare =
          bare.withColumn(
              column,
              expr("cast(null AS %s)".formatted(bare.schema().apply(column).dataType().sql())));
    }
    assertThat(failed("earthquakes.dqdl", bare)).isEmpty();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event_id     | 'us7000r0002'                | IsPrimaryKey \"event_id\"",
        "event_id     | cast(NULL AS string)         | IsPrimaryKey \"event_id\"",
        "event_id     | 'earthquake 12'              | ColumnValues \"event_id\" matches",
        "event_id     | 'ci7000r0001'                | event_id <> concat(network, code)",
        "event_time   | cast(NULL AS timestamp)      | IsComplete \"event_time\"",
        "event_time   | timestamp'1970-01-20 08:00'  | ColumnValues \"event_time\" > ",
        "event_time   | timestamp'2999-01-01'        | ColumnValues \"event_time\" < ",
        "updated      | timestamp'2999-01-01'        | ColumnValues \"updated\" < ",
        "updated      | event_time - interval 1 day  | updated < event_time",
        "latitude     | cast(NULL AS double)         | IsComplete \"latitude\"",
        "longitude    | cast(NULL AS double)         | IsComplete \"longitude\"",
        "latitude     | -118.2D                      | ColumnValues \"latitude\" between",
        "longitude    | 250.0D                       | ColumnValues \"longitude\" between",
        "depth_km     | 22300.0D                     | ColumnValues \"depth_km\" between",
        "magnitude    | 0.64D                        | ColumnValues \"magnitude\" between",
        "magnitude    | 64.0D                        | ColumnValues \"magnitude\" between",
        "min_distance | 111.0D                       | ColumnValues \"min_distance\" between",
        "gap          | 400.0D                       | ColumnValues \"gap\" between",
        "rms          | 700.0D                       | ColumnValues \"rms\" between",
        "cdi          | 41.0D                        | ColumnValues \"cdi\" between",
        "mmi          | 52.0D                        | ColumnValues \"mmi\" between",
        "felt         | -1L                          | ColumnValues \"felt\" >= 0",
        "tsunami      | 2                            | ColumnValues \"tsunami\" in",
        "status       | 'draft'                      | ColumnValues \"status\" in",
      })
  void oneBadRowAmongSoundOnesIsCaught(String column, String value, String rule)
      throws IOException {
    Dataset<Row> rows =
        sound(3)
            .withColumn(column, expr("if(code = '7000r0001', %s, %s)".formatted(value, column)));

    assertThat(failed("earthquakes.dqdl", rows)).anyMatch(failed -> failed.contains(rule));
  }

  @Test
  void swappedCoordinatesOfARegionalNetworkAreCaught() throws IOException {
    Dataset<Row> swapped =
        sound(1)
            .withColumn("network", expr("'hv'"))
            .withColumn("event_id", expr("concat('hv', code)"))
            .withColumn("latitude", expr("-155.3D + 90"))
            .withColumn("longitude", expr("19.4D"));

    assertThat(failed("earthquakes.dqdl", swapped))
        .singleElement()
        .asString()
        .contains("not (longitude between -170 and -60");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "updated      | now() - interval 1 day | interval 6 hours",
        "place        | cast(NULL AS string)   | Completeness \"place\"",
        "magnitude    | cast(NULL AS double)   | Completeness \"magnitude\"",
        "mag_type     | cast(NULL AS string)   | Completeness \"mag_type\"",
        "rms          | cast(NULL AS double)   | Completeness \"rms\"",
        "stations     | cast(NULL AS int)      | Completeness \"stations\"",
        "gap          | cast(NULL AS double)   | Completeness \"gap\"",
        "min_distance | cast(NULL AS double)   | Completeness \"min_distance\"",
        "alert        | 'purple'               | ColumnValues \"alert\"",
        "event_type   | 'explosion'            | event_type <> 'earthquake'",
      })
  void aTableThatChangedIsNoticed(String column, String value, String rule) throws IOException {
    assertThat(failed("earthquakes.watch.dqdl", sound(60).withColumn(column, expr(value))))
        .singleElement()
        .asString()
        .contains(rule);
  }

  @Test
  void aTableThatShrankIsNoticed() throws IOException {
    assertThat(failed("earthquakes.watch.dqdl", sound(10))).containsExactly("RowCount > 10");
  }

  private static Dataset<Row> sound(int rows) {
    return spark.sql(SOUND.formatted(rows));
  }

  private static List<String> failed(String ruleset, Dataset<Row> rows) throws IOException {
    String dqdl =
        Files.readString(Path.of(System.getProperty("firn.root"), "quality-checks", ruleset));
    return new Auditor(dqdl)
        .check(rows).stream().filter(outcome -> !outcome.passed()).map(Outcome::rule).toList();
  }
}
