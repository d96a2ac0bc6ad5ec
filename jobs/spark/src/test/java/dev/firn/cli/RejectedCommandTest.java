package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What became of records that do not fit, for who has to ask the third party about them. */
@ExtendWith(SparkLake.Extension.class)
class RejectedCommandTest {

  private final SparkLake lake;
  @TempDir private Path folder;

  RejectedCommandTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void listsCountsAndShowsTheBytes() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_unfit")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}]}");
      cli.firn("run");
      assertThat(cli.firn("rejected", "cli_unfit").out())
          .isEqualTo("cli_unfit: no rejected record\n");

      cli.answer(
          """
          {"rows": [
            {"id": "ångström", "v": "x"}, {"id": "b", "v": 2},
            {"id": "c", "v": 1.5}, {"v": 3}
          ]}
          """);
      cli.firn("run");
      assertThat(cli.firn("rejected", "cli_unfit").out())
          .isEqualTo(
              """
              cli_unfit: 3 rejected records in batch 2

              RECORDS  REASON
              2        v: expected an integer
              1        id is required and missing

              BATCH  PLACE       REASON                             RECORD
              2      /rows/0/v   v: expected an integer, found "x"  {"id":"ångström","v":"x"}
              2      /rows/2/v   v: expected an integer, found 1.5  {"id":"c","v":1.5}
              2      /rows/3/id  id is required and missing         {"v":3}

              the bytes: firn rejected cli_unfit --at '2:/rows/0/v'
              """);
      assertThat(cli.firn("rejected", "cli_unfit", "--reason", "required").out())
          .startsWith("cli_unfit: 1 rejected record in batch 2\n");
      assertThat(cli.firn("rejected", "cli_unfit", "--batch", "1").out())
          .isEqualTo("cli_unfit: no rejected record of that kind\n");

      Said bytes = cli.firn("rejected", "cli_unfit", "--at", "2:/rows/0/v");
      assertThat(bytes.out().replaceFirst("(?m)^batch 2, \\S+$", "batch 2, OBJECT"))
          .isEqualTo(
              """
              batch 2, OBJECT
              /rows/0/v, line 2, column 29, byte 39

                  {"id": "ångström", "v": "x"}, {"id": "b", "v": 2},
                                          ^
              """);
    }
  }

  @Test
  void saysWhatIsNoPlace() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_place")) {
      cli.answer("{\"rows\": [{\"id\": \"a\"}]}");
      cli.firn("run");

      Said nothing = cli.firn("rejected", "cli_place", "--at", "rows");
      assertThat(nothing.exitCode()).isEqualTo(2);
      assertThat(nothing.err())
          .contains("--at rows is no place")
          .contains("such as --at 5:/features/0");
      assertThat(cli.firn("rejected", "cli_place", "--at", "9:/rows/0").err())
          .contains("cli_place has no batch 9");
      assertThat(cli.firn("rejected", "cli_place", "--at", "1:/rows/7/v").out())
          .as("the nearest thing that there is")
          .contains("/rows, line 1, column 10, byte 9");
    }
  }
}
