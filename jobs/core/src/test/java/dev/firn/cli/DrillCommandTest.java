package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of a drill; none of these gets as far as asking for Spark. */
class DrillCommandTest {

  @TempDir private Path project;

  /** With words for what differs from drill to drill. */
  private static String told(Said said) {
    return said.out()
        .replaceAll("\n {37}", " ") // Where lines break depends on the folder.
        .replaceAll("20260101t000000_[0-9a-z]{5}", "DRILL")
        .replaceAll("\\b\\d{16,19}\\b", "SNAPSHOT")
        .replaceAll("\\d+,\\d+ bytes", "N bytes")
        .replaceAll("file://\\S*/quakes/(data|metadata)/\\S+", "FILE");
  }

  @Test
  void aTableThatHasNotRunYetIsNothingToRehearseOn() {
    try (CliScene scene = new CliScene(project)) {
      scene.land("{\"rows\": []}");

      Said said = scene.firn("drill");

      assertThat(said.exitCode()).isZero();
      assertThat(said.err()).isEmpty();
      assertThat(told(said))
          .isEqualTo(
              """
              quakes: nothing to rehearse: no run has made the table yet
                next            firn run quakes
              """);
    }
  }

  @Test
  void saysWhatDoesNotHold() {
    try (CliScene scene = new CliScene(project)) {
      scene.land("{\"rows\": []}");
      scene.table("quakes").publish("r1", 1, 3);

      Said said = scene.firn("drill", "quakes", "--project", project.toString());

      assertThat(said.exitCode()).isEqualTo(3);
      assertThat(told(said))
          .isEqualTo(
              """
              quakes: drill DRILL: NOT EVERYTHING HOLDS
                STEP            SECONDS  RESULT    WHAT
                clone               0.0  ok        2 snapshots in N bytes of metadata; main is at SNAPSHOT, batches up to 1
                window              0.0  FAILED    a file is not there as written: FILE of snapshot SNAPSHOT
                bad run                  left out  the window failed
                rollback                 left out  the window failed
                comparison               left out  the window failed
                undo                     left out  the window failed
                rollback again           left out  the window failed
                replay                   left out  the window failed
                clean up            0.0  ok        nothing of the drill is left
                the window of P7D does not hold
                next            firn history quakes --project PROJECT
              """);
    }
  }

  @Test
  void isJsonForAnAlarm() {
    try (CliScene scene = new CliScene(project)) {
      scene.land("{\"rows\": []}");
      scene.table("quakes").publish("r1", 1, 3);

      Said said = scene.firn("drill", "--output", "json");

      assertThat(said.exitCode()).isEqualTo(3);
      assertThat(told(said))
          .contains("\"table\" : \"quakes\"", "\"outcome\" : \"BROKEN\"", "\"step\" : \"WINDOW\"")
          .contains("\"holds\" : false", "\"promised\" : \"P7D\"", "\"errors\" : [ ]");
    }
  }

  @Test
  void wantsALake() {
    try (CliScene scene = new CliScene(project)) {
      Said said = scene.firn("drill");

      assertThat(said.exitCode()).isEqualTo(2);
      assertThat(said.err()).startsWith("firn: there is no lake in PROJECT/lake");
    }
  }
}
