package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A contract that changes, as people change it. */
@ExtendWith(SparkLake.Extension.class)
class PlanCommandTest {

  private final SparkLake lake;
  @TempDir private Path folder;

  PlanCommandTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void saysWhatAContractChangesAndDoesIt() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_plan")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1, \"w\": 7}, {\"id\": \"b\", \"v\": 2}]}");
      cli.firn("fetch");
      assertThat(cli.firn("plan").out())
          .isEqualTo("cli_plan: no table yet, the first run makes it\n");
      cli.firn("run", "--no-fetch");
      assertThat(cli.firn("plan").out()).isEqualTo("cli_plan: as its contract says\n");
      assertThat(cli.firn("apply").out()).isEqualTo("cli_plan: nothing to change\n");

      cli.property(
          "{name: w, logicalType: integer, physicalType: long, description: Weight in kg}");
      Said planned = cli.firn("plan");
      assertThat(planned.exitCode()).isZero();
      assertThat(planned.out())
          .isEqualTo(
              """
              cli_plan: differs from its contract
                + column w long
                    readers see it at once, null in the rows there are
                ~ rows: made anew from 1 batch, 60 bytes of raw
                    on a branch, audited and published like any run; new columns are filled
                    as far back as raw goes, rejected records are tried again, and rows go
                    whose records the contract rejects now

              to do it: firn apply cli_plan
              """);

      Said applied = cli.firn("apply");
      assertThat(applied.exitCode()).isZero();
      assertThat(applied.out())
          .startsWith(
              """
              cli_plan: changed
                + column w long
              cli_plan: published by run RUN
                batches    1
                records    2 in = 0 new + 1 changed + 1 unchanged + 0 superseded + 0 rejected
                checks     1 of 1 rules hold
              """);
      assertThat(lake.sql("SELECT id, w, firn_extra FROM firn.lake.cli_plan ORDER BY id"))
          .extracting(Object::toString)
          .containsExactly("[a,7,null]", "[b,null,null]");
      assertThat(cli.firn("plan").out()).isEqualTo("cli_plan: as its contract says\n");
    }
  }

  @Test
  void endsWithTwoWhereAContractCannotBeFollowed() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_stuck")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}]}");
      cli.firn("run");
      cli.contract(
          text ->
              text.replace(
                  "{name: v, logicalType: integer}",
                  "{name: v, logicalType: string, transformLogic: text}"));

      Said planned = cli.firn("plan", "--output", "json");
      assertThat(planned.exitCode()).isEqualTo(2);
      assertThat(planned.out())
          .isEqualTo(
              """
              {
                "tables" : [ {
                  "table" : "cli_stuck",
                  "exists" : true,
                  "changes" : [ ],
                  "problems" : [ {
                    "what" : "v is int in the table and string in the contract",
                    "notice" : "give the contract a new column beside it, with the same transformSourceObjects: firn apply fills it from raw"
                  } ],
                  "rows" : {
                    "batches" : 1,
                    "bytes" : 31
                  }
                } ]
              }
              """);
      Said run = cli.firn("run");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains(
              "table cli_stuck does not fit its contract any more: v is int in the table and string in the contract")
          .contains("firn plan cli_stuck");
      assertThat(cli.firn("apply").exitCode()).isEqualTo(2);
    }
  }

  @Test
  void aReplayThatFindsNothingCommitsNothing() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_replay")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}]}");
      cli.firn("run");

      assertThat(cli.firn("replay", "cli_replay").out())
          .startsWith(
              """
              cli_replay: nothing to change
                batches    1
                records    1 in = 0 new + 0 changed + 1 unchanged + 0 superseded + 0 rejected
              """);
    }
  }
}
