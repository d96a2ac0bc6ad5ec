package dev.firn.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.store.WriteOnceStore;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole bodies: where records are, and what is opened is closed. */
class BodyParserTest {

  @TempDir private Path project;

  @Test
  void recordsAreFoundWhereTheContractSays() {
    assertThat(pointers("/rows", "{\"x\": [1], \"rows\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}"))
        .containsExactly("/rows/0", "/rows/1");
    assertThat(pointers("", "[{\"id\": \"a\"}, {\"id\": \"b\"}]")).containsExactly("/0", "/1");
    assertThat(pointers("", "{\"id\": \"a\"}")).containsExactly("");
    assertThat(pointers("/pages/1/rows", "{\"pages\": [0, {\"rows\": [{\"id\": \"a\"}]}]}"))
        .containsExactly("/pages/1/rows/0");
    assertThat(pointers("/rows", "{\"rows\": []}")).isEmpty();
  }

  @Test
  void aRecordThatIsTheDocumentIsPlacedInIt() {
    ParseScene scene =
        new ParseScene(
            project,
            contract ->
                contract.records("").columns(ParseScene.KEY, "{name: n, logicalType: integer}"));

    Row row = scene.parse("{\"id\": \"a\", \"n\": 1.5}").get(0);

    assertThat(scene.get(row, ParsedColumns.PLACE)).isEqualTo("/n");
    assertThat(scene.get(row, "firn_pointer")).isEqualTo("");
  }

  @Test
  void aBodyThatTheContractNoLongerFitsStopsWithItsName() {
    ParseScene scene = ParseScene.ofColumns(project);

    assertThatThrownBy(() -> scene.parse("{\"items\": [{\"id\": \"a\"}]}"))
        .isInstanceOf(FirnException.class)
        .hasMessage(
            "batch 7 (raw/parsed/bodies/0.body) cannot be read as the contract says now: "
                + "expected an array of records at /rows, found nothing there, line 1, column 24");
    assertThatThrownBy(() -> scene.parse("{\"rows\": [{\"id\": \"a\"}, {\"id\""))
        .isInstanceOf(FirnException.class)
        .hasMessageStartingWith(
            "batch 7 (raw/parsed/bodies/1.body) cannot be read as the contract says now: ")
        .hasMessageEndingWith(", line 1, column 29");
  }

  @Test
  void bodiesAreClosedAfterTheLastRecord() throws IOException {
    for (String body :
        List.of("{\"made\": 1, \"rows\": [{\"id\": \"a\"}, {}]}", "{\"made\": 1, \"rows\": []}")) {
      Opened store = new Opened(body);

      Iterator<Row> rows = parser(store).call(new Body(1, "x"));
      rows.forEachRemaining(row -> {});

      assertThat(store.opened).isEqualTo(2);
      assertThat(store.closed).isEqualTo(2);
    }
  }

  @Test
  void bodiesAreClosedWhenTheyCannotBeRead() {
    for (String body :
        List.of(
            "{\"made\": 1}",
            "{\"made\": 1, \"rows\": [{\"id\": \"a\"}, {]}",
            "{\"made\": 1, \"rows\": 1}")) {
      Opened store = new Opened(body);

      assertThatThrownBy(() -> parser(store).call(new Body(1, "x")).forEachRemaining(row -> {}))
          .hasMessageStartingWith("batch 1 (x) cannot be read as the contract says now: ");

      assertThat(store.opened).isPositive();
      assertThat(store.closed).isEqualTo(store.opened);
    }
  }

  private BodyParser parser(WriteOnceStore store) {
    ParseScene scene =
        ParseScene.ofColumns(
            project, "{name: made, logicalType: integer, transformSourceObjects: ['#/made']}");
    return new BodyParser(store, scene.table(), "run1");
  }

  private List<Object> pointers(String records, String body) {
    ParseScene scene =
        new ParseScene(project, contract -> contract.records(records).columns(ParseScene.KEY));
    return scene.parse(body).stream().map(row -> scene.get(row, "firn_pointer")).toList();
  }

  /** Has one object and counts who opens and closes it. */
  private static final class Opened implements WriteOnceStore {
    private static final long serialVersionUID = 1L;

    private final String body;
    private int opened;
    private int closed;

    Opened(String body) {
      this.body = body;
    }

    @Override
    public InputStream open(String key) {
      opened++;
      return new FilterInputStream(
          new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))) {
        private boolean open = true;

        @Override
        public void close() {
          closed += open ? 1 : 0;
          open = false;
        }
      };
    }

    @Override
    public boolean create(String key, byte[] content) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean create(String key, Path content) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> list(String prefix, String after, int limit) {
      throw new UnsupportedOperationException();
    }
  }
}
