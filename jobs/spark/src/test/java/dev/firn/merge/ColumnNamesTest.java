package dev.firn.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firn.contract.ContractException;
import dev.firn.json.Json;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import dev.firn.testing.TestContract;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any name of JSON finds its column, and columns may have any name that contracts take. */
@ExtendWith(SparkLake.Extension.class)
class ColumnNamesTest {

  private static final List<String> ODD =
      List.of(
          "Administered_Dose1_<5",
          "a.b",
          "a b",
          " ",
          "",
          "it's",
          "say \"x\"",
          "a/b",
          "m~n",
          "~1",
          "/",
          "\\",
          "`x`",
          "0",
          "-1",
          "$",
          "#",
          "0#",
          "%s",
          "a\tb",
          "a\nb",
          "\u0000",
          "snö ❄",
          "😀",
          "ID",
          "null",
          "firn_extra");

  private final SparkLake lake;

  ColumnNamesTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void membersOfAnyNameHaveColumns() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract
                    .columns(Orders.ID)
                    .columns(ODD.stream().map(ColumnNamesTest::column).toArray(String[]::new)));
    feed.rows(record("a", 0), record("b", 0));
    feed.run();
    feed.rows(record("a", 0), record("b", 1));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 0, 1, 1, 0, 0));
    assertThat(values(feed, "a")).containsExactlyElementsOf(numbers(0));
    assertThat(values(feed, "b")).containsExactlyElementsOf(numbers(1));
    assertThat(feed.select("firn_extra")).containsExactly("[null]", "[null]");
  }

  @Test
  void membersOfAnyNameInAnObjectHaveFields() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(
                    Orders.ID,
                    "{name: odd, logicalType: object, properties: [%s]}"
                        .formatted(
                            ODD.stream()
                                .map(ColumnNamesTest::column)
                                .collect(Collectors.joining(", ")))));
    feed.rows("{\"id\": \"a\", \"odd\": %s}".formatted(record("a", 0)));
    feed.run();

    assertThat(feed.select("cast(odd AS string), firn_extra"))
        .containsExactly(
            "[{%s},{\"odd\":{\"id\":\"a\"}}]"
                .formatted(
                    numbers(0).stream().map(Object::toString).collect(Collectors.joining(", "))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"upsert", "mirror"})
  void columnsMayHaveTheNamesThatSqlHas(String strategy) {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract
                    .word("merge", strategy)
                    .columns(
                        "{name: order, logicalType: string, primaryKey: true, primaryKeyPosition: 1, required: true}",
                        "{name: Group, logicalType: string, primaryKey: true, primaryKeyPosition: 2, required: true}",
                        "{name: date, logicalType: date, partitioned: true, partitionKeyPosition: 1, customProperties: [{property: firn.partitionTransform, value: month}]}",
                        "{name: select, logicalType: integer}",
                        "{name: from, logicalType: integer}",
                        "{name: table, logicalType: integer}",
                        "{name: key, logicalType: integer}",
                        "{name: value, logicalType: object, properties: [{name: element, logicalType: integer}, {name: end, logicalType: integer}]}",
                        "{name: _id, logicalType: integer}",
                        "{name: _1, logicalType: integer}",
                        "{name: pos, logicalType: integer}",
                        "{name: file_path, logicalType: integer}"));
    String record =
        "{\"order\": \"%s\", \"Group\": \"g\", \"date\": \"2024-02-29\", \"select\": %d, \"from\": 2, \"table\": 3, \"key\": 4, \"value\": {\"element\": 5, \"end\": 6}, \"_id\": 7, \"_1\": 8, \"pos\": 9, \"file_path\": 10}";
    feed.rows(record.formatted("a", 1), record.formatted("b", 1));
    feed.run();
    feed.rows(record.formatted("a", 1), record.formatted("b", 2), record.formatted("c", 1));

    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 1, 1, 1, 0, 0));
    assertThat(
            lake.sql(
                "SELECT `order`, `select`, `from`, `table`, key, value.element, value.end, _id, _1, pos, file_path FROM firn.lake.%s ORDER BY 1"
                    .formatted(feed.table())))
        .extracting(Row::toString)
        .containsExactly(
            "[a,1,2,3,4,5,6,7,8,9,10]", "[b,2,2,3,4,5,6,7,8,9,10]", "[c,1,2,3,4,5,6,7,8,9,10]");
  }

  @ParameterizedTest
  @MethodSource("namesOfIceberg")
  void namesThatIcebergKeepsForItselfAreRefused(String name, @TempDir Path project) {
    TestContract contract =
        new TestContract("names")
            .columns(Orders.ID, "{name: %s, logicalType: integer}".formatted(name));

    assertThatThrownBy(() -> contract.read(project))
        .isInstanceOf(ContractException.class)
        .extracting(e -> ((ContractException) e).problems().get(0).message())
        .isEqualTo("`%s` is a name that Iceberg keeps for itself".formatted(name));
  }

  /** Those of delete files are free. */
  static Stream<String> namesOfIceberg() throws IllegalAccessException {
    List<String> names = new ArrayList<>(List.of(MetadataColumns.PARTITION_COLUMN_NAME));
    for (Field field : MetadataColumns.class.getFields()) {
      if (field.getType() == NestedField.class) {
        names.add(((NestedField) field.get(null)).name());
      }
    }
    return names.stream().filter(name -> !List.of("file_path", "pos").contains(name));
  }

  private static String column(String name) {
    String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
    return "{name: c%d, logicalType: integer, transformSourceObjects: [%s]}"
        .formatted(ODD.indexOf(name), TextNode.valueOf(pointer));
  }

  private static String record(String id, int from) {
    ObjectNode record = Json.exact().createObjectNode().put("id", id);
    for (int i = 0; i < ODD.size(); i++) {
      record.put(ODD.get(i), from + i);
    }
    return record.toString();
  }

  private static List<Integer> numbers(int from) {
    return IntStream.range(from, from + ODD.size()).boxed().toList();
  }

  private List<Integer> values(Feed feed, String id) {
    Row row =
        lake.sql("SELECT * FROM firn.lake.%s WHERE id = '%s'".formatted(feed.table(), id)).get(0);
    return IntStream.range(0, ODD.size()).mapToObj(i -> row.<Integer>getAs("c" + i)).toList();
  }
}
