package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** exclude, include, release and publish, on a table that is held for run r2 and its batch 2. */
class DecisionsTest {

  @TempDir private Path folder;
  private CliScene scene;
  private ScenesTable table;

  @BeforeEach
  void open() {
    scene = new CliScene(folder);
    scene.land("{\"rows\": [{\"id\": \"a\"}]}");
    scene.land("{\"rows\": [{\"id\": \"b\"}]}");
    table = scene.table("quakes");
    table.publish("r1", 1, 5);
    table.hold("r2", 2, 1);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Said said(String out) {
    return new Said(0, out, "");
  }

  private static Said refused(int exitCode, String err) {
    return new Said(exitCode, "", err);
  }

  @Test
  void excludeSaysWhatItDid() {
    assertThat(scene.firn("exclude", "quakes", "2", "--reason", " metres for km "))
        .isEqualTo(said("quakes: batch 2 is excluded: metres for km\nnext: firn run quakes\n"));
    assertThat(scene.firn("status").out())
        .endsWith("\n\nquakes\n  excluded   batch 2: metres for km\n");
  }

  @Test
  void excludeInJson() {
    assertThat(scene.firn("exclude", "quakes", "2", "--reason", "bad", "--output", "json"))
        .isEqualTo(
            said(
                """
                {
                  "table" : "quakes",
                  "excluded" : [ 2 ],
                  "reason" : "bad"
                }
                """));
  }

  @Test
  void excludeRefusesWhatHasNoContentOfItsOwn() {
    scene.land("{\"rows\": [{\"id\": \"x\"}]}");
    scene.land("{\"rows\": [{\"id\": \"x\"}]}");
    scene.thirdParty.give(200, "<html>");
    scene.firn("fetch");
    assertThat(scene.firn("exclude", "quakes", "4", "--reason", "bad"))
        .isEqualTo(
            refused(
                2,
                """
                firn: batch 4 repeats batch 3 and shares its fate
                next: name batch 3 instead
                """));
    assertThat(scene.firn("rollback", "quakes", "--to", "r1", "--exclude", "4"))
        .isEqualTo(
            refused(
                2,
                """
                firn: quakes: batch 4 repeats batch 3 and shares its fate
                next: name batch 3 instead
                """));
    assertThat(scene.firn("exclude", "quakes", "5", "--reason", "bad"))
        .isEqualTo(refused(2, "firn: batch 5 cannot be read, so it is in no table anyway\n"));
  }

  @Test
  void excludeRefusesWhatIsInTheTableOrHasNotLanded() {
    assertThat(scene.firn("exclude", "quakes", "1", "--reason", "bad"))
        .isEqualTo(
            refused(
                2,
                """
                firn: batch 1 of quakes is in the table already
                next: firn rollback quakes --to before:RUN --exclude 1 takes it out; firn history quakes shows the runs
                """));
    assertThat(scene.firn("exclude", "quakes", "7", "--reason", "bad"))
        .isEqualTo(
            refused(
                2,
                """
                firn: feed quakes has no batch 7; its last one is 2
                next: firn history shows the batches of each run
                """));
  }

  @Test
  void includeTakesItBack() {
    scene.firn("exclude", "quakes", "2", "--reason", "bad");

    assertThat(scene.firn("include", "quakes", "2"))
        .isEqualTo(said("quakes: batch 2 is no longer excluded\nnext: firn run quakes\n"));
    assertThat(scene.firn("include", "quakes", "2").err())
        .startsWith("firn: batch 2 of quakes is not excluded");
  }

  @Test
  void includeInJson() {
    scene.firn("exclude", "quakes", "2", "--reason", "bad");

    assertThat(scene.firn("include", "quakes", "2", "--output", "json"))
        .isEqualTo(
            said(
                """
                {
                  "table" : "quakes",
                  "included" : [ 2 ]
                }
                """));
  }

  @Test
  void releaseEndsTheHoldOnce() {
    assertThat(scene.firn("release", "quakes"))
        .isEqualTo(said("quakes: the hold has ended\nnext: firn run quakes\n"));
    assertThat(scene.firn("release", "quakes")).isEqualTo(said("quakes: was not held\n"));
    assertThat(scene.firn("release", "quakes", "--output", "json"))
        .isEqualTo(
            said(
                """
                {
                  "table" : "quakes",
                  "wasHeld" : false
                }
                """));
  }

  @Test
  void publishAcceptsARunThatFailedItsAudit() {
    assertThat(scene.firn("publish", "quakes", "r2", "--accept", "a real swarm"))
        .isEqualTo(
            said(
                """
                quakes: run r2 is published, accepted because: a real swarm
                take back: firn rollback quakes --to before:r2
                """));
    assertThat(scene.firn("publish", "quakes", "r2", "--accept", "again"))
        .isEqualTo(
            said(
                """
                quakes: run r2 is published already
                take back: firn rollback quakes --to before:r2
                """));
    assertThat(scene.firn("status").out()).contains("FRESH");
  }

  @Test
  void publishInJson() {
    assertThat(scene.firn("publish", "quakes", "r2", "--accept", "yes", "--output", "json"))
        .isEqualTo(
            said(
                """
                {
                  "table" : "quakes",
                  "run" : "r2",
                  "already" : false,
                  "accepted" : "yes"
                }
                """));
    assertThat(scene.firn("publish", "quakes", "r2", "--accept", "yes", "--output", "json").out())
        .doesNotContain("accepted");
  }

  @Test
  void publishRefusesOtherRuns() {
    assertThat(scene.firn("publish", "quakes", "r9", "--accept", "yes"))
        .isEqualTo(
            refused(
                2,
                """
                firn: quakes is held, but not for run r9: the audit of run r2 failed: RowCount > 10
                next: firn status quakes
                """));
    scene.firn("release", "quakes");
    assertThat(scene.firn("publish", "quakes", "r2", "--accept", "yes"))
        .isEqualTo(
            refused(
                2,
                """
                firn: run r2 of quakes neither waits for review nor holds the table
                next: firn status quakes
                """));
  }

  @Test
  void publishRefusesARunThatWasRolledBack() {
    scene.firn("publish", "quakes", "r2", "--accept", "yes");
    scene.firn("rollback", "quakes", "--to", "r1");

    assertThat(scene.firn("publish", "quakes", "r2", "--accept", "yes"))
        .isEqualTo(
            refused(
                2,
                """
                firn: run r2 was rolled back, which is not changed by accepting it
                next: firn rollback quakes --to r2 goes there again
                """));
  }

  @Test
  void publishIsAConflictWhenMainHasMoved() {
    table.foreignAppend();

    assertThat(scene.firn("publish", "quakes", "r2", "--accept", "yes"))
        .isEqualTo(
            refused(
                4,
                """
                firn: main of quakes has moved since run r2 was merged
                next: firn release quakes, then firn run quakes: merges its batches on main as it is and audits them again
                """));
  }

  @Test
  void aRunOfAHeldTableEndsAtOnce() {
    Said said = scene.firn("run", "--no-fetch");

    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.err()).isEmpty();
    assertThat(new Names().snapshot("MAIN", table.main()).in(said.out()))
        .isEqualTo(
            """
            quakes: HELD, main is untouched
              because    the audit of run r2 failed: RowCount > 10
              snapshot   MAIN (as before)
              seconds    0.0 ()
              decide     leave the batches out:  firn exclude quakes 2 --reason "…"
                         show them all the same: firn publish quakes r2 --accept "…"
                         merge them again:       firn release quakes

            """);
  }
}
