package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import dev.firn.table.Counts;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  @TempDir private Path folder;
  private CliScene scene;
  private Names names;

  @BeforeEach
  void open() {
    scene = new CliScene(folder);
    names = new Names();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void drawsRunsBranchesTagsAndForeignWriters() {
    ScenesTable table = scene.table("quakes");
    long first = table.publish("r1", 1, 5);
    table.tag("month-end", first);
    table.publish("r2", 3, 2);
    scene.firn("rollback", "quakes", "--to", "r1", "--merge-again");
    names.snapshot("FOREIGN", table.foreignAppend());
    table.publish("r3", 3, 3);
    table.hold("r4", 4, 1);

    Said said = scene.firn("history", "quakes");

    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(names.in(said.out()))
        .isEqualTo(
            """
            ! TIME  run r4  batch 4  +1 ~0 !1 rejected  10 rows  held: the audit of run r4 failed: RowCount > 10  [audit_r4]
            * TIME  run r3  batch 2-3  +3 ~0 !1 rejected  9 rows  [main]
            * TIME  snapshot FOREIGN by spark, outside Firn  append  6 rows
            │ x TIME  run r2  batch 2-3  +2 ~0 !1 rejected  7 rows  rolled back  [abandoned_r2]
            ├─┘
            * TIME  run r1  batch 1  +5 ~0 !1 rejected  5 rows  [tag month-end]
            * TIME  snapshot SNAPSHOT  table created  0 rows
            """);
  }

  @Test
  void showsTheNewestAndSaysHowManyItLeavesOut() {
    ScenesTable table = scene.table("quakes");
    table.publish("r1", 1, 5);
    table.publish("r2", 2, 2);

    assertThat(names.in(scene.firn("history", "quakes", "--limit", "1").out()))
        .isEqualTo(
            """
            * TIME  run r2  batch 2  +2 ~0 !1 rejected  7 rows  [main]
            … 2 older: firn history quakes --from SNAPSHOT --limit 1
            """);
  }

  @Test
  void goesOnWhereItStoppedAndKeepsItsLanes() {
    ScenesTable table = scene.table("quakes");
    names.snapshot("R1", table.publish("r1", 1, 5));
    table.publish("r2", 3, 2);
    scene.firn("rollback", "quakes", "--to", "r1", "--merge-again");
    table.foreignAppend();
    table.publish("r3", 3, 3);

    assertThat(names.in(scene.firn("history", "quakes", "--from", "r2").out()))
        .isEqualTo(
            """
            … 2 newer
            │ x TIME  run r2  batch 2-3  +2 ~0 !1 rejected  7 rows  rolled back  [abandoned_r2]
            ├─┘
            * TIME  run r1  batch 1  +5 ~0 !1 rejected  5 rows
            * TIME  snapshot SNAPSHOT  table created  0 rows
            """);
    assertThat(names.in(scene.firn("history", "quakes", "--from", "r2", "--limit", "1").out()))
        .isEqualTo(
            """
            … 2 newer
            │ x TIME  run r2  batch 2-3  +2 ~0 !1 rejected  7 rows  rolled back  [abandoned_r2]
            … 2 older: firn history quakes --from R1 --limit 1
            """);
  }

  @Test
  void saysWhatWasDeletedAndByWhichContractAndProgram() {
    ScenesTable table = scene.table("quakes");
    table.publish("r1", 1, 5);
    table.publish("r2", 2, new Counts(9, 1, 2, 3, 2, 1, 4), "0123456789abcdef", "0.1.0");
    table.publish("r3", 3, new Counts(1, 1, 0, 0, 0, 0), "0123456789abcdef", "0.2.0");

    assertThat(names.in(scene.firn("history", "quakes").out()))
        .isEqualTo(
            """
            * TIME  run r3  batch 3  +1 ~0  7 rows  firn 0.2.0  [main]
            * TIME  run r2  batch 2  +1 ~2 -4 !1 rejected  6 rows  new contract 0123456
            * TIME  run r1  batch 1  +5 ~0 !1 rejected  5 rows
            * TIME  snapshot SNAPSHOT  table created  0 rows
            """);
  }

  @Test
  void saysWhyARunWasRolledBackAndShowsNoEscapes() {
    ScenesTable table = scene.table("quakes");
    table.publish("r1", 1, 5);
    table.publish("r2", 2, 2);
    scene.firn(
        "rollback", "quakes", "--to", "r1", "--merge-again", "--reason", "metres \u001b[31mfor km");

    assertThat(names.in(scene.firn("history", "quakes", "--limit", "1").out()))
        .startsWith(
            "x TIME  run r2  batch 2  +2 ~0 !1 rejected  7 rows  rolled back: metres \\u001b[31mfor km  [abandoned_r2]\n");
  }

  @Test
  void ofAPointThatIsNoneIsAnError() {
    scene.table("quakes");

    assertThat(scene.firn("history", "quakes", "--from", "nothing"))
        .returns(2, Said::exitCode)
        .returns("", Said::out);
  }

  @Test
  void hasAllOfItInJson() {
    ScenesTable table = scene.table("quakes");
    names.snapshot("CREATED", table.main());
    names.snapshot("R1", table.publish("r1", 1, 5));
    names.snapshot("FOREIGN", table.foreignAppend());

    assertThat(names.in(scene.firn("history", "quakes", "--limit", "2", "--output=json").out()))
        .isEqualTo(
            """
            {
              "table" : "quakes",
              "newer" : 0,
              "snapshots" : [ {
                "snapshot" : "FOREIGN",
                "parent" : "R1",
                "at" : "TIME",
                "standing" : "PUBLISHED",
                "writer" : "spark",
                "operation" : "append",
                "rows" : 6,
                "refs" : [ "main" ]
              }, {
                "snapshot" : "R1",
                "parent" : "CREATED",
                "at" : "TIME",
                "standing" : "PUBLISHED",
                "run" : "r1",
                "writer" : "firn",
                "operation" : "append",
                "batches" : "1",
                "counts" : {
                  "records" : 6,
                  "added" : 5,
                  "changed" : 0,
                  "unchanged" : 0,
                  "superseded" : 0,
                  "rejected" : 1,
                  "inserted" : 5,
                  "updated" : 0,
                  "deleted" : 0
                },
                "rows" : 5,
                "refs" : [ ],
                "contract" : "c0ffee",
                "program" : "0.1.0"
              } ],
              "omitted" : 1
            }
            """);
  }

  @Test
  void hasAllSnapshotsInJsonUnlessAskedForFewer() {
    ScenesTable table = scene.table("quakes");
    for (int run = 1; run <= 21; run++) {
      table.publish("r" + run, run, 1);
    }

    assertThat(scene.firn("history", "quakes", "--output=json").out())
        .contains("\"omitted\" : 0")
        .contains("\"run\" : \"r1\"");
    assertThat(scene.firn("history", "quakes").out()).contains("… 2 older");
  }

  @Test
  void ofATableThatIsNotThereIsAnError() {
    scene.table("quakes");

    assertThat(scene.firn("history", "quaks"))
        .isEqualTo(
            new Said(
                2,
                "",
                """
                firn: there is no table quaks in the lake PROJECT/lake
                next: firn status lists what there is; a table comes from its contract with the first firn run
                """));
  }
}
