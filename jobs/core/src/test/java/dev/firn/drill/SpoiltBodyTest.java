package dev.firn.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.ColumnType.Decimal;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.ColumnType.Struct;
import dev.firn.contract.Conversion;
import dev.firn.contract.Conversion.Step;
import dev.firn.contract.OrderBy;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.AfterFailedAudit;
import dev.firn.contract.TableContract.BadValues;
import dev.firn.contract.TableContract.DeleteLimit;
import dev.firn.contract.TableContract.Layout;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.contract.TableContract.UnknownFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpoiltBodyTest {

  private static Column key(String name) {
    return new Column(
        name,
        null,
        null,
        Primitive.STRING,
        true,
        1,
        SourcePointer.parse("/" + name),
        Conversion.NONE,
        null,
        false);
  }

  private static Column column(String name, String source, ColumnType type, Step... steps) {
    return new Column(
        name,
        null,
        null,
        type,
        false,
        0,
        SourcePointer.parse(source),
        Conversion.of(steps),
        null,
        false);
  }

  private static TableContract table(String records, Layout layout, Column... columns) {
    return new TableContract(
        "things",
        null,
        JsonPointer.compile(records),
        layout,
        false,
        MergeStrategy.UPSERT,
        DeleteLimit.DEFAULT,
        List.of(OrderBy.as(SourcePointer.parse("/rev"))),
        null,
        UnknownFields.KEEP,
        BadValues.REJECT,
        AfterFailedAudit.HOLD,
        List.of(columns),
        List.of(),
        Duration.ofDays(7),
        null);
  }

  private static String spoilt(TableContract table, String body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SpoiltBody(table).copy(new ByteArrayInputStream(body.getBytes(UTF_8)), out);
    return out.toString(UTF_8);
  }

  private static String value(ColumnType type, String value, Step... steps) throws IOException {
    return spoilt(
            table("", Layout.ITEMS, key("id"), column("v", "/v", type, steps)),
            "[{\"id\":\"a\",\"v\":%s}]".formatted(value))
        .replaceFirst("^\\[\\{\"id\":\"a\",\"v\":(.*)}]$", "$1");
  }

  @Test
  void valuesSaySomethingElseOfTheSameKind() throws IOException {
    assertThat(value(Primitive.INT, "7")).isEqualTo("-7");
    assertThat(value(Primitive.LONG, "0")).isEqualTo("1");
    assertThat(value(Primitive.DOUBLE, "-2.50")).isEqualTo("2.50");
    assertThat(value(new Decimal(9, 2), "1234567.25")).isEqualTo("-1234567.25");
    assertThat(value(Primitive.BOOLEAN, "true")).isEqualTo("false");
    assertThat(value(Primitive.BOOLEAN, "0", Step.ZERO_ONE)).isEqualTo("1");
    assertThat(value(Primitive.STRING, "\"good\"")).isEqualTo("\"spoilt by a drill\"");
    assertThat(value(Primitive.STRING, "5", Step.TEXT)).isEqualTo("-5");
  }

  @Test
  void whatIsHardToMakeNonsenseOfStays() throws IOException {
    assertThat(value(Primitive.INT, "null")).isEqualTo("null");
    assertThat(value(Primitive.INT, "\"7\"", Step.PARSE)).isEqualTo("\"7\"");
    assertThat(value(Primitive.TIMESTAMPTZ, "1756720800", Step.EPOCH_SECONDS))
        .isEqualTo("1756720800");
    assertThat(value(Primitive.DATE, "\"2025-09-01\"")).isEqualTo("\"2025-09-01\"");
  }

  @Test
  void keysAndWhatOrdersStayAndSoDoesAllElse() throws IOException {
    TableContract table =
        table(
            "/data/rows",
            Layout.ITEMS,
            key("id"),
            column("rev", "/rev", Primitive.LONG),
            column("size", "/of/size", Primitive.INT));

    assertThat(
            spoilt(
                table,
                """
                {"made": 1.50, "data": {"rows": [
                  {"id": "a", "rev": 3, "of": {"size": 2, "x": 1e400}, "rest": [{"size": 2}]},
                  {"id": "ö\\ud800", "rev": 3}]}, "size": 9}\
                """))
        .isEqualTo(
            "{\"made\":1.50,\"data\":{\"rows\":[{\"id\":\"a\",\"rev\":3,\"of\":{\"size\":-2,\"x\":1E+400},\"rest\":[{\"size\":2}]},{\"id\":\"\\u00F6\\uD800\",\"rev\":3}]},\"size\":9}");
  }

  @Test
  void membersOfObjectsAreSpoiltWhereTheyAre() throws IOException {
    TableContract table =
        table(
            "",
            Layout.ITEMS,
            key("id"),
            column(
                "place", "/where", new Struct(List.of(column("lat", "/lat", Primitive.DOUBLE)))));

    assertThat(spoilt(table, "[{\"id\":\"a\",\"where\":{\"lat\":59.9}},{\"id\":\"b\"}]"))
        .isEqualTo("[{\"id\":\"a\",\"where\":{\"lat\":-59.9}},{\"id\":\"b\"}]");
  }

  @Test
  void recordsAreFoundInEachLayout() throws IOException {
    Column[] columns = {key("id"), column("v", "/v", Primitive.INT)};

    assertThat(spoilt(table("", Layout.ITEMS, columns), "{\"id\":\"a\",\"v\":1}"))
        .isEqualTo("{\"id\":\"a\",\"v\":-1}");
    assertThat(spoilt(table("/m", Layout.MEMBERS, columns), "{\"m\":{\"a\":{\"v\":1}},\"v\":1}"))
        .isEqualTo("{\"m\":{\"a\":{\"v\":-1}},\"v\":1}");
    assertThat(
            spoilt(
                table("/c", Layout.COLUMNS, columns),
                "{\"c\":{\"id\":[\"a\",\"b\"],\"v\":[1,2],\"w\":[3,4]},\"v\":1}"))
        .isEqualTo("{\"c\":{\"id\":[\"a\",\"b\"],\"v\":[-1,-2],\"w\":[3,4]},\"v\":1}");
    assertThat(spoilt(table("", Layout.LINES, columns), "{\"v\":1}\n{\"v\":2}\n"))
        .isEqualTo("{\"v\":-1} {\"v\":-2}");
  }

  @Test
  void countsWhatItSpoils() throws IOException {
    SpoiltBody body =
        new SpoiltBody(table("", Layout.ITEMS, key("id"), column("v", "/v", Primitive.INT)));

    body.copy(
        new ByteArrayInputStream("[{\"id\":\"a\",\"v\":1},{\"id\":\"b\"}]".getBytes(UTF_8)),
        new ByteArrayOutputStream());

    assertThat(body.records()).isEqualTo(2);
    assertThat(body.spoilt()).isEqualTo(1);
  }
}
