package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import dev.firn.table.Counts;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without rows; a scene's engine cannot even be opened. */
class DiffTest {

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
  void isOfMainsLastSnapshotUnlessToldOtherwise() {
    ScenesTable table = scene.table("quakes");
    names.snapshot("R1", table.publish("r1", 1, 5));
    names.snapshot(
        "R2", table.publish("r2", 3, new Counts(9, 1, 2, 3, 2, 1, 4), "0123456789ab", "0.2.0"));

    Said said = scene.firn("diff", "quakes");

    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(names.in(said.out()))
        .isEqualTo(
            """
            quakes: from snapshot R1 to R2, 1 snapshot later
              rows       5 -> 6
              brought    +1 ~2 -4 by 1 run
              batches    with 2-3
              applied    up to 1 -> up to 3
              schema     the same
              files      1 -> 2  +1 -0, 1 bytes added, 0 removed
              layout     unpartitioned
              contract   c0ffee -> 0123456
              firn       0.1.0 -> 0.2.0

            brought, newest first
              TIME  run r2  batch 2-3  +1 ~2 -4 !1 rejected  6 rows  new contract 0123456  firn 0.2.0  [main]

              rows       firn diff quakes R1 R2 --rows
            """);
  }

  @Test
  void isOfWhatWasRolledBackAndWhatCameInstead() {
    ScenesTable table = scene.table("quakes");
    names.snapshot("R1", table.publish("r1", 1, 5));
    names.snapshot("R2", table.publish("r2", 3, 2));
    scene.firn("rollback", "quakes", "--to", "r1", "--merge-again");
    names.snapshot("FOREIGN", table.foreignAppend());
    names.snapshot("R3", table.publish("r3", 4, 3));

    assertThat(names.in(scene.firn("diff", "quakes", "abandoned_r2").out()))
        .isEqualTo(
            """
            quakes: from snapshot R2 to R3, which parted at snapshot R1: 1 snapshot behind the one alone, 2 snapshots behind the other
              rows       7 -> 9
              taken out  +2 ~0 -0 by 1 run
              brought    +3 ~0 -0 by 1 run, and what 1 snapshot outside Firn did
              batches    with 4
              applied    up to 3 -> up to 4
              schema     the same
              files      2 -> 3  +2 -1, 2 bytes added, 1 removed
              layout     unpartitioned

            taken out, newest first
              TIME  run r2  batch 2-3  +2 ~0 !1 rejected  7 rows  rolled back  [abandoned_r2]

            brought, newest first
              TIME  run r3  batch 2-4  +3 ~0 !1 rejected  9 rows  [main]
              TIME  snapshot FOREIGN by spark, outside Firn  append  6 rows

              rows       firn diff quakes R2 R3 --rows
            """);
  }

  @Test
  void ofManySnapshotsShowsTheNewest() {
    ScenesTable table = scene.table("quakes");
    for (int run = 1; run <= 12; run++) {
      names.snapshot("R" + run + "_", table.publish("r" + run, run, 1));
    }

    assertThat(names.in(scene.firn("diff", "quakes", "r1", "main").out()))
        .contains("  brought    +11 ~0 -0 by 11 runs\n")
        .contains("  run r12  ", "  run r3  ")
        .doesNotContain("  run r2  ")
        .contains("  … 1 older: firn history quakes --from R2_\n");
  }

  @Test
  void ofAPointAndItselfThereIsNone() {
    ScenesTable table = scene.table("quakes");
    names.snapshot("R1", table.publish("r1", 1, 5));

    assertThat(names.in(scene.firn("diff", "quakes", "r1", "main").out()))
        .isEqualTo(
            """
            quakes: from snapshot R1 to R1, which is the same
              rows       5
              batches    the same
              applied    up to 1
              schema     the same
              files      1  +0 -0, 0 bytes added, 0 removed
              layout     unpartitioned
            """);
    assertThat(names.in(scene.firn("diff", "quakes", "r1", "main", "--rows").out()))
        .as("needs no engine")
        .endsWith("\nno row differs; 0 of 1 files read\n");
  }

  @Test
  void saysWhatTheNextCommandIsForThisProjectAndLake() {
    ScenesTable table = scene.table("quakes");
    table.publish("r1", 1, 5);

    assertThat(scene.firn("diff", "quakes", "--project", folder.toString()).out())
        .endsWith(" --rows --project PROJECT\n");
  }

  @Test
  void hasAllOfItInJson() {
    ScenesTable table = scene.table("quakes");
    names.snapshot("R1", table.publish("r1", 1, 5));
    names.snapshot("R2", table.hold("r2", 2, 3));

    assertThat(names.in(scene.firn("diff", "quakes", "main", "r2", "--output=json").out()))
        .isEqualTo(
            """
            {
              "table" : "quakes",
              "from" : {
                "snapshot" : "R1",
                "at" : "TIME",
                "run" : "r1",
                "rows" : 5,
                "files" : 1,
                "bytes" : 1,
                "through" : 1,
                "layout" : {
                  "unpartitioned" : 1
                },
                "contract" : "c0ffee",
                "program" : "0.1.0"
              },
              "to" : {
                "snapshot" : "R2",
                "at" : "TIME",
                "run" : "r2",
                "rows" : 8,
                "files" : 2,
                "bytes" : 2,
                "through" : 2,
                "layout" : {
                  "unpartitioned" : 2
                },
                "contract" : "c0ffee",
                "program" : "0.1.0"
              },
              "relation" : "DESCENDANT",
              "commonAncestor" : "R1",
              "left" : [ ],
              "entered" : [ {
                "snapshot" : "R2",
                "parent" : "R1",
                "at" : "TIME",
                "standing" : "HELD",
                "reason" : "the audit of run r2 failed: RowCount > 10",
                "run" : "r2",
                "writer" : "firn",
                "operation" : "append",
                "batches" : "2",
                "counts" : {
                  "records" : 4,
                  "added" : 3,
                  "changed" : 0,
                  "unchanged" : 0,
                  "superseded" : 0,
                  "rejected" : 1,
                  "inserted" : 3,
                  "updated" : 0,
                  "deleted" : 0
                },
                "rows" : 8,
                "refs" : [ "audit_r2" ],
                "contract" : "c0ffee",
                "program" : "0.1.0"
              } ],
              "rowsLeft" : {
                "runs" : 0,
                "inserted" : 0,
                "updated" : 0,
                "deleted" : 0,
                "foreign" : 0
              },
              "rowsEntered" : {
                "runs" : 1,
                "inserted" : 3,
                "updated" : 0,
                "deleted" : 0,
                "foreign" : 0
              },
              "batchesLeft" : [ ],
              "batchesEntered" : [ "2" ],
              "schema" : [ ],
              "files" : {
                "added" : 1,
                "addedBytes" : 1,
                "removed" : 0,
                "removedBytes" : 0
              },
              "deleteFiles" : {
                "added" : 0,
                "addedBytes" : 0,
                "removed" : 0,
                "removedBytes" : 0
              }
            }
            """);
  }

  @Test
  void ofAPointThatIsNoneIsAnError() {
    scene.table("quakes");

    Said said = scene.firn("diff", "quakes", "r1", "main");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .startsWith(
            "firn: there is no point 'r1': neither a run, a snapshot, a tag or branch, nor a time within the history\n");
  }

  @Test
  void ofATableThatIsNotThereIsAnError() {
    scene.table("quakes");

    assertThat(scene.firn("diff", "quaks"))
        .isEqualTo(
            new Said(
                2,
                "",
                """
                firn: there is no table quaks in the lake PROJECT/lake
                next: firn status lists what there is; a table comes from its contract with the first firn run
                """));
  }

  @Test
  void howToCompareRowsIsNothingToSayWithoutThem() {
    scene.table("quakes");

    Said said = scene.firn("diff", "quakes", "--limit", "3");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .startsWith("firn: --limit and --all-columns say how to compare --rows\n");
  }
}
