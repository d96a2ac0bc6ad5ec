package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What runs did, as tables that Firn merges by a contract of its own. */
@ExtendWith(SparkLake.Extension.class)
class OperationsTest {

  @TempDir private Path folder;
  private final SparkLake lake;

  OperationsTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void runsAndChecksAreTables() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "ops_source")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}, {\"v\": 2}]}");
      cli.firn("run");
      cli.firn("run");
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1000}]}");
      cli.firn("run");

      Said rolledUp = cli.firn("run", "ops_runs", "ops_checks");

      assertThat(rolledUp.exitCode()).as(rolledUp.out() + rolledUp.err()).isZero();
      assertThat(rolledUp.out())
          .contains("ops_runs: published by run RUN")
          .contains("ops_checks: published by run RUN")
          .doesNotContain("extra ");
      assertThat(
              query(
                  cli,
                  "SELECT outcome, landed, records, rows_new, records_rejected, merges FROM ops_runs"
                      + " WHERE table_name = 'ops_source' ORDER BY landed_seq"))
          .isEqualTo(
              """
              outcome,landed,records,rows_new,records_rejected,merges
              PUBLISHED,content,2,1,1,1
              UNCHANGED,repeat,,,,0
              HELD,content,1,0,0,1
              """);
      assertThat(
              query(
                  cli,
                  "SELECT passed, blocking, failure_reason IS NOT NULL AS told FROM ops_checks"
                      + " WHERE table_name = 'ops_source' ORDER BY passed"))
          .isEqualTo("passed,blocking,told\nfalse,true,true\ntrue,true,false\n");
    }
  }

  @Test
  void whatIsKnownIsNotMergedAgain() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "ops_again")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}]}");
      cli.firn("run");
      cli.firn("run", "ops_checks");
      String before = query(cli, "SELECT count(*) FROM ops_checks");

      assertThat(cli.firn("run", "ops_checks").exitCode()).isZero();
      assertThat(
              query(
                  cli,
                  "SELECT count(DISTINCT run_id, position) = count(*) AS once FROM ops_checks"))
          .isEqualTo("once\ntrue\n");
      assertThat(query(cli, "SELECT count(*) FROM ops_checks")).isNotEqualTo(before);
    }
  }

  private static String query(CliOnSpark cli, String sql) {
    Said said = cli.firn("sql", "--csv", sql);
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said.out().replace("\r\n", "\n");
  }
}
