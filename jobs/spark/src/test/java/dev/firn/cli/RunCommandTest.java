package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkLake.Extension.class)
class RunCommandTest {

  @TempDir private Path folder;
  private final SparkLake lake;

  RunCommandTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void summarisesARunAndThenOneThatFindsNothingNew() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_run")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}, {\"id\": \"b\", \"w\": 2}, {\"v\": 3}]}");
      Said first = cli.firn("run");

      assertThat(first.out())
          .isEqualTo(
              """
              cli_run: published by run RUN
                landed     batch 1, HTTP 200, 62 bytes, content
                batches    1
                records    3 in = 2 new + 0 changed + 0 unchanged + 0 superseded + 1 rejected
                rejected   firn rejected cli_run
                extra      1 with members that no column takes, kept in firn_extra
                checks     1 of 1 rules hold
                files      1 written, 0 read, 0 skipped
                snapshot   SNAPSHOT -> SNAPSHOT
                seconds    0.0 (fetch 0.0, land 0.0, merge 0.0, audit 0.0, publish 0.0)
                take back  firn rollback cli_run --to before:RUN

              """);
      assertThat(first.exitCode()).isZero();
      assertThat(first.err().lines().filter(line -> !line.contains("so far")))
          .hasSize(5)
          .contains(
              "cli_run      fetch    200 OK (0.0 s)", "cli_run      land     batch 1 (0.0 s)");

      assertThat(cli.firn("run", "cli_run").out())
          .isEqualTo(
              """
              cli_run: nothing to change
                landed     batch 2, HTTP 200, 62 bytes, the same as before
                snapshot   SNAPSHOT (as before)
                seconds    0.0 (fetch 0.0, land 0.0)

              """);
    }
  }

  @Test
  void endsWithThreeWhenTheAuditFails() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_held")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}, {\"id\": \"b\", \"v\": 1000}]}");
      Said held = cli.firn("run");

      assertThat(held.exitCode()).isEqualTo(3);
      assertThat(held.out())
          .isEqualTo(
              """
              cli_held: HELD, main is untouched
                because    the audit of run RUN failed: ColumnValues "v" between -1 and 100 where "v is not null"
                landed     batch 1, HTTP 200, 55 bytes, content
                batches    1
                records    2 in = 2 new + 0 changed + 0 unchanged + 0 superseded + 0 rejected
                checks     0 of 1 rules hold
                           FAILED  ColumnValues "v" between -1 and 100 where "v is not null"
                                   holds for 50 % of the rows checked
                files      1 written, 0 read, 0 skipped
                snapshot   SNAPSHOT (as before)
                seconds    0.0 (fetch 0.0, land 0.0, merge 0.0, audit 0.0)
                decide     leave the batches out:  firn exclude cli_held 1 --reason "…"
                           show them all the same: firn publish cli_held RUN --accept "…"
                           merge them again:       firn release cli_held

              """);
    }
  }

  @Test
  void mergesWhatHasLandedWhenTheThirdPartyFails() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_waits")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}]}");
      cli.firn("fetch");
      cli.fail(403);
      Said said = cli.firn("run");

      assertThat(said.exitCode()).isEqualTo(5);
      assertThat(said.out())
          .startsWith("cli_waits: published by run RUN\n  batches    1\n")
          .contains("records    1 in = 1 new");
      assertThat(said.err()).contains("gave no usable answer: 403 Forbidden");

      Said again = cli.firn("run");
      assertThat(again.exitCode()).isEqualTo(5);
      assertThat(again.out()).isEmpty();
    }
  }

  @Test
  void hasAllOfItInJson() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_json")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}, {\"id\": \"b\", \"v\": 1000}]}");

      assertThat(cli.firn("run", "--output", "json").out())
          .isEqualTo(
              """
              {
                "tables" : [ {
                  "table" : "cli_json",
                  "runId" : "RUN",
                  "outcome" : "HELD",
                  "message" : "the audit of run RUN failed: ColumnValues \\"v\\" between -1 and 100 where \\"v is not null\\"",
                  "next" : [ "firn exclude cli_json 1 --reason \\"…\\"", "firn publish cli_json RUN --accept \\"…\\"", "firn release cli_json" ],
                  "landed" : {
                    "seq" : 1,
                    "kind" : "content",
                    "status" : 200,
                    "bytes" : 55,
                    "failedAttempts" : [ ]
                  },
                  "batches" : "1",
                  "merges" : 1,
                  "counts" : {
                    "records" : 2,
                    "added" : 2,
                    "changed" : 0,
                    "unchanged" : 0,
                    "superseded" : 0,
                    "rejected" : 0,
                    "inserted" : 2,
                    "updated" : 0,
                    "deleted" : 0
                  },
                  "withUnknownFields" : 0,
                  "checks" : [ {
                    "ruleset" : "few",
                    "rule" : "ColumnValues \\"v\\" between -1 and 100 where \\"v is not null\\"",
                    "blocking" : true,
                    "passed" : false,
                    "failureReason" : "Value: 0.5 does not meet the constraint requirement!"
                  } ],
                  "filesTouched" : 1,
                  "filesRead" : 0,
                  "filesSkipped" : 0,
                  "snapshotBefore" : "SNAPSHOT",
                  "snapshotAfter" : "SNAPSHOT",
                  "millis" : {
                    "fetch" : 0,
                    "land" : 0,
                    "merge" : 0,
                    "audit" : 0
                  },
                  "usage" : {
                    "seconds" : SECONDS,
                    "s3Reads" : REQUESTS,
                    "s3Writes" : REQUESTS,
                    "glueRequests" : REQUESTS
                  },
                  "contract" : "DIGEST",
                  "program" : "0.1.0",
                  "startedAt" : "2026-01-01T00:00:00Z"
                } ],
                "errors" : [ ]
              }
              """);
    }
  }
}
