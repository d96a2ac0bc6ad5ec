package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What merging has rejected, read without it. */
@ExtendWith(SparkLake.Extension.class)
class RejectedCommandTest {

  private static final String ITEMS = "{property: firn.records, value: '/rows'}";

  @TempDir private Path folder;
  private final SparkLake lake;

  RejectedCommandTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void explainsWhatARunHasRejectedUntilAContractTakesIt() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_refused")) {
      cli.answer(
          """
          {"rows": [
            {"id": "a", "v": 1},
            {"id": "b", "v": "2"},
            {"v": 3},
            {"id": "c", "v": 4.5},
            {"id": "d", "v": 4}, {"id": "d", "v": 5}
          ]}
          """);
      assertThat(cli.firn("run").out())
          .contains("5 rejected\n  rejected   firn rejected cli_refused\n");

      assertThat(cli.firn("rejected", "cli_refused").out())
          .isEqualTo(
              """
              cli_refused: 5 rejected records in 1 batch

              RECORDS  REASON
              2        another record of this response has the same key and order, and other content
              2        v: expected an integer, found …
              1        id is required and missing

              RECORDS  BATCH  RUN
              5        1      RUN

              AT            REASON                                    RECORD
              1:/rows/1/v   v: expected an integer, found "2"         {"id":"b","v":"2"}
              1:/rows/2/id  id is required and missing                {"v":3}
              1:/rows/3/v   v: expected an integer, found 4.5         {"id":"c","v":4.5}
              1:/rows/4     another record of this response has the…  {"id":"d","v":4}
              1:/rows/5     another record of this response has the…  {"id":"d","v":5}

                bytes      firn rejected cli_refused --at 1:/rows/1/v
                contract   schemas/cli_refused.odcs.yaml
                           if it is at fault, correct it; then firn apply cli_refused makes rows of them
              """);
      assertThat(cli.firn("rejected", "cli_refused", "--at", "1:/rows/1/v").out())
          .contains("  reason     v: expected an integer, found \"2\"\n")
          .endsWith(
              """

                1  {"rows": [
                2    {"id": "a", "v": 1},
                3    {"id": "b", "v": "2"},
                                      ^^^
                4    {"v": 3},
                5    {"id": "c", "v": 4.5},
              """);

      cli.contract(
          text ->
              text.replace(
                  "{name: v, logicalType: integer}",
                  "{name: v, logicalType: integer, transformLogic: parse}"));
      cli.firn("apply", "cli_refused");

      assertThat(cli.firn("rejected", "cli_refused").out())
          .startsWith("cli_refused: 4 rejected records in 1 batch\n")
          .doesNotContain("/rows/1/v");
    }
  }

  @Test
  void findsMembersOfAnObject() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_members")) {
      cli.contract(
          text ->
              text.replace(ITEMS, ITEMS + "\n      - {property: firn.recordsAre, value: members}"));
      cli.answer("{\"rows\": {\"x\": {\"id\": \"x\"}, \"a/b~\": {\"id\": \"y\", \"v\": true}}}");
      cli.firn("run");

      assertThat(cli.firn("rejected", "cli_members").out())
          .contains("  bytes      firn rejected cli_members --at '1:/rows/a~1b~0/v'\n");
      assertThat(cli.firn("rejected", "cli_members", "--at", "1:/rows/a~1b~0/v").out())
          .endsWith(
              """

                1  {"rows": {"x": {"id": "x"}, "a/b~": {"id": "y", "v": true}}}
                                                                        ^^^^
              """);
    }
  }

  @Test
  void findsLines() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_lines")) {
      cli.contract(text -> text.replace(ITEMS, "{property: firn.recordsAre, value: lines}"));
      cli.answer("{\"id\": \"a\"}\n{\"id\": \"b\", \"v\": 1}\n{\"id\": \"c\", \"v\": [1]}\n");
      cli.firn("run");

      assertThat(cli.firn("rejected", "cli_lines").out()).contains("\n1:/2/v  v: expected");
      assertThat(cli.firn("rejected", "cli_lines", "--at", "1:/2/v").out())
          .contains("  place      line 3, column 18, byte 49\n")
          .endsWith(
              """

                1  {"id": "a"}
                2  {"id": "b", "v": 1}
                3  {"id": "c", "v": [1]}
                                    ^
              """);
    }
  }
}
