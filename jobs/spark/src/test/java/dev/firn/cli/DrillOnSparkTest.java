package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.testing.LakeContents;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A drill as a schedule runs it. */
@ExtendWith(SparkLake.Extension.class)
class DrillOnSparkTest {

  @TempDir private Path folder;
  private final SparkLake lake;

  DrillOnSparkTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void saysThatEverythingHolds() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_drill")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}, {\"id\": \"b\", \"v\": 2}]}");
      assertThat(cli.firn("run").exitCode()).isZero();
      Map<String, String> before = LakeContents.of(lake.lake());

      Said said = cli.firn("drill", "cli_drill", "--no-replay");

      assertThat(said.exitCode()).isZero();
      assertThat(told(said))
          .isEqualTo(
              """
              cli_drill: drill RUN: everything that was rehearsed holds
                STEP            SECONDS  RESULT    WHAT
                clone               0.0  ok        2 snapshots in N bytes of metadata; main is at SNAPSHOT, batches up to 1
                window              0.0  ok        main has shown 2 points since 2025-12-25T00:00:00Z, all with their lists and manifests; 1 of 1 files looked for, all there
                bad run             0.0  ok        batch 1 again with 2 of 2 records spoilt: the audit caught it (ColumnValues "v" between -1 and 100 where "v is not null"), and it was published as --accept does; it changed +0 ~2 -0 rows
                rollback            0.0  ok        SNAPSHOT -> SNAPSHOT: 2 rows, applied position 1, batch 2 excluded
                comparison          0.0  ok        no file, column or batch differs from before the bad run; readers count 2 rows; compared row by row, +0 ~2 -0 rows went back
                undo                0.0  ok        SNAPSHOT -> SNAPSHOT: 2 rows, as the bad run had shown them
                rollback again      0.0  ok        SNAPSHOT -> SNAPSHOT: no file, column or batch differs from before the bad run
                replay                   left out  --no-replay
                clean up            0.0  ok        nothing of the drill is left
                the window of P7D holds: 2 points, the oldest of TIME; each can be gone back to
              """);
      assertThat(LakeContents.of(lake.lake())).isEqualTo(before);
      assertThat(cli.firn("drill", "--output", "json").out())
          .contains("\"outcome\" : \"HOLDS\"", "\"step\" : \"REPLAY\",\n      \"result\" : \"OK\"");
    }
  }

  /** Where lines break depends on what is in them. */
  private static String told(Said said) {
    return said.out()
        .replaceAll("\\n {37}", " ")
        .replaceAll("\\d+,\\d+ bytes", "N bytes")
        .replaceAll("oldest of \\S+Z", "oldest of TIME");
  }
}
