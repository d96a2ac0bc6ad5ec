package dev.firn.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that Spark or JSON does not have, from the response to what readers see. */
@ExtendWith(SparkLake.Extension.class)
class TypesRunTest {

  private static final String LOW = "\"00000000-0000-4000-8000-000000000001\"";
  private static final String HIGH = "\"F0000000-0000-4000-8000-00000000000A\"";

  /** {@link #HIGH}, as rows have it. */
  private static final String STORED = "\"f0000000-0000-4000-8000-00000000000a\"";

  private final SparkLake lake;

  TypesRunTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void uuidsAreOneTypeHoweverTheyAreSpelt() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(
                    Orders.ID,
                    "{name: device, logicalType: string, physicalType: uuid}",
                    "{name: at, logicalType: object, properties: [{name: site, logicalType: string, logicalTypeOptions: {format: uuid}}]}",
                    "{name: seen, logicalType: array, items: {logicalType: string, physicalType: uuid}}"));
    String record =
        "{\"id\": \"%s\", \"device\": %s, \"at\": {\"site\": %s}, \"seen\": [%s, null]}";
    feed.rows(
        record.formatted("a", LOW, HIGH, HIGH),
        record.formatted("b", HIGH, LOW, LOW),
        "{\"id\": \"c\", \"device\": null}",
        "{\"id\": \"d\", \"device\": \"00000000-0000-4000-8000-1\"}");

    assertThat(feed.run().counts()).isEqualTo(new Counts(4, 3, 0, 0, 0, 1));
    assertThat(schema(feed)).contains("device: optional uuid", "site: optional uuid", "list<uuid>");
    assertThat(feed.select("id, device, at, seen"))
        .containsExactly(
            "[a,00000000-0000-4000-8000-000000000001,[f0000000-0000-4000-8000-00000000000a],WrappedArray(f0000000-0000-4000-8000-00000000000a, null)]",
            "[b,f0000000-0000-4000-8000-00000000000a,[00000000-0000-4000-8000-000000000001],WrappedArray(00000000-0000-4000-8000-000000000001, null)]",
            "[c,null,null,null]");
    assertThat(feed.rejected("firn_pointer, reason"))
        .containsExactly(
            "[/rows/3,device: expected a uuid as text, found \"00000000-0000-4000-8000-1\"]");

    feed.rows(record.formatted("a", LOW, STORED, HIGH));
    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0));
  }

  @Test
  void timesInTheirFormatAndItemsThatAreRequired() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract
                    .columns(
                        Orders.ID,
                        "{name: day, logicalType: date, transformLogic: parse, logicalTypeOptions: {format: dd.MM.yyyy}}",
                        "{name: at, logicalType: timestamp, transformLogic: utc + truncate, logicalTypeOptions: {format: 'd MMM yyyy HH:mm:ss.SSSSSSS'}}",
                        "{name: seen, logicalType: timestamp, transformLogic: parse + epochSeconds}",
                        "{name: tags, logicalType: array, items: {logicalType: string, required: true}}")
                    .order("/at"));
    String record =
        "{\"id\": \"%s\", \"day\": \" %s\", \"at\": \"%s.1234567\", \"seen\": \"%s\", \"tags\": [%s]}";
    feed.rows(
        record.formatted("a", "29.02.2024", "9 Sep 2024 12:00:00", "1700000000.5", "\"x\""),
        record.formatted("b", "31.02.2024", "9 Sep 2024 12:00:00", "1", "\"x\""),
        record.formatted("c", "29.02.2024", "9 Sep 2024 12:00:00", "1", "\"x\", null"));
    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 1, 0, 0, 0, 2));
    assertThat(feed.rejected("place, reason"))
        .containsExactly(
            "[/rows/1/day,day: expected a date (dd.MM.yyyy), found \"31.02.2024\"]",
            "[/rows/2/tags/1,tags: an item is required and missing]");

    feed.rows(
        record.formatted("a", "01.03.2024", "10 Sep 2024 12:00:00", "1700000001", "\"y\""),
        record.formatted("d", "01.03.2024", "8 Oct 2024 12:00:00", "0", ""));
    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 1, 1, 0, 0, 0));
    feed.rows(record.formatted("a", "29.02.2024", "9 Sep 2024 13:00:00", "1", "\"z\""));
    assertThat(feed.run().counts())
        .as("10 is after 9, if not as text")
        .isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
    assertThat(
            feed.select(
                "id, day, date_format(at, 'MM-dd HH:mm:ss.SSSSSS'), unix_micros(seen), tags"))
        .containsExactly(
            "[a,2024-03-01,09-10 12:00:00.123456,1700000001000000,WrappedArray(y)]",
            "[d,2024-03-01,10-08 12:00:00.123456,0,WrappedArray()]");
    assertThat(feed.replay().outcome()).isEqualTo(RunOutcome.UNCHANGED);
  }

  /** Iceberg compares uuids as signed numbers, Parquet and Spark do not. */
  @Test
  void readersFindUuidsWhateverTheirFirstBit() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(
                    Orders.ID, "{name: device, logicalType: string, physicalType: uuid}"));
    feed.rows(
        IntStream.range(0, 400)
            .mapToObj(
                i -> "{\"id\": \"%03d\", \"device\": %s}".formatted(i, i % 4 == 0 ? HIGH : LOW))
            .toArray(String[]::new));
    feed.run();

    for (String found :
        List.of(
            "device = " + STORED,
            "device > " + LOW,
            "device >= " + STORED,
            "device IN (" + STORED + ")")) {
      assertThat(
              lake.sql("SELECT count(*) FROM firn.lake.%s WHERE %s".formatted(feed.table(), found)))
          .as(found)
          .hasToString("[[100]]");
    }
  }

  private String schema(Feed feed) {
    return lake.lake()
        .catalog()
        .loadTable(lake.lake().table(feed.table()))
        .schema()
        .asStruct()
        .toString();
  }

  @Test
  void bytesAreSpeltInBase64() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(
                    Orders.ID,
                    "{name: image, logicalType: string, physicalType: binary, transformLogic: base64}",
                    "{name: token, logicalType: string, physicalType: binary, transformLogic: base64url}",
                    "{name: parts, logicalType: array, items: {logicalType: string, physicalType: binary, transformLogic: base64}}"));
    feed.rows(
        "{\"id\": \"a\", \"image\": \"+/8=\", \"token\": \"-_8\", \"parts\": [\"AQI=\", null, \"\"]}",
        "{\"id\": \"b\", \"image\": \"\"}",
        "{\"id\": \"c\", \"image\": \"-_8=\"}",
        "{\"id\": \"d\", \"token\": \"+/8=\"}");

    assertThat(feed.run().counts()).isEqualTo(new Counts(4, 2, 0, 0, 0, 2));
    assertThat(feed.select("id, hex(image), hex(token), transform(parts, one -> hex(one))"))
        .containsExactly("[a,FBFF,FBFF,WrappedArray(0102, null, )]", "[b,,null,null]");
    assertThat(feed.rejected("firn_pointer, reason"))
        .containsExactly(
            "[/rows/2,image: expected base 64 as text, found \"-_8=\"]",
            "[/rows/3,token: expected base 64 for URLs as text, found \"+/8=\"]");

    feed.rows(
        "{\"id\": \"a\", \"image\": \"+/8\", \"token\": \"-_8=\", \"parts\": [\"AQI\", null, \"\"]}",
        "{\"id\": \"b\", \"image\": \"AA==\"}");
    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 0, 1, 1, 0, 0));
    assertThat(
            lake.engine()
                .query("SELECT image, token, parts FROM " + feed.table() + " ORDER BY id", 10)
                .rows())
        .containsExactly(
            List.of("FBFF", "FBFF", "[0102, null, ]"), Arrays.asList("00", null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"upsert", "mirror", "append"})
  void objectsWhoseNamesAreDataAreMaps(String strategy) {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract
                    .word("merge", strategy)
                    .columns(
                        Orders.ID,
                        map("rates", "logicalType: number, physicalType: 'decimal(10,2)'"),
                        map(
                            "sites",
                            "logicalType: object, properties: [{name: x, logicalType: integer}]"),
                        "{name: days, logicalType: array, items: {logicalType: object, physicalType: map, properties: [{name: value, logicalType: array, items: {logicalType: integer}}]}}")
                    .ruleset(
                        "error",
                        "table",
                        "CustomSql \"select count(*) from primary where exists(map_values(rates), rate -> rate < 0)\" = 0"));
    feed.rows(
        "{\"id\": \"a\", \"rates\": {\"NOK\": 11.5, \"a.b \\u2744\": null}, \"sites\": {\"n\": {\"x\": 1, \"y\": 2}}, \"days\": [{\"mon\": [1, null]}, null]}",
        "{\"id\": \"b\", \"rates\": {}, \"sites\": {\"s\": null}}",
        "{\"id\": \"c\", \"rates\": [1]}");
    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 2, 0, 0, 0, 1));
    List<String> rows =
        List.of(
            "[a,11.50,true,false,1,[[1, null], null],{\"sites\":{\"n\":{\"y\":2}}}]",
            "[b,null,false,true,null,null,null]");
    String columns =
        "id, rates['NOK'], map_contains_key(rates, 'a.b ❄'), map_contains_key(sites, 's'), sites['n'].x, cast(transform(days, day -> day['mon']) AS string), firn_extra";
    assertThat(feed.select(columns)).containsExactlyElementsOf(rows);

    if (!strategy.equals("append")) {
      feed.rows(
          "{\"sites\": {\"n\": {\"y\": 2, \"x\": 1}}, \"rates\": {\"a.b \\u2744\": null, \"NOK\": 11.50}, \"days\": [{\"mon\": [1, null]}, null], \"id\": \"a\"}",
          "{\"id\": \"b\", \"rates\": {\"NOK\": -1}, \"sites\": {\"s\": null}}");
      assertThat(feed.run().outcome()).isEqualTo(RunOutcome.HELD);
      assertThat(feed.select(columns)).containsExactlyElementsOf(rows);
    }
    assertThat(
            lake.engine()
                .query("SELECT rates, sites FROM %s ORDER BY id".formatted(feed.table()), 10)
                .rows())
        .containsExactly(
            List.of("{NOK -> 11.50, a.b ❄ -> null}", "{n -> {1}}"), List.of("{}", "{s -> null}"));
  }

  @Test
  void aRowChangesWithItsMap() {
    Feed feed =
        Orders.feed(lake, contract -> contract.columns(Orders.ID, map("m", "logicalType: string")));
    feed.rows(
        "{\"id\": \"a\", \"m\": {\"x\": \"1\", \"y\": \"2\"}}",
        "{\"id\": \"b\", \"m\": {\"x\": \"1\"}}");
    feed.run();
    feed.rows(
        "{\"id\": \"a\", \"m\": {\"y\": \"2\", \"x\": \"1\"}}",
        "{\"id\": \"b\", \"m\": {\"x\": null}}");

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 0, 1, 1, 0, 0));
    assertThat(feed.select("id, to_json(m)"))
        .containsExactly("[a,{\"x\":\"1\",\"y\":\"2\"}]", "[b,{\"x\":null}]");
  }

  @Test
  void recordsThatContradictEachOtherInAMapAreKept() {
    Feed feed =
        Orders.feed(
            lake, contract -> contract.columns(Orders.ID, map("m", "logicalType: integer")));
    feed.rows("{\"id\": \"a\", \"m\": {\"x\": 1}}", "{\"id\": \"a\", \"m\": {\"x\": 2}}");

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 0, 0, 0, 0, 2));
    assertThat(feed.rejected("record"))
        .containsExactly("[{\"id\":\"a\",\"m\":{\"x\":1}}]", "[{\"id\":\"a\",\"m\":{\"x\":2}}]");
  }

  @Test
  void aTableGainsAMap() {
    Feed feed = Orders.feed(lake, contract -> contract.columns(Orders.ID));
    feed.rows("{\"id\": \"a\", \"m\": {\"x\": 1}}");
    feed.run();
    Feed grown =
        feed.changed(contract -> contract.columns(Orders.ID, map("m", "logicalType: integer")));
    grown.rows("{\"id\": \"b\", \"m\": {\"x\": 1}}");

    assertThat(grown.run().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
    assertThat(grown.select("id, m['x'], firn_extra"))
        .containsExactly("[a,null,{\"m\":{\"x\":1}}]", "[b,1,null]");
  }

  private static String map(String name, String value) {
    return "{name: %s, logicalType: object, physicalType: map, properties: [{name: value, %s}]}"
        .formatted(name, value);
  }
}
