package dev.firn.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no column takes is kept as it came; what one takes is not kept twice. */
class LeftoverTest {

  @TempDir private Path project;

  @Test
  void membersThatNoColumnTakesAreKeptVerbatim() {
    ParseScene scene = ParseScene.ofColumns(project);

    assertThat(left(scene, "{\"id\": \"a\"}")).isNull();
    assertThat(
            left(scene, "{\"z\": 1.50, \"id\": \"a\", \"b\": {\"c\": [true, null]}, \"n\": null}"))
        .isEqualTo("{\"z\":1.50,\"b\":{\"c\":[true,null]},\"n\":null}");
  }

  @Test
  void theRestOfAnObjectThatIsTakenInPartIsKept() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: mag, logicalType: number, transformSourceObjects: [/properties/mag]}",
            "{name: deep, logicalType: string, transformSourceObjects: [/properties/a/b]}");

    assertThat(left(scene, "{\"id\": \"a\", \"properties\": {\"mag\": 1, \"a\": {\"b\": \"x\"}}}"))
        .isNull();
    assertThat(
            left(
                scene,
                "{\"id\": \"a\", \"properties\": {\"mag\": 1, \"tz\": 2, \"a\": {\"b\": \"x\", \"c\": 3}}}"))
        .isEqualTo("{\"properties\":{\"tz\":2,\"a\":{\"c\":3}}}");
  }

  @Test
  void whatStandsWhereAnObjectWasExpectedIsKept() {
    ParseScene scene =
        ParseScene.ofColumns(
            project, "{name: mag, logicalType: number, transformSourceObjects: [/properties/mag]}");

    assertThat(left(scene, "{\"id\": \"a\", \"properties\": 5}")).isEqualTo("{\"properties\":5}");
    assertThat(left(scene, "{\"id\": \"a\", \"properties\": [5]}"))
        .isEqualTo("{\"properties\":[5]}");
    assertThat(left(scene, "{\"id\": \"a\", \"properties\": null}")).isNull();
    assertThat(left(scene, "{\"id\": \"a\", \"properties\": {}}")).isNull();
  }

  @Test
  void theUndeclaredMembersOfAStructAreKept() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: geometry, logicalType: object, properties: [{name: type, logicalType: string}]}");

    assertThat(left(scene, "{\"id\": \"a\", \"geometry\": {\"type\": \"Point\"}}")).isNull();
    assertThat(left(scene, "{\"id\": \"a\", \"geometry\": {\"type\": \"Point\", \"bbox\": [1]}}"))
        .isEqualTo("{\"geometry\":{\"bbox\":[1]}}");
  }

  @Test
  void anArrayOfWhichPlacesAreTakenIsKeptWholeIfItHasMore() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: lon, logicalType: number, transformSourceObjects: [/at/0]}",
            "{name: lat, logicalType: number, transformSourceObjects: [/at/1]}");

    assertThat(left(scene, "{\"id\": \"a\", \"at\": [1, 2]}")).isNull();
    assertThat(left(scene, "{\"id\": \"a\", \"at\": [1]}")).isNull();
    assertThat(left(scene, "{\"id\": \"a\", \"at\": [1, 2, 3]}")).isEqualTo("{\"at\":[1,2,3]}");
  }

  @Test
  void aListOfObjectsIsKeptWholeIfOneOfThemHasMore() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: tags, logicalType: array, items: {logicalType: object, properties: [{name: k, logicalType: string}]}}",
            "{name: grid, logicalType: array, items: {logicalType: array, items: {logicalType: object, properties: [{name: x, logicalType: integer}]}}}");

    assertThat(
            left(
                scene,
                "{\"id\": \"a\", \"tags\": [{\"k\": \"x\"}, null], \"grid\": [[{\"x\": 1}]]}"))
        .isNull();
    assertThat(
            left(scene, "{\"id\": \"a\", \"tags\": [{\"k\": \"x\"}, {\"k\": \"y\", \"new\": 1}]}"))
        .isEqualTo("{\"tags\":[{\"k\":\"x\"},{\"k\":\"y\",\"new\":1}]}");
    assertThat(left(scene, "{\"id\": \"a\", \"grid\": [[{\"x\": 1, \"y\": 2}]]}"))
        .isEqualTo("{\"grid\":[[{\"x\":1,\"y\":2}]]}");
  }

  @Test
  void aMapOfValuesLeavesNothingAndOneOfObjectsWhatTheyHaveMore() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: rates, logicalType: object, physicalType: map, properties: [{name: value, logicalType: number}]}",
            "{name: sites, logicalType: object, physicalType: map, properties: [{name: value, logicalType: object, properties: [{name: x, logicalType: integer}]}]}");

    assertThat(
            left(
                scene,
                "{\"id\": \"a\", \"rates\": {\"NOK\": 1.5, \"\": 2}, \"sites\": {\"n\": {\"x\": 1}, \"s\": null}}"))
        .isNull();
    assertThat(
            left(
                scene,
                "{\"id\": \"a\", \"sites\": {\"n\": {\"x\": 1}, \"x\": {\"x\": 2, \"y\": [3]}}}"))
        .isEqualTo("{\"sites\":{\"x\":{\"y\":[3]}}}");
  }

  @Test
  void whatIsTakenAsJsonOrAsAListOfValuesLeavesNothing() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: raw, logicalType: string, transformLogic: json}",
            "{name: numbers, logicalType: array, items: {logicalType: integer}}",
            "{name: texts, logicalType: array, items: {logicalType: string, transformLogic: json}}");

    assertThat(
            left(
                scene,
                "{\"id\": \"a\", \"raw\": {\"x\": {\"y\": 1}}, \"numbers\": [1, 2], \"texts\": [{\"a\": 1}]}"))
        .isNull();
  }

  @Test
  void whatOneColumnTakesWholeAnotherMayTakeInPart() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: mag, logicalType: number, transformSourceObjects: [/properties/mag]}",
            "{name: raw, logicalType: string, transformLogic: json, transformSourceObjects: [/properties]}");

    assertThat(left(scene, "{\"id\": \"a\", \"properties\": {\"mag\": 1, \"tz\": 2}}")).isNull();
  }

  @Test
  void columnsOfTheDocumentTakeNothingFromTheRecord() {
    ParseScene scene =
        ParseScene.ofColumns(
            project, "{name: at, logicalType: integer, transformSourceObjects: ['#/at']}");

    assertThat(left(scene, "{\"id\": \"a\", \"at\": 5}")).isEqualTo("{\"at\":5}");
  }

  @Test
  void namesThatPointersEscapeAreFound() {
    ParseScene scene =
        ParseScene.ofColumns(
            project, "{name: odd, logicalType: integer, transformSourceObjects: [/a~1b~0c/]}");

    assertThat(left(scene, "{\"id\": \"a\", \"a/b~c\": {\"\": 1}}")).isNull();
    assertThat(scene.value("{\"id\": \"a\", \"a/b~c\": {\"\": 1}}", "odd")).isEqualTo(1);
  }

  @Test
  void halvesOfCharactersStayEscaped() {
    assertThat(left(ParseScene.ofColumns(project), "{\"id\": \"a\", \"odd\": \"\\uD800?\"}"))
        .isEqualTo("{\"odd\":\"\\ud800?\"}");
  }

  private static Object left(ParseScene scene, String record) {
    assertThat(scene.value(record, ParsedColumns.REASON)).as("rejection of " + record).isNull();
    return scene.value(record, "firn_extra");
  }
}
