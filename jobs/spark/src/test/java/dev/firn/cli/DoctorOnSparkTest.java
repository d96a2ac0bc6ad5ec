package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.lake.Pointer;
import dev.firn.table.LakeTable;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import org.apache.iceberg.io.FileIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows with one sickness each, and a table that lost its metadata between two runs. */
@ExtendWith(SparkLake.Extension.class)
class DoctorOnSparkTest {

  private static final String ROWS =
      "{\"rows\": [{\"id\": \"a\", \"v\": 1}, {\"id\": \"b\", \"v\": 2}]}";

  @TempDir private Path folder;
  private final SparkLake lake;

  DoctorOnSparkTest(SparkLake lake) {
    this.lake = lake;
  }

  private static String deep(CliOnSpark cli, int exitCode) {
    Said said = cli.firn("doctor", "--deep");
    assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(exitCode);
    return said.out();
  }

  @Test
  void findsRowsThatAreNotWhatWasSent() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_doctor")) {
      cli.answer(ROWS);
      assertThat(cli.firn("run").exitCode()).isZero();
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 3}, {\"id\": \"c\"}]}");
      assertThat(cli.firn("run").exitCode()).isZero();
      assertThat(deep(cli, 0)).isEqualTo("cli_doctor: nothing to mend\n");

      lake.sql("DELETE FROM firn.lake.cli_doctor WHERE id = 'c'");

      assertThat(deep(cli, 6))
          .contains(
              """
                ERROR    definition: it is not what its raw log makes of it: a replay would bring +1 ~0 -0 rows
                         4 records of batches up to 2 were compared
                         next firn replay cli_doctor --review
                              firn replay cli_doctor
              """)
          .contains("  WARNING  foreign: somebody else than Firn changed rows of main");
      assertThat(cli.firn("replay", "cli_doctor").exitCode()).isZero();
      assertThat(deep(cli, 6)).doesNotContain("definition:").contains("  WARNING  foreign: ");
    }
  }

  @Test
  void findsKeysThatAreTwiceOrNull() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_doctor_keys")) {
      cli.answer(ROWS);
      assertThat(cli.firn("run").exitCode()).isZero();

      long before = new LakeTable(lake.lake(), "cli_doctor_keys").load().main().snapshotId();
      lake.sql(
          "INSERT INTO firn.lake.cli_doctor_keys SELECT * FROM firn.lake.cli_doctor_keys WHERE id = 'b'");

      assertThat(deep(cli, 6))
          .contains(
              """
                ERROR    keys: keys with more than one row: 1
                         such as {"id":"b"}
                         next firn rollback cli_doctor_keys --to SNAPSHOT --merge-again
              """);
      cli.firn("rollback", "cli_doctor_keys", "--to", Long.toString(before), "--merge-again");
      assertThat(deep(cli, 0)).isEqualTo("cli_doctor_keys: nothing to mend\n");
    }
  }

  @Test
  void findsVersionsThatOverlap() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_doctor_versions")) {
      cli.contract(
          text ->
              text.replace(
                  "{property: firn.records, value: '/rows'}",
                  "{property: firn.records, value: '/rows'}\n      - {property: firn.merge, value: scd2}"));
      cli.answer(ROWS);
      assertThat(cli.firn("run").exitCode()).isZero();
      assertThat(deep(cli, 0)).isEqualTo("cli_doctor_versions: nothing to mend\n");

      lake.sql(
          """
          INSERT INTO firn.lake.cli_doctor_versions
          SELECT * FROM firn.lake.cli_doctor_versions WHERE id = 'a'
          """);
      lake.sql(
          """
          INSERT INTO firn.lake.cli_doctor_versions
          SELECT id, v, firn_valid_from + INTERVAL 1 DAY, firn_valid_to, firn_extra, firn_run_id, firn_seq,
                 firn_raw, firn_pointer, firn_order, firn_hash
          FROM firn.lake.cli_doctor_versions WHERE id = 'b'
          """);

      assertThat(deep(cli, 6))
          .contains("  ERROR    keys: versions that begin when another of their key begins: 1\n")
          .contains("           such as {\"id\":\"a\",\"firn_valid_from\":")
          .contains(
              "  ERROR    keys: versions that last longer than until the next of their key: 1\n")
          .contains("           such as {\"id\":\"b\",\"firn_valid_from\":");
    }
  }

  /** The naive way ends with a table that nobody can load: pitfall 18. */
  @Test
  void runsGoOnAfterARepair() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_doctor_lost")) {
      cli.answer(ROWS);
      assertThat(cli.firn("run").exitCode()).isZero();
      cli.answer("{\"rows\": [{\"id\": \"c\", \"v\": 3}]}");
      assertThat(cli.firn("run").exitCode()).isZero();
      Pointer lost = lake.lake().pointers().find("cli_doctor_lost").orElseThrow();
      try (FileIO files = lake.lake().files()) {
        files.deleteFile(lost.metadata());
      }
      assertThat(cli.firn("run", "--no-fetch").exitCode()).isEqualTo(2);

      Said repaired = cli.firn("doctor", "cli_doctor_lost", "--repair");

      assertThat(repaired.exitCode()).isZero();
      assertThat(repaired.out())
          .contains("  main       snapshot SNAPSHOT, 2 rows, batches up to 1\n")
          .contains("  forgets    run RUN\n")
          .contains("  again      the next run merges what landed after batch 1\n");
      assertThat(cli.firn("status").out()).contains("cli_doctor_lost  BEHIND  2     1        2");
      Said again = cli.firn("run", "--no-fetch");
      assertThat(again.out())
          .contains("cli_doctor_lost: published by run RUN\n")
          .contains("  records    1 in = 1 new + 0 changed");
      assertThat(lake.sql("SELECT id, v FROM firn.lake.cli_doctor_lost ORDER BY id"))
          .extracting(Object::toString)
          .containsExactly("[a,1]", "[b,2]", "[c,3]");
      assertThat(deep(cli, 0)).isEqualTo("cli_doctor_lost: nothing to mend\n");
    }
  }
}
