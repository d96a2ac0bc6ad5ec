package dev.firn.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.TableContract.Layout;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are no items of an array. */
class LayoutTest {

  @Test
  void membersHaveNames() throws Exception {
    assertThat(
            read(
                "{\"rates\": {\"USD\": 1.08, \"a/b\": {\"v\": 2}}, \"x\": 1}",
                "/rates",
                Layout.MEMBERS))
        .containsExactly("/rates/USD USD 1.08", "/rates/a~1b a/b {\"v\":2}");
    assertThat(read("{}", "", Layout.MEMBERS)).isEmpty();
    assertThat(read("{\"a\": null}", "", Layout.MEMBERS)).containsExactly("/a a null");
  }

  @Test
  void membersAreOfAnObject() {
    assertThatThrownBy(() -> read("{\"rates\": []}", "/rates", Layout.MEMBERS))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("expected an object of records at /rates, found an array");
    assertThatThrownBy(() -> read("{\"a\": {}} 1", "/a", Layout.MEMBERS))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("the document goes on after its end");
  }

  @Test
  void linesAreDocuments() throws Exception {
    assertThat(read("{\"v\": 1}\n{\"v\": 2}\r\n\n[3]\n", "", Layout.LINES))
        .containsExactly("/0 null {\"v\":1}", "/1 null {\"v\":2}", "/2 null [3]");
    assertThat(read("{\"v\": 1}", "", Layout.LINES)).containsExactly("/0 null {\"v\":1}");
  }

  @Test
  void aLineThatIsCutOffIsUnreadable() {
    assertThatThrownBy(() -> read("{\"v\": 1}\n{\"v\": ", "", Layout.LINES))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> read("", "", Layout.LINES))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("the body is empty");
  }

  @Test
  void columnsAreReadAcross() throws Exception {
    String body =
        "{\"u\": \"C\", \"h\": {\"t\": [1, 2], \"s\": \"ok\", \"a/b\": [null, {\"v\": 1.50}]}, \"x\": 1}";
    assertThat(read(body, "/h", Layout.COLUMNS))
        .containsExactly(
            "/h/0 null {\"t\":1,\"s\":\"ok\",\"a/b\":null}",
            "/h/1 null {\"t\":2,\"s\":\"ok\",\"a/b\":{\"v\":1.50}}");
    assertThat(read("{\"t\": [], \"v\": []}", "", Layout.COLUMNS)).isEmpty();
    assertThat(read("{\"h\": {}}", "/h", Layout.COLUMNS)).isEmpty();
  }

  @Test
  void valuesOfColumnsStandInTheirArrays() throws Exception {
    String body = "{\"h\": {\"t\": [1, 2], \"s\": {\"k\": 1}, \"a/b\": [0, {\"v\": 1}]}}";
    try (Records records = open(body, "/h", Layout.COLUMNS, false)) {
      records.next();
      Records.Located second = records.next();

      assertThat(second.place(JsonPointer.compile("/a~1b/v"))).hasToString("/h/a~1b/1/v");
      assertThat(second.place(JsonPointer.compile("/s/k"))).hasToString("/h/s/k");
      assertThat(second.place(JsonPointer.empty())).hasToString("/h/1");
    }
  }

  @Test
  void columnsAreArraysOfOneLength() {
    assertThatThrownBy(() -> read("{\"h\": {\"t\": [1, 2], \"v\": [1]}}", "/h", Layout.COLUMNS))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith(
            "expected arrays of one length at /h, found 2 items in t and 1 in v");
    assertThatThrownBy(() -> read("{\"error\": \"no\"}", "", Layout.COLUMNS))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("expected arrays, found none");
    assertThatThrownBy(() -> read("{\"h\": [1]}", "/h", Layout.COLUMNS))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("expected an object of arrays at /h, found an array");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"total\": 0}             | ITEMS",
        "{\"total\": 0, \"d\": null} | ITEMS",
        "{\"d\": {}, \"x\": [1]}     | ITEMS",
        "{\"d\": []}                | MEMBERS",
        "{\"d\": []}                | COLUMNS",
        "{}                         | COLUMNS"
      })
  void mayBeAbsent(String body, Layout layout) throws Exception {
    try (Records records = open(body, "/d", layout, true)) {
      assertThat(records.next()).isNull();
    }
    if (!body.contains("x")) {
      assertThatThrownBy(() -> open(body, "/d", layout, false))
          .isInstanceOf(UnreadableException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"d\": {\"a\": 1}}", "{\"d\": 0}", "{\"d\": {} ", "[]", "{\"x\": 1} 2"})
  void areNotAbsentWhereSomethingElseIs(String body) {
    assertThatThrownBy(() -> open(body, "/d", Layout.ITEMS, true).next())
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> open("{\"error\": 1}", "/d/rows", Layout.ITEMS, true))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("expected an array of records at /d/rows, found nothing there");
  }

  private static Records open(String body, String place, Layout layout, boolean mayBeAbsent)
      throws Exception {
    return Records.open(
        new ByteArrayInputStream(body.getBytes(UTF_8)),
        JsonPointer.compile(place),
        layout,
        mayBeAbsent);
  }

  private static List<String> read(String body, String place, Layout layout) throws Exception {
    List<String> found = new ArrayList<>();
    try (Records records = open(body, place, layout, false)) {
      for (Records.Located record = records.next(); record != null; record = records.next()) {
        found.add("%s %s %s".formatted(record.at(), record.name(), record.value()));
      }
    }
    return found;
  }
}
