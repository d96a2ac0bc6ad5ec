package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People write to a branch of their own, in a session that knows nothing of Firn. */
@ExtendWith(SparkLake.Extension.class)
class AuditCommandTest {

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final String FIRST =
      "{\"rows\": [{\"id\": \"a\", \"v\": 1}, {\"id\": \"b\", \"v\": 2}]}";

  @TempDir private Path project;
  private final SparkLake lake;
  private final String table = "staged_" + NAMES.incrementAndGet();
  private CliOnSpark scene;

  AuditCommandTest(SparkLake lake) {
    this.lake = lake;
  }

  @BeforeEach
  void run() {
    scene = new CliOnSpark(lake, project, table);
    scene.answer(FIRST);
    assertThat(firn("run", "$t").exitCode()).isZero();
    sql("ALTER TABLE $t CREATE BRANCH fix");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void publishesWhatPassesItsAudit() {
    sql("UPDATE $t.branch_fix SET v = 3 WHERE id = 'a'");
    sql("INSERT INTO $t.branch_fix VALUES ('c', 5, NULL, '', 0, '', '', '', X'')");

    assertThat(firn("audit", "$t", "--branch", "fix"))
        .isEqualTo(
            said(
                """
                $t: branch fix passed its audit, main is untouched
                  rows       1 new, 1 changed, 0 deleted
                  checks     1 of 1 rules hold
                  run        RUN_by_hand
                  look       firn diff $t main fix --rows
                  next       firn publish $t --branch fix
                """));
    assertThat(rows("id, v")).containsExactly("[a,1]", "[b,2]");

    assertThat(firn("publish", "$t", "--branch", "fix"))
        .isEqualTo(
            said(
                """
                $t: run RUN_by_hand is published
                take back: firn rollback $t --to before:RUN_by_hand
                """));
    assertThat(rows("id, v")).containsExactly("[a,3]", "[b,2]", "[c,5]");
    assertThat(rows("id, firn_run_id LIKE '%\\_by\\_hand' AS by_hand, firn_seq, firn_pointer"))
        .containsExactly("[a,true,1,/rows/0]", "[b,false,1,/rows/1]", "[c,true,0,]");
    assertThat(sql("SELECT name FROM $t.refs ORDER BY name").toString())
        .as("theirs stays, Firn's is gone")
        .isEqualTo("[[fix], [main]]");
    assertThat(firn("publish", "$t", "--branch", "fix").out())
        .startsWith(text("$t: run RUN_by_hand is published already\n"));
    assertThat(firn("history", "$t").out())
        .contains("run RUN_by_hand  branch fix  +1 ~1  3 rows  [main]");
    assertThat(firn("diff", "$t", "--rows").out())
        .contains("rows by id: +1 ~1 -0", "~ id \"a\"  batch 1\n    v 1 -> 3\n", "+ id \"c\"  v 5");
  }

  @Test
  void runsGoOnAndKeepACorrectionUntilTheThirdPartySaysSomethingNew() {
    sql("UPDATE $t.branch_fix SET v = 3 WHERE id = 'a'");
    sql("INSERT INTO $t.branch_fix VALUES ('c', 5, NULL, '', 0, '', '', '', X'')");
    auditAndPublish();

    scene.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}, {\"id\": \"b\", \"v\": 4}]}");
    assertThat(firn("run", "$t").out()).contains("2 in = 0 new + 1 changed + 1 unchanged");
    assertThat(rows("id, v")).containsExactly("[a,3]", "[b,4]", "[c,5]");

    scene.answer("{\"rows\": [{\"id\": \"a\", \"v\": 7}, {\"id\": \"c\", \"v\": 8}]}");
    assertThat(firn("run", "$t").out()).contains("2 in = 0 new + 2 changed");
    assertThat(rows("id, v")).containsExactly("[a,7]", "[b,4]", "[c,8]");
  }

  @Test
  void aReplayMakesTheTableOfRawAlone() {
    sql("UPDATE $t.branch_fix SET v = 3 WHERE id = 'a'");
    sql("INSERT INTO $t.branch_fix VALUES ('c', 5, NULL, '', 0, '', '', '', X'')");
    sql("DELETE FROM $t.branch_fix WHERE id = 'b'");
    auditAndPublish();

    assertThat(firn("replay", "$t").exitCode()).isZero();

    assertThat(rows("id, v")).containsExactly("[a,1]", "[b,2]");
  }

  @Test
  void publishesDeletesAlone() {
    sql("DELETE FROM $t.branch_fix WHERE id = 'b'");

    assertThat(firn("audit", "$t", "--branch", "fix").out())
        .contains("0 new, 0 changed, 1 deleted", "1 of 1 rules hold");
    assertThat(firn("publish", "$t", "--branch", "fix").exitCode()).isZero();

    assertThat(rows("id, v")).containsExactly("[a,1]");
  }

  @Test
  void refusesWhatFailsItsAudit() {
    sql("UPDATE $t.branch_fix SET v = 300 WHERE id = 'a'");

    assertThat(firn("audit", "$t", "--branch", "fix"))
        .isEqualTo(
            new Said(
                3,
                text(
                    """
                    $t: branch fix FAILED its audit, main is untouched
                      rows       0 new, 1 changed, 0 deleted
                      checks     0 of 1 rules hold
                                 FAILED  ColumnValues "v" between -1 and 100 where "v is not null"
                                         holds for 0 % of the rows checked
                      look       firn diff $t main fix --rows
                      next       correct the branch, then firn audit $t --branch fix
                    """),
                ""));
    assertThat(firn("publish", "$t", "--branch", "fix"))
        .isEqualTo(
            new Said(
                2,
                "",
                text(
                    """
                    firn: branch fix of $t has not passed an audit as it is now
                    next: firn audit $t --branch fix
                    """)));
    scene.answer("{\"rows\": [{\"id\": \"z\", \"v\": 1}]}");
    assertThat(firn("run", "$t").exitCode()).as("the table is not held").isZero();
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    sql("INSERT INTO $t.branch_fix VALUES ('b', 5, NULL, '', 0, '', '', '', X'')");

    assertThat(firn("audit", "$t", "--branch", "fix"))
        .isEqualTo(
            new Said(
                3,
                "",
                text(
                    """
                    firn: branch fix has more than one row of a key: id b
                    next: correct the branch, then firn audit $t --branch fix
                    """)));
    assertThatThrownBy(
            () -> sql("INSERT INTO $t.branch_fix VALUES (NULL, 5, NULL, '', 0, '', '', '', X'')"))
        .as("a table with a key takes no row without one")
        .hasMessageContaining("id");
  }

  @Test
  @Tag("full")
  void refusesWhatMovedAfterItsAudit() {
    sql("UPDATE $t.branch_fix SET v = 3 WHERE id = 'a'");
    firn("audit", "$t", "--branch", "fix");
    sql("UPDATE $t.branch_fix SET v = 300 WHERE id = 'a'");

    assertThat(firn("publish", "$t", "--branch", "fix"))
        .isEqualTo(
            new Said(
                2,
                "",
                text(
                    """
                    firn: branch fix of $t has not passed an audit as it is now
                    next: firn audit $t --branch fix
                    """)));
    assertThat(rows("id, v")).containsExactly("[a,1]", "[b,2]");
  }

  @Test
  @Tag("full")
  void refusesWhatARunHasOvertaken() {
    sql("UPDATE $t.branch_fix SET v = 3 WHERE id = 'a'");
    firn("audit", "$t", "--branch", "fix");
    scene.answer("{\"rows\": [{\"id\": \"z\", \"v\": 1}]}");
    firn("run", "$t");

    Said overtaken =
        new Said(
            4,
            "",
            text(
                """
                firn: main of $t has moved since branch fix was cut from it, to snapshot SNAPSHOT
                next: cut another branch from main as it is, write to that one, then firn audit $t --branch OTHER
                """));
    assertThat(numberless(firn("publish", "$t", "--branch", "fix"))).isEqualTo(overtaken);
    assertThat(numberless(firn("audit", "$t", "--branch", "fix"))).isEqualTo(overtaken);
    assertThat(rows("id, v")).containsExactly("[a,1]", "[b,2]", "[z,1]");
  }

  @Test
  @Tag("full")
  void isTakenBackLikeARun() {
    sql("UPDATE $t.branch_fix SET v = 3 WHERE id = 'a'");
    auditAndPublish();
    String run = sql("SELECT firn_run_id FROM $t WHERE id = 'a'").get(0).getString(0);

    assertThat(firn("rollback", "$t", "--to", "before:" + run, "--yes").exitCode()).isZero();
    assertThat(rows("id, v")).containsExactly("[a,1]", "[b,2]");
    assertThat(firn("publish", "$t", "--branch", "fix").exitCode())
        .as("not by accident")
        .isEqualTo(2);
    scene.answer("{\"rows\": [{\"id\": \"z\", \"v\": 1}]}");
    assertThat(firn("run", "$t").exitCode()).isZero();
    assertThat(rows("id, v")).containsExactly("[a,1]", "[b,2]", "[z,1]");
  }

  @Test
  @Tag("full")
  void saysWhenSomebodyHasShownABranchWithoutIt() {
    sql("UPDATE $t.branch_fix SET v = 300 WHERE id = 'a'");
    sql("CALL firn.system.fast_forward('lake.$n', 'main', 'fix')");

    assertThat(numberless(firn("audit", "$t", "--branch", "fix")))
        .isEqualTo(
            new Said(
                2,
                "",
                text(
                    """
                    firn: main of $t shows branch fix already, and no audit has passed it: somebody moved main there outside Firn
                    next: firn rollback $t --to SNAPSHOT takes it from readers; then audit and publish it
                    """)));
    assertThat(firn("history", "$t").out()).contains("by spark, outside Firn");
  }

  @Test
  void saysWhenThereIsNothing() {
    assertThat(firn("audit", "$t", "--branch", "fix"))
        .isEqualTo(said("$t: branch fix holds what main shows, so there is nothing to audit\n"));
    assertThat(firn("audit", "$t", "--branch", "other").err())
        .isEqualTo(
            text(
                """
                firn: $t has no branch other; there are: fix
                next: in a Spark session of yours, ALTER TABLE $t CREATE BRANCH other cuts one from main
                """));
    assertThat(firn("audit", "$t", "--branch", "main").err())
        .startsWith("firn: main is what readers see, so it is too late to audit it\n");
    assertThat(firn("publish", "$t").err()).contains("name either a run or a --branch");
  }

  private void auditAndPublish() {
    assertThat(firn("audit", "$t", "--branch", "fix").exitCode()).isZero();
    assertThat(firn("publish", "$t", "--branch", "fix").exitCode()).isZero();
  }

  private Said firn(String... args) {
    return scene.firn(List.of(args).stream().map(this::text).toArray(String[]::new));
  }

  private Said said(String out) {
    return new Said(0, text(out), "");
  }

  private static Said numberless(Said said) {
    return new Said(
        said.exitCode(), said.out(), said.err().replaceAll("\\b\\d{16,19}\\b", "SNAPSHOT"));
  }

  private String text(String text) {
    return text.replace("$t", table);
  }

  private List<Row> sql(String statement) {
    return lake.sql(statement.replace("$t", "firn.lake." + table).replace("$n", table));
  }

  private List<String> rows(String columns) {
    return sql("SELECT %s FROM $t ORDER BY id".formatted(columns)).stream()
        .map(Row::toString)
        .toList();
  }
}
