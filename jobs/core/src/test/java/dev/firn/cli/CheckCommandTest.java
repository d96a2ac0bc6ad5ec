package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  @TempDir private Path folder;

  @Test
  void namesWhatIsFine() {
    try (CliScene scene = new CliScene(folder)) {
      assertThat(scene.firn("check"))
          .isEqualTo(
              new Said(
                  0, "schemas/quakes.odcs.yaml: table quakes, 1 columns, 0 rulesets: fine\n", ""));
      assertThat(scene.firn("check", "--output", "json"))
          .isEqualTo(
              new Said(
                  0,
                  """
                  {
                    "contracts" : [ {
                      "contract" : "quakes",
                      "file" : "schemas/quakes.odcs.yaml",
                      "tables" : [ "quakes" ]
                    } ]
                  }
                  """,
                  ""));
      assertThat(scene.lake()).doesNotExist();
    }
  }
}
