package dev.firn.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.firn.contract.ColumnType;
import dev.firn.contract.Conversion;
import dev.firn.json.Json;
import dev.firn.testing.TestContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;

/** Objects and arrays. */
class NestedValuesTest {

  private static final JsonPointer AT = JsonPointer.compile("/v");

  private static final String MAP =
      "logicalType: object, physicalType: map, properties: [{name: value, logicalType: integer}]";

  @TempDir private Path project;

  @Test
  void membersAreReadWhereTheyAre() throws Exception {
    ColumnType point =
        struct(
            "{name: lat, logicalType: number, transformSourceObjects: [/at/0]}",
            "{name: seen, logicalType: timestamp, transformLogic: epochMillis}",
            "{name: inner, logicalType: object, properties: [{name: a, logicalType: integer}]}");

    assertThat(value("{\"at\": [1.5, 2], \"seen\": 0, \"inner\": {\"a\": 1}}", point))
        .isEqualTo(RowFactory.create(1.5, Instant.EPOCH, RowFactory.create(1)));
    assertThat(value("{\"inner\": {\"a\": null}, \"seen\": null}", point))
        .isEqualTo(RowFactory.create(null, null, RowFactory.create((Object) null)));
    assertThat(value("{}", point)).isEqualTo(RowFactory.create(null, null, null));
    assertThat(value("null", point)).isNull();
  }

  @Test
  void emptyInAnyWayIsEmpty() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: list, logicalType: array, transformLogic: anyEmpty, items: {logicalType: string}}",
            "{name: map, %s, transformLogic: anyEmpty}".formatted(MAP),
            "{name: inner, logicalType: object, transformLogic: anyEmpty, properties: [{name: a, logicalType: integer}]}");

    for (String empty : List.of("[]", "{}", "\"\"", "\" \"")) {
      Row row =
          scene.record(
              "{\"id\": \"a\", \"list\": %1$s, \"map\": %1$s, \"inner\": %1$s}".formatted(empty));
      assertThat((Object[]) scene.get(row, "list")).isEmpty();
      assertThat(((scala.collection.Map<?, ?>) scene.get(row, "map")).isEmpty()).isTrue();
      assertThat(scene.get(row, "inner")).isEqualTo(RowFactory.create((Object) null));
      assertThat(scene.get(row, "firn_extra")).isNull();
    }
    assertThat(scene.value("{\"id\": \"a\", \"list\": null}", "list")).isNull();
    assertThat(scene.refusal("{\"id\": \"a\", \"list\": {\"0\": \"x\"}}"))
        .isEqualTo("list: expected an array, found {\"0\":\"x\"} @ /rows/0/list");
  }

  @Test
  void aValueAloneIsAListOfOne() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: tags, logicalType: array, transformLogic: oneOrMany, items: {logicalType: string}}",
            "{name: parts, logicalType: array, transformLogic: oneOrMany + anyEmpty, items: {logicalType: object, properties: [{name: a, logicalType: integer}]}}");

    Row one = scene.record("{\"id\": \"a\", \"tags\": \"x\", \"parts\": {\"a\": 1}}");
    assertThat((Object[]) scene.get(one, "tags")).containsExactly("x");
    assertThat((Object[]) scene.get(one, "parts")).containsExactly(RowFactory.create(1));
    assertThat(scene.get(one, "firn_extra")).isNull();
    Row many = scene.record("{\"id\": \"a\", \"tags\": [\"x\", \"y\"], \"parts\": \"\"}");
    assertThat((Object[]) scene.get(many, "tags")).containsExactly("x", "y");
    assertThat((Object[]) scene.get(many, "parts")).isEmpty();
    assertThat(scene.value("{\"id\": \"a\", \"parts\": {\"a\": 1, \"z\": 2}}", "firn_extra"))
        .isEqualTo("{\"parts\":{\"z\":2}}");
    assertThat(scene.refusal("{\"id\": \"a\", \"tags\": 5}"))
        .isEqualTo("tags: expected text, found 5 @ /rows/0/tags/0");
  }

  @Test
  void aMemberThatDoesNotFitIsNamedByItsPlace() {
    ColumnType point = struct("{name: lat, logicalType: number, transformSourceObjects: [/at/0]}");

    refused("{\"at\": [\"north\"]}", point, "expected a number, found \"north\"", "/v/at/0");
    refused("[1]", point, "expected an object, found [1]", "/v");
    refused("\"x\"", point, "expected an object, found \"x\"", "/v");
  }

  @Test
  void aRequiredMemberMustBeThereIfItsObjectIs() throws Exception {
    ColumnType outer =
        struct(
            "{name: in, logicalType: object, properties: [{name: a, logicalType: integer, required: true}]}");

    assertThat(value("{\"in\": null}", outer)).isEqualTo(RowFactory.create((Object) null));
    refused("{\"in\": {}}", outer, "a is required and missing", "/v/in/a");
    refused("{\"in\": {\"a\": null}}", outer, "a is required and missing", "/v/in/a");
  }

  @Test
  void arraysKeepOrderAndNulls() throws Exception {
    ColumnType numbers = list("{logicalType: integer}");

    assertThat((Object[]) value("[3, null, 1]", numbers)).containsExactly(3, null, 1);
    assertThat((Object[]) value("[]", numbers)).isEmpty();
    assertThat(value("null", numbers)).isNull();
    refused("[1, 2, 2.5]", numbers, "expected an integer, found 2.5", "/v/2");
    refused("{\"0\": 1}", numbers, "expected an array, found {\"0\":1}", "/v");
  }

  @Test
  void arraysHoldArraysObjectsAndConvertedItems() throws Exception {
    ColumnType nested = list("{logicalType: array, items: {logicalType: boolean}}");
    assertThat(Arrays.deepToString((Object[]) value("[[true], [], null]", nested)))
        .isEqualTo("[[true], [], null]");

    ColumnType objects =
        list("{logicalType: object, properties: [{name: a, logicalType: string, required: true}]}");
    assertThat((Object[]) value("[{\"a\": \"x\"}, null]", objects))
        .containsExactly(RowFactory.create("x"), null);
    refused("[{\"a\": \"x\"}, {}]", objects, "a is required and missing", "/v/1/a");

    ColumnType present = list("{logicalType: integer, required: true, transformLogic: parse}");
    assertThat((Object[]) value("[1, \"2\"]", present)).containsExactly(1, 2);
    refused("[1, null]", present, "an item is required and missing", "/v/1");
    refused("[1, \" \"]", present, "an item is required and missing", "/v/1");

    ColumnType times = list("{logicalType: timestamp, transformLogic: epochSeconds}");
    assertThat((Object[]) value("[60]", times)).containsExactly(Instant.ofEpochSecond(60));
    refused("[60, \"1\"]", times, "expected a number, found \"1\"", "/v/1");
  }

  @Test
  void objectsWhoseNamesAreDataAreMaps() throws Exception {
    ColumnType numbers = map("logicalType: integer");

    assertThat(value("{\"b\": 2, \"\": null, \"a.b\": 1}", numbers))
        .isEqualTo(scala("b", 2, "", null, "a.b", 1));
    assertThat(value("{}", numbers)).isEqualTo(scala());
    assertThat(value("null", numbers)).isNull();
    refused("[1]", numbers, "expected an object, found [1]", "/v");
    refused("{\"a\": 1, \"b\": \"x\"}", numbers, "expected an integer, found \"x\"", "/v/b");
    refused("{\"a/b~c\": 1.5}", numbers, "expected an integer, found 1.5", "/v/a~1b~0c");
    refused("{\"\\uD800\": 1}", numbers, "expected a name of whole characters", "/v/\uD800");
    refused("{\"\": 1.5}", numbers, "expected an integer, found 1.5", "/v/");
  }

  @Test
  void mapsHoldConvertedValuesObjectsArraysAndMaps() throws Exception {
    assertThat(value("{\"a\": 60}", map("logicalType: timestamp, transformLogic: epochSeconds")))
        .isEqualTo(scala("a", Instant.ofEpochSecond(60)));
    assertThat(
            value(
                "{\"a\": {\"x\": 1}, \"b\": null}",
                map("logicalType: object, properties: [{name: x, logicalType: integer}]")))
        .isEqualTo(scala("a", RowFactory.create(1), "b", null));
    assertThat(
            value(
                "{\"a\": {\"b\": 1}}",
                map(
                    "logicalType: object, physicalType: map, properties: [{name: value, logicalType: integer}]")))
        .isEqualTo(scala("a", scala("b", 1)));
    ColumnType lists = map("logicalType: array, items: {logicalType: integer}");
    refused("{\"a\": [1, true]}", lists, "expected an integer, found true", "/v/a/1");
    assertThat((Object[]) value("[{\"a\": 1}, {}]", list("{" + MAP + "}")))
        .containsExactly(scala("a", 1), scala());
    assertThat(value("{\"m\": {\"a\": 1}}", struct("{name: m, " + MAP + "}")))
        .isEqualTo(RowFactory.create(scala("a", 1)));
  }

  @Test
  void aRequiredValueOfAMapMustBeThere() throws Exception {
    ColumnType numbers = map("logicalType: integer, required: true");

    assertThat(value("{}", numbers)).isEqualTo(scala());
    refused("{\"a\": 1, \"b\": null}", numbers, "a value is required and missing", "/v/b");
  }

  private static scala.collection.Map<String, Object> scala(Object... namesAndValues) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return JavaConverters.mapAsScalaMap(map);
  }

  private ColumnType map(String value) {
    return type(
        "{name: v, logicalType: object, physicalType: map, properties: [{name: value, %s}]}"
            .formatted(value));
  }

  private ColumnType struct(String... members) {
    return type(
        "{name: v, logicalType: object, properties: [%s]}".formatted(String.join(", ", members)));
  }

  private ColumnType list(String items) {
    return type("{name: v, logicalType: array, items: %s}".formatted(items));
  }

  private ColumnType type(String property) {
    return new TestContract("nested")
        .columns("{name: id, logicalType: string, primaryKey: true, required: true}", property)
        .read(project)
        .tables()
        .get(0)
        .columns()
        .get(1)
        .type();
  }

  private static Object value(String json, ColumnType type)
      throws JsonProcessingException, Rejection {
    return Values.of(Json.exact().readTree(json), type, Conversion.NONE, AT);
  }

  private static void refused(String json, ColumnType type, String why, String at) {
    assertThatThrownBy(() -> value(json, type))
        .isInstanceOf(Rejection.class)
        .hasMessage(why)
        .extracting(refusal -> ((Rejection) refusal).at().toString())
        .isEqualTo(at);
  }
}
