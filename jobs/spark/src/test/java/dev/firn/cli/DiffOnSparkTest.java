package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.table.LakeTable;
import dev.firn.table.TableState;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What somebody on call wants to know: which rows a run that is held would change. */
@ExtendWith(SparkLake.Extension.class)
class DiffOnSparkTest {

  @TempDir private Path folder;
  private final SparkLake lake;

  DiffOnSparkTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void showsTheRowsOfARunThatIsHeld() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_diff")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}, {\"id\": \"b\", \"v\": 2}]}");
      assertThat(cli.firn("run").exitCode()).isZero();
      cli.answer(
          "{\"rows\": [{\"id\": \"a\", \"v\": 101}, {\"id\": \"b\", \"v\": 2}, {\"id\": \"c\"}]}");
      assertThat(cli.firn("run").exitCode()).isEqualTo(3);
      TableState state = new LakeTable(lake.lake(), "cli_diff").load();
      String run = state.hold().orElseThrow().run();

      Said said = cli.firn("diff", "cli_diff", "before:" + run, run, "--rows");

      assertThat(said.exitCode()).isZero();
      assertThat(said.err()).isEmpty();
      assertThat(filesAside(said))
          .startsWith("cli_diff: from snapshot SNAPSHOT to SNAPSHOT, 1 snapshot later\n")
          .contains("  rows       2 -> 3\n", "  brought    +1 ~1 -0 by 1 run\n")
          .contains("run RUN  batch 2  +1 ~1  3 rows  held: ")
          .endsWith(
              """

              rows by id: +1 ~1 -0; N of N files read

              COLUMN  CHANGED ROWS
              v       1

              ~ id "a"  batch 2
                  v 1 -> 101
              + id "c"  batch 2
              """);
      Said json =
          cli.firn("diff", "cli_diff", "main", run, "--rows", "--limit", "1", "--output", "json");
      assertThat(filesAside(json))
          .contains(
              """
                "rows" : {
                  "key" : [ "id" ],
                  "added" : 1,
                  "changed" : 1,
                  "deleted" : 0,
                  "columns" : [ {
                    "column" : "v",
                    "rows" : 1
                  } ],
                  "rows" : [ {
                    "kind" : "CHANGED",
                    "key" : [ {
                      "column" : "id",
                      "type" : "string",
                      "before" : "a",
                      "after" : "a"
                    } ],
                    "batch" : 2,
                    "run" : "RUN",
                    "cells" : [ {
                      "column" : "v",
                      "type" : "int",
                      "before" : "1",
                      "after" : "101"
                    } ]
                  } ],
                  "filesRead" : N,
                  "filesSkipped" : 0
                }
              }
              """);
    }
  }

  /** How many files a write makes depends on the machine. */
  private static String filesAside(Said said) {
    return said.out()
        .replaceAll("\\d+ of \\d+ files", "N of N files")
        .replaceAll("(\"filesRead\" : )\\d+", "$1N");
  }
}
