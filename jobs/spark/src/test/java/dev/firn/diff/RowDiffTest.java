package dev.firn.diff;

import static dev.firn.diff.RowDiffScene.ID;
import static dev.firn.diff.RowDiffScene.V;
import static dev.firn.diff.RowDiffScene.lines;
import static dev.firn.diff.RowDiffScene.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiff.ColumnCount;
import dev.firn.table.Point;
import dev.firn.table.Rollback;
import dev.firn.testing.SparkLake;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of rows from one point to another. */
@ExtendWith(SparkLake.Extension.class)
class RowDiffTest {

  private final SparkLake lake;

  RowDiffTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void tellsAddedChangedAndDeletedRowsByTheirKey() {
    RowDiffScene scene = RowDiffScene.of(lake, one -> one.columns(ID, V).word("merge", "mirror"));
    long before = scene.run(row("a", 1), row("b", 1), row("c", 1));
    long after = scene.run(row("a", 1), row("b", 2), row("d", 1));

    RowDiff diff = scene.diff(before, after);

    assertThat(lines(diff)).containsExactly("~ b: v 1 -> 2", "- c: v 1", "+ d: v 1");
    assertThat(diff.key()).containsExactly("id");
    assertThat(List.of(diff.added(), diff.changed(), diff.deleted())).containsExactly(1L, 1L, 1L);
    assertThat(diff.columns()).containsExactly(new ColumnCount("v", 1));
    assertThat(diff.rows()).extracting(RowDiff.ChangedRow::batch).containsExactly(2L, null, 2L);
    assertThat(lines(scene.diff(after, before)))
        .as("the other way round")
        .containsExactly("~ b: v 2 -> 1", "+ c: v 1", "- d: v 1");
  }

  @Test
  void countsInHowManyRowsAColumnChanged() {
    RowDiffScene scene =
        RowDiffScene.of(lake, one -> one.columns(ID, V, "{name: w, logicalType: string}"));
    String row = "{\"id\": \"%s\", \"v\": %d, \"w\": \"%s\"}";
    long before =
        scene.run(
            row.formatted("a", 1, "x"), row.formatted("b", 1, "x"), row.formatted("c", 1, "x"));
    long after =
        scene.run(
            row.formatted("a", 1, "y"), row.formatted("b", 2, "y"), row.formatted("c", 1, "y"));

    RowDiff diff = scene.firstOf(before, after, 1);

    assertThat(diff.columns()).containsExactly(new ColumnCount("w", 3), new ColumnCount("v", 1));
    assertThat(diff.changed()).isEqualTo(3);
    assertThat(lines(diff)).containsExactly("~ a: w x -> y");
  }

  @Test
  void whatIsNotSentAndWhatIsNullAreTheSame() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long before = scene.run("{\"id\": \"a\", \"v\": null}", "{\"id\": \"b\", \"v\": null}");
    long after = scene.run("{\"id\": \"a\"}", row("b", 0), "{\"id\": \"c\"}");

    assertThat(lines(scene.diff(before, after))).containsExactly("~ b: v null -> 0", "+ c");
  }

  @Test
  void membersThatNoColumnTakesAreContent() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long before = scene.run(row("a", 1));
    long after = scene.run("{\"id\": \"a\", \"v\": 1, \"w\": 2}");

    assertThat(lines(scene.diff(before, after)))
        .containsExactly("~ a: firn_extra null -> {\"w\":2}");
  }

  @Test
  void aColumnThatHasComeIsEmptyBefore() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long before = scene.run(row("a", 1), row("b", 1));
    RowDiffScene grown = scene.under(one -> one.columns(ID, V, "{name: w, logicalType: integer}"));
    long after = grown.run("{\"id\": \"a\", \"v\": 1, \"w\": 2}", row("c", 1));

    assertThat(lines(grown.diff(before, after))).containsExactly("~ a: w null -> 2", "+ c: v 1");
    assertThat(lines(grown.diff(after, before)))
        .as("backwards it is gone from all rows, whether their files differ or not")
        .containsExactly("- c: v 1");
  }

  @Test
  void aColumnKeepsItsValuesWhenItIsRenamed() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long before = scene.run(row("a", 1), row("b", 1));
    scene.sql("ALTER TABLE $t RENAME COLUMN v TO w");
    long after = scene.sql("UPDATE $t SET w = 5 WHERE id = 'a'");

    RowDiff diff = scene.diff(before, after);

    assertThat(lines(diff)).containsExactly("~ a: w 1 -> 5");
    assertThat(lines(scene.diff(after, before))).containsExactly("~ a: v 5 -> 1");
  }

  @Test
  void aColumnOfTheSameNameIsAnotherOneWhenItWasDropped() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long before = scene.run(row("a", 1), row("b", 1), row("c", 1));
    scene.sql("ALTER TABLE $t DROP COLUMN v");
    scene.sql("ALTER TABLE $t ADD COLUMN v INT");
    scene.sql("DELETE FROM $t WHERE id = 'c'");
    long after = scene.sql("UPDATE $t SET v = 5 WHERE id = 'a'");

    assertThat(lines(scene.diff(before, after)))
        .containsExactly("~ a: v null -> 5", "- c: v_before 1");
  }

  @Test
  void aWiderTypeChangesNoValue() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long before = scene.run(row("a", 1), row("b", 1));
    scene.sql("ALTER TABLE $t ALTER COLUMN v TYPE BIGINT");
    long after = scene.sql("UPDATE $t SET v = 5000000000 WHERE id = 'a'");

    assertThat(lines(scene.diff(before, after))).containsExactly("~ a: v 1 -> 5000000000");
    assertThat(lines(scene.diff(after, before))).containsExactly("~ a: v 5000000000 -> 1");
  }

  @Test
  void nestedValuesAreJsonAndMapsHaveNoOrder() {
    RowDiffScene scene =
        RowDiffScene.of(
            lake,
            one ->
                one.columns(
                    ID,
                    "{name: at, logicalType: object, properties: [{name: lat, logicalType: number}, {name: raw, logicalType: string, physicalType: binary, transformLogic: base64}]}",
                    "{name: tags, logicalType: object, physicalType: map, properties: [{name: value, logicalType: integer}]}",
                    "{name: stops, logicalType: array, items: {logicalType: string}}"));
    String row =
        "{\"id\": \"%s\", \"at\": {\"lat\": %s, \"raw\": \"/w==\"}, \"tags\": %s, \"stops\": [%s]}";
    long before =
        scene.run(
            row.formatted("a", "1.5", "{\"x\": 1, \"y\": 2}", "\"p\""),
            row.formatted("b", "1.5", "{\"x\": 1}", "\"p\""),
            row.formatted("c", "1.5", "{}", "\"p\", \"q\""));
    scene.run(row.formatted("a", "1.5", "{\"y\": 2, \"x\": 1}", "\"p\""));
    long after =
        scene.run(
            row.formatted("b", "null", "{\"x\": 2}", "\"p\""),
            row.formatted("c", "1.5", "{}", "\"q\", \"p\""));

    assertThat(lines(scene.diff(before, after)))
        .containsExactly(
            "~ b: at {\"lat\":1.5,\"raw\":\"FF\"} -> {\"lat\":null,\"raw\":\"FF\"}, tags {\"x\":1} -> {\"x\":2}",
            "~ c: stops [\"p\",\"q\"] -> [\"q\",\"p\"]");
  }

  @Test
  void volatileColumnsAndFirnsOwnAreLeftAside() {
    RowDiffScene scene =
        RowDiffScene.of(
            lake,
            one ->
                one.columns(
                    ID,
                    V,
                    "{name: seen, logicalType: integer, customProperties: [{property: firn.volatile, value: true}]}"));
    String row = "{\"id\": \"%s\", \"v\": %d, \"seen\": %d}";
    long before = scene.run(row.formatted("a", 1, 1), row.formatted("b", 1, 1));
    scene.run(row.formatted("a", 2, 2));
    long after = scene.run(row.formatted("a", 1, 3), row.formatted("b", 2, 2));

    assertThat(lines(scene.diff(before, after))).containsExactly("~ b: v 1 -> 2");
    assertThat(scene.diffOfAllColumns(before, after).columns())
        .extracting(ColumnCount::column)
        .contains("seen", "firn_run_id", "firn_seq", "v");
  }

  @Test
  void whatARollbackTookOutAgainstWhatCameInstead() {
    RowDiffScene scene = RowDiffScene.of(lake);
    scene.run(row("a", 1), row("b", 1));
    long good = scene.main();
    long bad = scene.run(row("a", 9), row("x", 9));
    new Rollback(
            scene.feed.lakeTable(),
            new Point(Long.toString(good)),
            Duration.ofDays(7),
            SparkLake.CLOCK)
        .excluding(new TreeSet<>(List.of(2L)))
        .execute();
    long better = scene.run(row("a", 2), row("c", 1));

    assertThat(lines(scene.diff(bad, better)))
        .containsExactly("~ a: v 9 -> 2", "+ c: v 1", "- x: v 9");
  }

  @Test
  void versionsAreToldApartByWhenTheyBegan() {
    RowDiffScene scene =
        RowDiffScene.of(
            lake,
            one ->
                one.columns(
                        ID,
                        V,
                        "{name: at, logicalType: timestamp, physicalType: timestamptz, required: true, customProperties: [{property: firn.volatile, value: true}]}")
                    .word("merge", "scd2")
                    .word("validFrom", "at"));
    String row = "{\"id\": \"a\", \"v\": %d, \"at\": \"2026-01-01T%s:00Z\"}";
    long before = scene.run(row.formatted(1, "01:00"));
    long after = scene.run(row.formatted(2, "02:00"));

    RowDiff diff = scene.diff(before, after);

    assertThat(diff.key()).containsExactly("id", "firn_valid_from");
    assertThat(lines(diff))
        .containsExactly(
            "~ a 2026-01-01 01:00:00: firn_valid_to null -> 2026-01-01 02:00:00",
            "+ a 2026-01-01 02:00:00: v 2");
  }

  @Test
  void appendedRowsAreTheRecordsThatTheyAre() {
    RowDiffScene scene =
        RowDiffScene.of(
            lake, one -> one.columns("{name: v, logicalType: integer}").word("merge", "append"));
    long before = scene.run("{\"v\": 1}");
    long after = scene.run("{\"v\": 1}", "{\"v\": 2}");

    RowDiff diff = scene.diff(before, after);

    assertThat(diff.key()).containsExactly("firn_seq", "firn_raw", "firn_pointer");
    assertThat(diff.rows())
        .extracting(
            row -> row.key().get(0).after() + row.key().get(2).after() + row.cells().get(0).after())
        .containsExactly("2/rows/01", "2/rows/12");
    assertThat(diff.added()).isEqualTo(2);
    assertThat(diff.all()).isEqualTo(2);
  }

  @Test
  void aCompactionChangesNoRow() {
    RowDiffScene scene = RowDiffScene.of(lake);
    scene.run(row("a", 1));
    long before = scene.run(row("b", 1));
    long after = scene.call("rewrite_data_files");

    RowDiff diff = scene.diff(before, after);

    assertThat(diff.all()).isZero();
    assertThat(diff.filesRead()).isEqualTo(3);
  }

  @Test
  void aKeyThatOthersWroteTwiceIsPairedOneByOne() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long once = scene.run(row("a", 1));
    long twice = scene.sql("INSERT INTO $t SELECT * FROM $t");
    long after = scene.call("rewrite_data_files");

    assertThat(lines(scene.diff(once, twice))).containsExactly("+ a: v 1");
    assertThat(scene.diff(twice, after).all()).isZero();
  }

  @Test
  void deletesBesideFilesAreRead() {
    RowDiffScene scene = RowDiffScene.of(lake);
    scene.run(row("m", 1));
    long before = scene.run(row("a", 1), row("b", 1), row("c", 1));
    scene.sql(
        "ALTER TABLE $t SET TBLPROPERTIES ('write.delete.mode' = 'merge-on-read', 'write.update.mode' = 'merge-on-read')");
    long deleted = scene.sql("DELETE FROM $t WHERE id = 'a'");
    long updated = scene.sql("UPDATE $t SET v = 2 WHERE id = 'b'");
    assertThat(scene.feed.state().main().summary()).containsEntry("total-position-deletes", "2");

    RowDiff diff = scene.diff(before, deleted);

    assertThat(lines(diff)).containsExactly("- a: v 1");
    assertThat(List.of(diff.filesRead(), diff.filesSkipped()))
        .as("the file that has lost a row, and the one that has not")
        .containsExactly(1L, 1L);
    assertThat(lines(scene.diff(deleted, updated))).containsExactly("~ b: v 1 -> 2");
    assertThat(lines(scene.diff(before, updated))).containsExactly("- a: v 1", "~ b: v 1 -> 2");
    assertThat(lines(scene.diff(updated, before))).containsExactly("+ a: v 1", "~ b: v 2 -> 1");
  }

  @Test
  void readsTheFilesThatDifferAndNoOthers() throws Exception {
    RowDiffScene scene = RowDiffScene.of(lake);
    for (int i = 0; i < 6; i++) {
      scene.run(row("k" + i, 1));
    }
    long before = scene.main();
    long after = scene.run(row("k3", 2));
    try (var hidden = HiddenFiles.allBut(lake, scene.feed.table(), "k3")) {
      assertThat(hidden.count()).isEqualTo(5);

      RowDiff diff = scene.diff(before, after);

      assertThat(lines(diff)).containsExactly("~ k3: v 1 -> 2");
      assertThat(List.of(diff.filesRead(), diff.filesSkipped())).containsExactly(2L, 5L);
    }
  }

  @Test
  void partitionsAndSortingThatCameAndWentAreNothingToIt() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long before = scene.run(row("a", 1), row("b", 1));
    scene.sql("ALTER TABLE $t ADD COLUMN region STRING");
    scene.sql("ALTER TABLE $t ADD PARTITION FIELD region");
    scene.sql("ALTER TABLE $t WRITE ORDERED BY region");
    long after = scene.sql("UPDATE $t SET region = 'north' WHERE id = 'a'");

    assertThat(lines(scene.diff(before, after))).containsExactly("~ a: region null -> north");
    assertThat(lines(scene.diff(after, before))).isEmpty();
  }

  @Test
  void namesOfColumnsAreNothingToSql() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long before = scene.run(row("a", 1));
    scene.sql("ALTER TABLE $t ADD COLUMN `$e.l``ect $x` STRING");
    long after = scene.sql("UPDATE $t SET `$e.l``ect $x` = '$y' WHERE id = 'a'");

    assertThat(lines(scene.diff(before, after))).containsExactly("~ a: $e.l`ect $x null -> $y");
  }

  /** Spark's optimizer must not look at each combination of them. */
  @Test
  void manyColumnsAreComparedAsQuicklyAsFew() {
    String[] columns =
        IntStream.range(0, 60)
            .mapToObj(i -> i == 0 ? ID : "{name: v%d, logicalType: integer}".formatted(i))
            .toArray(String[]::new);
    RowDiffScene scene = RowDiffScene.of(lake, one -> one.columns(columns));
    long before = scene.run("{\"id\": \"a\", \"v1\": 1, \"v59\": 1}");
    long after = scene.run("{\"id\": \"a\", \"v1\": 1, \"v59\": 2}");

    assertThat(lines(scene.diff(before, after))).containsExactly("~ a: v59 1 -> 2");
  }

  @Test
  void manyRowsAreCountedAndTheFirstOnesShown() {
    RowDiffScene scene = RowDiffScene.of(lake);
    long before = scene.run(row("z", 1));
    long after =
        scene.run(
            IntStream.range(0, 500)
                .mapToObj(i -> row("k%03d".formatted(i), i))
                .toArray(String[]::new));

    RowDiff diff = scene.firstOf(before, after, 2);

    assertThat(diff.added()).isEqualTo(500);
    assertThat(lines(diff)).containsExactly("+ k000: v 0", "+ k001: v 1");
  }
}
