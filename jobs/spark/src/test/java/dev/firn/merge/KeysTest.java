package dev.firn.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of every type go into the MERGE as literals, and come out as what they were. */
@ExtendWith(SparkLake.Extension.class)
class KeysTest {

  private final SparkLake lake;

  KeysTest(SparkLake lake) {
    this.lake = lake;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "boolean        | false | true",
        "int            | -5    | 7",
        "long           | -9007199254740993 | 9007199254740993",
        "decimal(9,2)   | -0.01 | 1234567.89",
        "date           | \"0001-01-01\" | \"9999-12-31\"",
        "timestamp      | \"0001-01-01T00:00:00\" | \"2024-02-29T12:00:00.123456\"",
        "timestamptz    | \"0001-01-01T00:00:00Z\" | \"2024-02-29T12:00:00.123456+05:30\"",
        "string         | \"\" | \"snö 😀\"",
        "uuid           | \"00000000-0000-0000-0000-000000000001\" | \"FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF\"",
      })
  void keysOfEachTypeAreFoundAgain(String type, String first, String second) {
    Feed feed = keyedBy(type);

    assertThat(twice(feed, List.of(first, second))).isEqualTo(new Counts(2, 0, 2, 0, 0, 0));
    assertThat(feed.select("v")).containsExactly("[1]", "[1]");
  }

  /** Iceberg compares uuids as signed numbers, Parquet and Spark do not. */
  @ParameterizedTest
  @ValueSource(ints = {16, 256})
  void uuidsAreFoundAgainWhateverTheirFirstBit(int count) {
    Feed feed = keyedBy("uuid");
    List<String> uuids =
        IntStream.range(0, count)
            .mapToObj(
                i -> "\"%08x-0000-4000-8000-000000000000\"".formatted(i * (0x100000000L / count)))
            .toList();

    assertThat(twice(feed, uuids)).isEqualTo(new Counts(count, 0, count, 0, 0, 0));
    assertThat(
            lake.sql(
                "SELECT count(*) FROM firn.lake.%s WHERE id = %s"
                    .formatted(feed.table(), uuids.get(2).replace('"', '\''))))
        .hasToString("[[1]]");
    assertThat(
            lake.sql(
                "SELECT count(*) FROM firn.lake.%s WHERE id >= '%s'"
                    .formatted(feed.table(), "80000000-0000-0000-0000-000000000000")))
        .hasToString("[[%d]]".formatted(count / 2));
  }

  @Test
  void keysThatLookLikeSqlAreFoundAgain() {
    List<String> odd =
        List.of(
            "it's",
            "\\",
            "\\'",
            "--",
            "';DROP TABLE x",
            "${spark.app.name}",
            "${env:PATH}",
            "{on}",
            "%s",
            "$1",
            "a\nb",
            "\u0000",
            "\uFFFF",
            "\t",
            "`x`",
            "\\u0024",
            "\"",
            "NULL");
    Feed feed = keyedBy("string");

    assertThat(twice(feed, odd.stream().map(KeysTest::json).toList()).changed())
        .isEqualTo(odd.size());
    assertThat(lake.spark().table("firn.lake." + feed.table()).select("id").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrderElementsOf(odd);
  }

  @Test
  void aKeyOfSeveralColumnsIsAllOfThem() {
    Feed feed =
        Feed.of(
            lake,
            "keys",
            contract ->
                contract.columns(
                    "{name: site, logicalType: string, primaryKey: true, primaryKeyPosition: 1, required: true}",
                    "{name: day, logicalType: date, primaryKey: true, primaryKeyPosition: 2, required: true}",
                    Orders.V));
    feed.rows(reading("x", 1, 1), reading("x", 2, 1), reading("y", 1, 1), reading("y", 2, 1));
    feed.run();
    feed.rows(
        reading("x", 2, 2), reading("y", 1, 2), reading("z", 1, 2), "{\"site\": \"x\", \"v\": 1}");

    assertThat(feed.run().counts()).isEqualTo(new Counts(4, 1, 2, 0, 0, 1));
    assertThat(feed.select("site, day, v"))
        .containsExactly(
            "[x,2024-01-01,1]",
            "[x,2024-01-02,2]",
            "[y,2024-01-01,2]",
            "[y,2024-01-02,1]",
            "[z,2024-01-01,2]");
  }

  @Test
  void moreKeysThanAListHoldsAreBoundedByTheirExtremes() {
    Feed feed = keyedBy("int");
    feed.rows(keys(0, 300));
    long within = feed.run().filesTouched();
    feed.rows(keys(1_000, 1_010));
    long beyond = feed.run().filesTouched();

    feed.rows(
        IntStream.range(0, 300)
            .mapToObj(id -> row(Integer.toString(id), id % 3))
            .toArray(String[]::new));
    TableReport report = feed.run();

    assertThat(report.counts()).isEqualTo(new Counts(300, 0, 200, 100, 0, 0));
    assertThat(report.filesRead()).isEqualTo(within);
    assertThat(report.filesSkipped()).isEqualTo(beyond);
    assertThat(lake.sql("SELECT count(*), count(DISTINCT id) FROM firn.lake." + feed.table()))
        .hasToString("[[310,310]]");
  }

  @Test
  void columnsMayHaveTheNamesThatAMergeWorksWith() {
    Feed feed =
        Feed.of(
            lake,
            "keys",
            contract ->
                contract
                    .columns(
                        "{name: on, logicalType: string, primaryKey: true, required: true}",
                        "{name: known_hash, logicalType: integer}",
                        "{name: known_order, logicalType: integer}",
                        "{name: known_seq, logicalType: integer}",
                        "{name: later_order, logicalType: integer}",
                        "{name: t, logicalType: integer}",
                        "{name: Reason, logicalType: integer}")
                    .order("/known_order"));
    String record =
        "{\"on\": \"a\", \"known_hash\": %d, \"known_order\": %d, \"known_seq\": 3, \"later_order\": 4, \"t\": 5, \"Reason\": 6}";
    feed.rows(record.formatted(1, 1));
    feed.run();
    feed.rows(record.formatted(1, 9), record.formatted(1, 9).replace("\"a\"", "\"b\""));
    feed.run();
    feed.rows(record.formatted(2, 5));
    feed.run();

    assertThat(feed.select("on, known_hash, known_order, known_seq, later_order, t, Reason"))
        .containsExactly("[a,1,9,3,4,5,6]", "[b,1,9,3,4,5,6]");
  }

  private Feed keyedBy(String type) {
    String logical =
        switch (type) {
          case "int", "long", "decimal(9,2)" -> "integer";
          case "timestamptz" -> "timestamp";
          case "uuid" -> "string";
          default -> type;
        };
    return Feed.of(
        lake,
        "keys",
        contract ->
            contract.columns(
                "{name: id, logicalType: %s, physicalType: '%s', primaryKey: true, required: true}"
                    .formatted(logical, type),
                Orders.V));
  }

  /** Inserts the keys, then changes the row of each. */
  private static Counts twice(Feed feed, List<String> keys) {
    feed.rows(keys.stream().map(key -> row(key, 0)).toArray(String[]::new));
    feed.run();
    feed.rows(keys.stream().map(key -> row(key, 1)).toArray(String[]::new));
    return feed.run().counts();
  }

  private static String[] keys(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(id -> row(Integer.toString(id), 0))
        .toArray(String[]::new);
  }

  private static String row(String id, int v) {
    return "{\"id\": %s, \"v\": %d}".formatted(id, v);
  }

  private static String reading(String site, int day, int v) {
    return "{\"site\": \"%s\", \"day\": \"2024-01-0%d\", \"v\": %d}".formatted(site, day, v);
  }

  private static String json(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }
}
