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
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects and arrays. */
class NestedValuesTest {

  private static final JsonPointer AT = JsonPointer.compile("/v");

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

    ColumnType times = list("{logicalType: timestamp, transformLogic: epochSeconds}");
    assertThat((Object[]) value("[60]", times)).containsExactly(Instant.ofEpochSecond(60));
    refused("[60, \"1\"]", times, "expected an integer, found \"1\"", "/v/1");
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
