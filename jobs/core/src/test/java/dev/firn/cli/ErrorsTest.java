package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import dev.firn.engine.EngineProvider;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

  @TempDir private Path folder;

  private Said said(String... args) {
    return said(CliScene.NONE, args);
  }

  private Said said(EngineProvider engines, String... args) {
    try (CliScene scene = new CliScene(folder, engines)) {
      return scene.firn(args);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          histry               | there is no command histry                    | did you mean firn history? firn --help lists them all
          run --outpt json     | there is no option --outpt                    | did you mean --output? firn run --help lists them all
          run -x               | there is no option -x                         | firn run --help
          history a b          | one argument too many: b                      | firn history --help
          history              | missing: TABLE                                | firn history --help
          undo                 | no table is named                             | name tables, or write --all
          rollback             | missing: --to POINT                           | firn rollback --help
          exclude t 1          | missing: --reason TEXT                        | firn exclude --help
          status --output yaml | --output: expected text or json, and not 'yaml' | firn status --help
          status --output      | missing: --output FORMAT | firn status --help
          include t x          | BATCH: expected the number of a batch, and not 'x' | firn include --help
          include t 0          | BATCH: expected the number of a batch, and not '0' | firn include --help
          history t --limit -1 | --limit: expected a number from 1 to 999999999, and not '-1' | firn history --help
          sql q --csv --output=text --max-rows 0 | --max-rows: expected a number from 1 to 999999999, and not '0' | firn sql --help
          demo --hours many    | --hours: expected a number from 1 to 999999999, and not 'many' | firn demo --help
          help nosuch          | Unknown subcommand 'nosuch'.                  | firn --help
          status nosuch        | no contract has a table nosuch; there are: quakes | firn status lists them
          """)
  void aCommandThatCannotBeUnderstood(String typed, String message, String next) {
    assertThat(said(typed.split(" ")))
        .isEqualTo(new Said(2, "", "firn: %s%nnext: %s%n".formatted(message, next)));
  }

  @Test
  void aReasonHasToSaySomething() {
    assertThat(said("exclude", "quakes", "1", "--reason", " ").err())
        .startsWith("firn: --reason: expected a reason, and not ' '\n");
  }

  @Test
  void noCommandShowsThemAll() {
    Said said = said();

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .startsWith("Usage: firn [-hV] COMMAND\n")
        .endsWith("firn: which command?\nnext: firn --help\n");
  }

  @Test
  void inJsonItIsAnErrorObjectOnStdoutAndNothingElse() {
    Said expected =
        new Said(
            2,
            """
            {
              "error" : {
                "fault" : "USAGE",
                "exitCode" : 2,
                "message" : "there is no option --dry",
                "next" : "did you mean --dry-run? firn rollback --help lists them all"
              }
            }
            """,
            "");

    assertThat(said("rollback", "quakes", "--to", "r1", "--dry", "--output", "json"))
        .isEqualTo(expected);
    assertThat(said("rollback", "--output=JSON", "quakes", "--dry", "--to", "r1"))
        .isEqualTo(expected);
    assertThat(said("sql", "--csv", "--output", "json", "SELECT 1").out())
        .contains("\"message\" : \"--csv and --output json exclude each other\"");
    assertThat(said("demo", "--output", "json").out())
        .contains("\"message\" : \"the tour is for people and has no JSON\"");
  }

  @ParameterizedTest
  @CsvSource({
    "history quakes",
    "undo quakes",
    "release quakes",
    "include quakes 1",
    "rollback quakes --to r1",
    "exclude quakes 1 --reason bad",
    "publish quakes r1 --accept good",
    "sql SELECT"
  })
  void withoutALakeNothingIsLookedAtAndNothingMade(String typed) {
    assertThat(said(typed.split(" ")))
        .isEqualTo(
            new Said(
                2,
                "",
                """
                firn: there is no lake in PROJECT/lake
                next: firn run creates it; --lake names another
                """));
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void aFolderWithoutContracts() {
    assertThat(said("status", "--project", "nowhere").err())
        .matches("firn: there is no folder schemas in \\S+nowhere\nnext: .*--project\n");
  }

  @Test
  void aFailureOfFirnsOwnShowsNoStackTraceUnlessAskedFor() {
    EngineProvider broken =
        lake -> {
          throw new IllegalStateException("a wheel came off\nand rolled away");
        };
    try (CliScene scene = new CliScene(folder, broken)) {
      scene.table("quakes");

      assertThat(scene.firn("sql", "SELECT 1"))
          .isEqualTo(
              new Said(
                  1,
                  "",
                  """
                  firn: something went wrong inside Firn: a wheel came off
                  next: the same command with --verbose shows where
                  """));
      assertThat(scene.firn("sql", "SELECT 1", "--verbose").err())
          .startsWith("firn: something went wrong inside Firn: a wheel came off\n")
          .contains("java.lang.IllegalStateException: a wheel came off\n")
          .contains("\tat dev.firn.cli.ErrorsTest.");
    }
  }

  @Test
  void whoeverLosesARaceMayTryAgain() {
    EngineProvider beaten =
        lake -> {
          throw new CommitFailedException("Requirement failed: main has moved");
        };
    try (CliScene scene = new CliScene(folder, beaten)) {
      scene.table("quakes");

      assertThat(scene.firn("sql", "SELECT 1"))
          .isEqualTo(
              new Said(
                  4,
                  "",
                  """
                  firn: somebody else changed the lake at the same time
                  next: try the same command again
                  """));
    }
  }

  @Test
  void aBrokenInstallationSaysSoInBothForms() {
    EngineProvider broken =
        lake -> {
          throw new NoClassDefFoundError("org/apache/spark/sql/SparkSession");
        };
    try (CliScene scene = new CliScene(folder, broken)) {
      scene.table("quakes");

      assertThat(scene.firn("sql", "SELECT 1").err())
          .isEqualTo(
              """
              firn: Firn cannot go on: java.lang.NoClassDefFoundError: org/apache/spark/sql/SparkSession
              next: build it anew: ./mvnw -DskipTests clean package
              """);
      assertThat(scene.firn("sql", "SELECT 1", "--output", "json").out())
          .startsWith("{\n  \"error\" : {\n    \"fault\" : \"INTERNAL\",\n    \"exitCode\" : 1,\n");
    }
  }
}
