package dev.firn.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal content has one digest whatever it looked like; other content has another. */
class ContentHashTest {

  private static final String NAME = "{name: name, logicalType: string}";
  private static final String POINT =
      "{name: point, logicalType: object, properties: [{name: x, logicalType: integer}, {name: y, logicalType: integer}]}";

  @TempDir private Path project;

  @Test
  void itIsWhatEarlierVersionsWroteIntoTables() {
    assertThat(
            ParseScene.ofColumns(project, NAME, "{name: n, logicalType: number}")
                .hash("{\"id\": \"a\", \"name\": \"ä\", \"n\": 1.5}"))
        .isEqualTo("8f579a5fff4eb744392aa0b828e01cc2");
  }

  @Test
  void nullIsAbsent() {
    ParseScene scene = ParseScene.ofColumns(project, NAME);

    assertThat(scene.hash("{\"id\": \"a\", \"name\": null}"))
        .isEqualTo(scene.hash("{\"id\": \"a\"}"));
    assertThat(scene.hash("{\"id\": \"a\", \"name\": \"\"}"))
        .isNotEqualTo(scene.hash("{\"id\": \"a\"}"));
  }

  @Test
  void spellingAndOrderOfMembersDoNotCount() {
    ParseScene scene =
        ParseScene.ofColumns(
            project, "{name: n, logicalType: number}", "{name: t, logicalType: timestamp}");

    assertThat(scene.hash("{\"t\":\"2024-01-01T01:00:00+01:00\",\"n\":10.0,\"id\":\"a\"}"))
        .isEqualTo(scene.hash("{\"id\": \"a\", \"n\": 1e1, \"t\": \"2024-01-01T00:00:00Z\"}"));
  }

  @Test
  void everyValueCounts() {
    ParseScene scene =
        ParseScene.ofColumns(
            project, NAME, POINT, "{name: l, logicalType: array, items: {logicalType: integer}}");

    assertThat(
            java.util.stream.Stream.of(
                    "{\"id\": \"a\"}",
                    "{\"id\": \"b\"}",
                    "{\"id\": \"a\", \"name\": \"x\"}",
                    "{\"id\": \"a\", \"point\": {}}",
                    "{\"id\": \"a\", \"point\": {\"x\": 1}}",
                    "{\"id\": \"a\", \"point\": {\"y\": 1}}",
                    "{\"id\": \"a\", \"point\": {\"x\": 1, \"y\": 1}}",
                    "{\"id\": \"a\", \"l\": []}",
                    "{\"id\": \"a\", \"l\": [null]}",
                    "{\"id\": \"a\", \"l\": [1]}",
                    "{\"id\": \"a\", \"l\": [1, null]}",
                    "{\"id\": \"a\", \"l\": [null, 1]}",
                    "{\"id\": \"a\", \"l\": [11]}",
                    "{\"id\": \"a\", \"new\": 1}",
                    "{\"id\": \"a\", \"new\": null}")
                .map(scene::hash))
        .doesNotHaveDuplicates();
  }

  @Test
  void neighbouringValuesDoNotRunIntoEachOther() {
    ParseScene scene = ParseScene.ofColumns(project, NAME, "{name: other, logicalType: string}");

    assertThat(scene.hash("{\"id\": \"a\", \"name\": \"xother\", \"other\": \"y\"}"))
        .isNotEqualTo(scene.hash("{\"id\": \"a\", \"name\": \"x\", \"other\": \"othery\"}"));
    assertThat(scene.hash("{\"id\": \"a\", \"name\": \"x\"}"))
        .isNotEqualTo(scene.hash("{\"id\": \"a\", \"other\": \"x\"}"));
  }

  @Test
  void bytesAndUuidsCountByWhatTheyAreAndNotByTheirSpelling() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: b, logicalType: string, physicalType: binary, transformLogic: base64}",
            "{name: u, logicalType: string, physicalType: uuid}");

    assertThat(scene.hash("{\"id\": \"a\", \"b\": \"AA==\"}"))
        .isEqualTo(scene.hash("{\"id\": \"a\", \"b\": \"AA\"}"))
        .isNotEqualTo(scene.hash("{\"id\": \"a\", \"b\": \"AAA=\"}"))
        .isNotEqualTo(scene.hash("{\"id\": \"a\", \"b\": \"\"}"))
        .isNotEqualTo(scene.hash("{\"id\": \"a\"}"));
    assertThat(scene.hash("{\"id\": \"a\", \"u\": \"ABCDEF01-0000-0000-0000-000000000000\"}"))
        .isEqualTo(scene.hash("{\"id\": \"a\", \"u\": \"abcdef01-0000-0000-0000-000000000000\"}"));
  }

  @Test
  void theOrderOfAMapDoesNotCountButAllElseInItDoes() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: m, logicalType: object, physicalType: map, properties: [{name: value, logicalType: string}]}");

    assertThat(scene.hash("{\"id\": \"a\", \"m\": {\"x\": \"1\", \"y\": null}}"))
        .isEqualTo(scene.hash("{\"m\": {\"y\": null, \"x\": \"1\"}, \"id\": \"a\"}"));
    assertThat(
            java.util.stream.Stream.of(
                    "{}",
                    "{\"m\": {}}",
                    "{\"m\": {\"x\": \"1\"}}",
                    "{\"m\": {\"x\": \"1\", \"y\": null}}",
                    "{\"m\": {\"y\": \"1\"}}",
                    "{\"m\": {\"x\": \"2\"}}",
                    "{\"m\": {\"x\": null}}",
                    "{\"m\": {\"x\": \"1\", \"y\": \"2\"}}",
                    "{\"m\": {\"x\": \"2\", \"y\": \"1\"}}")
                .map(record -> record.replaceFirst("\\{", "{\"id\": \"a\", ").replace(", }", "}"))
                .map(scene::hash))
        .doesNotHaveDuplicates();
  }

  @Test
  void volatileColumnsDoNotCount() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: seen, logicalType: integer, customProperties: [{property: firn.volatile, value: true}]}");

    assertThat(scene.hash("{\"id\": \"a\", \"seen\": 1}"))
        .isEqualTo(scene.hash("{\"id\": \"a\", \"seen\": 2}"))
        .isEqualTo(scene.hash("{\"id\": \"a\"}"));
  }

  @Test
  void columnsAndMembersAddedLaterChangeNothingWhileTheyAreNull() {
    String record = "{\"id\": \"a\", \"point\": {\"x\": 1, \"y\": 2}}";
    String before = ParseScene.ofColumns(project, POINT).hash(record);

    assertThat(ParseScene.ofColumns(project, NAME, POINT).hash(record)).isEqualTo(before);
    assertThat(
            ParseScene.ofColumns(
                    project,
                    POINT.replace("[{name: x", "[{name: w, logicalType: integer}, {name: x"))
                .hash(record))
        .isEqualTo(before);
  }
}
