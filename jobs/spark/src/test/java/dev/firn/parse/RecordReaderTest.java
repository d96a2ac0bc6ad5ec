package dev.firn.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record becomes a row or a rejected record that says why and where. */
class RecordReaderTest {

  @TempDir private Path project;

  @Test
  void aRejectedRecordKeepsItsJsonAndItsKey() {
    ParseScene scene = ParseScene.ofColumns(project, "{name: n, logicalType: integer}");

    Row row =
        scene
            .parse("{\"rows\": [{\"id\": \"a\"}, {\"id\": \"b\", \"n\": \"x\", \"z\": 1.0}]}")
            .get(1);

    assertThat(scene.get(row, ParsedColumns.REASON))
        .isEqualTo("n: expected an integer, found \"x\"");
    assertThat(scene.get(row, ParsedColumns.PLACE)).isEqualTo("/rows/1/n");
    assertThat(scene.get(row, ParsedColumns.RECORD))
        .isEqualTo("{\"id\":\"b\",\"n\":\"x\",\"z\":1.0}");
    assertThat(scene.get(row, "id")).as("the key, which shields its row").isEqualTo("b");
    assertThat(scene.get(row, "n")).isNull();
    assertThat(scene.get(row, "firn_hash")).isNull();
    assertThat(scene.get(row, "firn_order")).isNull();
    assertThat(scene.get(row, "firn_pointer")).isEqualTo("/rows/1");
    assertThat(scene.get(row, "firn_seq")).isEqualTo(7L);
    assertThat(scene.get(row, "firn_run_id")).isEqualTo("run1");
  }

  @Test
  void aRowNamesWhereItCameFrom() {
    ParseScene scene = ParseScene.ofColumns(project);

    Row row = scene.record("{\"id\": \"a\"}");

    assertThat(scene.get(row, ParsedColumns.REASON)).isNull();
    assertThat(scene.get(row, ParsedColumns.PLACE)).isNull();
    assertThat(scene.get(row, ParsedColumns.RECORD)).isNull();
    assertThat(scene.get(row, "firn_raw")).isEqualTo("raw/parsed/bodies/0.body");
    assertThat(scene.get(row, "firn_pointer")).isEqualTo("/rows/0");
  }

  @Test
  void aMissingKeyIsRejected() {
    ParseScene scene = ParseScene.ofColumns(project);

    assertThat(scene.refusal("{}")).isEqualTo("id is required and missing @ /rows/0/id");
    assertThat(scene.refusal("{\"id\": null}"))
        .isEqualTo("id is required and missing @ /rows/0/id");
  }

  @Test
  void aMissingMemberIsRejectedWithItsWholePlace() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: at, logicalType: object, transformSourceObjects: [/where/0], properties: [{name: x, logicalType: integer, required: true}]}");

    assertThat(scene.refusal("{\"id\": \"a\", \"where\": [{\"y\": 1}]}"))
        .isEqualTo("at: x is required and missing @ /rows/0/where/0/x");
  }

  @Test
  void whatIsNoObjectIsRejected() {
    ParseScene scene = ParseScene.ofColumns(project);

    assertThat(scene.refusal("5")).isEqualTo("expected an object, found 5 @ /rows/0");
    assertThat(scene.refusal("null")).isEqualTo("expected an object, found null @ /rows/0");
    assertThat(scene.refusal("[{\"id\": \"a\"}]"))
        .isEqualTo("expected an object, found [{\"id\":\"a\"}] @ /rows/0");
  }

  @Test
  void aWrongValueOfTheDocumentIsPlacedInTheDocument() {
    ParseScene scene =
        ParseScene.ofColumns(
            project,
            "{name: made, logicalType: integer, required: true, transformSourceObjects: ['#/meta/made']}");

    Row wrong = scene.parse("{\"meta\": {\"made\": \"x\"}, \"rows\": [{\"id\": \"a\"}]}").get(0);
    Row missing = scene.parse("{\"rows\": [{\"id\": \"a\"}], \"meta\": {}}").get(0);

    assertThat(scene.get(wrong, ParsedColumns.REASON))
        .isEqualTo("made: expected an integer, found \"x\"");
    assertThat(scene.get(wrong, ParsedColumns.PLACE)).isEqualTo("/meta/made");
    assertThat(scene.get(missing, ParsedColumns.REASON)).isEqualTo("made is required and missing");
    assertThat(scene.get(missing, ParsedColumns.PLACE)).isEqualTo("/meta/made");
  }

  @Test
  void unknownMembersAreRejectedWhereTheContractSaysSo() {
    for (String choice : new String[] {"reject", "stop"}) {
      ParseScene scene =
          new ParseScene(
              project, contract -> contract.columns(ParseScene.KEY).word("unknownFields", choice));

      assertThat(scene.refusal("{\"id\": \"a\", \"new\": {\"x\": 1}}"))
          .isEqualTo("no column takes {\"new\":{\"x\":1}} @ /rows/0");
      assertThat(scene.value("{\"id\": \"a\"}", ParsedColumns.REASON)).isNull();
    }
  }

  @Test
  void theOrderOfTheDocumentIsFoundBeforeAndAfterTheRecords() {
    ParseScene scene =
        new ParseScene(
            project,
            contract ->
                contract
                    .columns(ParseScene.KEY, "{name: rev, logicalType: integer}")
                    .order("#/meta/made", "/rev"));

    Row before =
        scene.parse("{\"meta\": {\"made\": 5}, \"rows\": [{\"id\": \"a\", \"rev\": 2}]}").get(0);
    Row after =
        scene.parse("{\"rows\": [{\"id\": \"a\", \"rev\": 2}], \"meta\": {\"made\": 5}}").get(0);
    Row later =
        scene.parse("{\"rows\": [{\"id\": \"a\", \"rev\": 10}], \"meta\": {\"made\": 5}}").get(0);
    Row none = scene.parse("{\"rows\": [{\"id\": \"a\"}]}").get(0);

    String order = (String) scene.get(before, "firn_order");
    assertThat(scene.get(after, "firn_order")).isEqualTo(order);
    assertThat((String) scene.get(later, "firn_order")).isGreaterThan(order);
    assertThat((String) scene.get(none, "firn_order")).isLessThan(order);
  }

  @Test
  void anOrderThatIsNoScalarRejects() {
    ParseScene scene =
        new ParseScene(project, contract -> contract.columns(ParseScene.KEY).order("#/meta"));

    Row row = scene.parse("{\"meta\": {\"made\": 5}, \"rows\": [{\"id\": \"a\"}]}").get(0);

    assertThat(scene.get(row, ParsedColumns.REASON))
        .isEqualTo("the contract orders records by #/meta, and that is no scalar");
  }

  @Test
  void aRecordMayBeAnArrayWhoseItemsAreTaken() {
    ParseScene scene =
        new ParseScene(
            project,
            contract ->
                contract.columns(
                    "{name: id, logicalType: string, primaryKey: true, required: true, transformSourceObjects: [/0]}",
                    "{name: n, logicalType: integer, transformSourceObjects: [/1]}"));

    assertThat(scene.value("[\"a\", 2]", "n")).isEqualTo(2);
    assertThat(scene.value("[\"a\", 2]", "firn_extra")).isNull();
    assertThat(scene.value("[\"a\", 2, 3.0]", "firn_extra")).isEqualTo("[\"a\",2,3.0]");
    assertThat(scene.refusal("[\"a\", \"x\"]"))
        .isEqualTo("n: expected an integer, found \"x\" @ /rows/0/1");
    assertThat(scene.refusal("[]")).isEqualTo("id is required and missing @ /rows/0/0");
    assertThat(scene.refusal("7")).isEqualTo("expected an object, found 7 @ /rows/0");
  }

  @Test
  void aRecordIsNoArrayWhereNamesAreTaken() {
    assertThat(ParseScene.ofColumns(project).refusal("[\"a\"]"))
        .isEqualTo("expected an object, found [\"a\"] @ /rows/0");
  }
}
