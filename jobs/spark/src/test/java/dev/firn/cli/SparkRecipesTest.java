package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.table.LakeTable;
import dev.firn.table.TableState;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code sql/spark}: what each does, and what Firn does when it finds that. */
@ExtendWith(SparkLake.Extension.class)
class SparkRecipesTest {

  private static final Pattern COMMAND = Pattern.compile("firn ([a-z]+) TABLE");

  @TempDir private Path folder;
  private final SparkLake lake;
  private String table;
  private CliOnSpark cli;
  private SparkRecipes recipes;
  private long one;
  private long two;

  SparkRecipesTest(SparkLake lake) {
    this.lake = lake;
  }

  /** Two runs: {@code a = 1}, then {@code a = 2} and {@code b = 2}. */
  @BeforeEach
  void runTwice(TestInfo test) {
    table = "recipe_" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    cli = new CliOnSpark(lake, folder, table);
    recipes = new SparkRecipes(lake, table);
    if (test.getTags().contains("text")) {
      return;
    }
    one = answered("{\"id\": \"a\", \"v\": 1}");
    two = answered("{\"id\": \"a\", \"v\": 2}, {\"id\": \"b\", \"v\": 2}");
  }

  @AfterEach
  void close() {
    cli.close();
  }

  @ParameterizedTest
  @Tag("text")
  @MethodSource("dev.firn.cli.SparkRecipes#names")
  void saysWhatItDoesAndWithWhichCommandFirnDoesIt(String name) {
    String text = SparkRecipes.text(name);

    assertThat(text.lines().findFirst().orElseThrow()).matches("-- [A-Z].*[.]");
    assertThat(text)
        .contains(
            "\n-- SET table = lake.earthquakes;\n",
            "\n-- with Firn: firn ",
            "\n-- afterwards Firn ");
    Matcher commands = COMMAND.matcher(text);
    while (commands.find()) {
      assertThat(cli.firn(commands.group(1), "--help").exitCode()).as(commands.group()).isZero();
    }
  }

  @Test
  void look() {
    List<List<Row>> seen = recipes.run("look");

    assertThat(seen.get(0)).extracting(row -> row.getLong(1)).endsWith(one, two);
    assertThat(seen.get(1).get(2).getString(4))
        .isEqualTo(state().main().summary().get("firn.run-id"));
    assertThat(seen.get(1).get(2).getString(5)).isEqualTo("2");
    assertThat(seen.get(2))
        .singleElement()
        .satisfies(ref -> assertThat(ref.getString(1)).isEqualTo("main"));
    isFresh();
  }

  @Test
  void timeTravel() {
    recipes.with("tag", "now").run("tag");
    recipes.with("snapshot", one).with("time", "2100-01-01 00:00:00").with("ref", "now");

    assertThat(recipes.run("time_travel")).hasToString("[[[1]], [[2]], [[2]]]");
    isFresh();
  }

  @Test
  void rollbackToSnapshot() {
    recipes.with("snapshot", one).run("rollback_to_snapshot");

    assertThat(rows()).containsExactly("[a,1]");
    holdsTheTable(
        "main was moved back outside Firn, from snapshot %d to %d: the next run would merge again what was taken out"
            .formatted(two, one),
        "firn exclude %s 2 --reason \"…\"",
        "firn release %s");
    assertThat(cli.firn("rollback", table, "--to", Long.toString(two)).exitCode()).isZero();
    assertThat(rows()).containsExactly("[a,2]", "[b,2]");
    isFresh("z");
  }

  @Test
  void rollbackToTimestamp() {
    recipes
        .with(
            "time",
            lake.sql(
                    "SELECT committed_at FROM firn.lake.%s.snapshots WHERE snapshot_id = %d"
                        .formatted(table, two))
                .get(0)
                .get(0)
                .toString()
                .replace("T", " ")
                .replace("Z", ""))
        .run("rollback_to_timestamp");

    assertThat(state().main().snapshotId()).isEqualTo(one);
    holdsTheTable(
        "main was moved back outside Firn, from snapshot %d to %d: the next run would merge again what was taken out"
            .formatted(two, one),
        "firn exclude %s 2 --reason \"…\"",
        "firn release %s");
    assertThat(cli.firn("release", table).exitCode()).isZero();
    assertThat(cli.firn("run", table).exitCode()).isZero();
    assertThat(rows()).containsExactly("[a,2]", "[b,2]", "[z,9]");
  }

  @Test
  void setCurrentSnapshot() {
    assertThat(cli.firn("rollback", table, "--to", Long.toString(one), "--exclude", "2").exitCode())
        .isZero();
    recipes.with("snapshot", two).run("set_current_snapshot");

    assertThat(rows()).as("what was left out for good").containsExactly("[a,2]", "[b,2]");
    String run = state().main().summary().get("firn.run-id");
    holdsTheTable(
        "main was moved forward outside Firn, from snapshot %d to %d: it shows run %s, which Firn did not publish"
            .formatted(one, two, run),
        "firn rollback %s --to " + one,
        "firn release %s");
    assertThat(cli.firn("release", table).err())
        .contains(
            "batch 2 of %s is excluded, and in the table where main was moved to outside Firn"
                .formatted(table));
    assertThat(cli.firn("rollback", table, "--to", Long.toString(one)).exitCode()).isZero();
    assertThat(rows()).containsExactly("[a,1]");
    isFresh("z");
  }

  @Test
  void fastForwardToWhatFailedItsAudit() {
    cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 102}]}");
    assertThat(cli.firn("run", table).exitCode()).isEqualTo(3);
    String run = state().hold().orElseThrow().run();
    recipes.with("branch", "audit_" + run).run("fast_forward");

    assertThat(rows()).containsExactly("[a,102]", "[b,2]");
    holdsTheTable(
        "main was moved forward outside Firn, from snapshot %d to %d: it shows run %s, which Firn did not publish"
            .formatted(two, state().main().snapshotId(), run),
        "firn rollback %s --to " + two,
        "firn release %s");
    assertThat(cli.firn("release", table).exitCode()).isZero();
    isFresh("z");
    assertThat(cli.firn("history", table).out())
        .contains("accepted: main was moved forward to it outside Firn");
    answered("{\"id\": \"c\", \"v\": 3}");
    assertThat(rows()).containsExactly("[a,102]", "[b,2]", "[c,3]", "[z,9]");
  }

  @Test
  void fastForwardOfWhatIsAheadAlready() {
    assertThat(cli.firn("rollback", table, "--to", Long.toString(one), "--merge-again").exitCode())
        .isZero();
    answered("{\"id\": \"c\", \"v\": 3}");
    String left = new TreeSet<>(state().metadata().refs().keySet()).first();

    assertThatThrownBy(() -> recipes.with("branch", left).run("fast_forward"))
        .hasMessageContaining("main is not an ancestor of " + left);
    assertThat(rows()).hasSize(3);
    isFresh();
  }

  @Test
  void branch() {
    recipes.with("branch", "what_if").run("branch");

    assertThat(
            lake.sql(
                "SELECT count(*) FROM firn.lake.%s.branch_what_if WHERE firn_seq = 1"
                    .formatted(table)))
        .hasToString("[[0]]");
    assertThat(rows()).containsExactly("[a,2]", "[b,2]");
    answered("{\"id\": \"c\", \"v\": 3}");
    assertThat(state().metadata().refs()).containsOnlyKeys("main", "what_if");

    recipes.run("drop_branch");

    assertThat(state().metadata().refs()).containsOnlyKeys("main");
    isFresh();
  }

  @Test
  void dropBranchThatTheTableIsHeldFor() {
    cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 102}]}");
    assertThat(cli.firn("run", table).exitCode()).isEqualTo(3);
    String run = state().hold().orElseThrow().run();
    recipes.with("branch", "audit_" + run).run("drop_branch");

    Said publish = cli.firn("publish", table, run, "--accept", "why not");
    assertThat(publish.exitCode()).isNotZero();
    assertThat(cli.firn("run", table).exitCode()).isEqualTo(3);
    assertThat(cli.firn("exclude", table, "3", "--reason", "bad").exitCode()).isZero();
    isFresh();
    assertThat(rows()).containsExactly("[a,2]", "[b,2]");
  }

  @Test
  void tag() {
    recipes.with("tag", "report").run("tag");
    answered("{\"id\": \"c\", \"v\": 3}");
    assertThat(state().metadata().ref("report").snapshotId()).isEqualTo(two);

    assertThat(cli.firn("rollback", table, "--to", "report", "--merge-again").exitCode()).isZero();
    assertThat(rows()).containsExactly("[a,2]", "[b,2]");
    recipes.run("drop_tag");

    assertThat(state().metadata().ref("report")).isNull();
    isFresh();
  }

  /**
   * What main came from is kept for the recovery window, whatever the table says of other branches.
   */
  @Test
  void expireSnapshots() {
    recipes.with("branch", "what_if").run("branch");
    recipes.run("drop_branch");
    lake.sql(
        "ALTER TABLE firn.lake.%s SET TBLPROPERTIES ('history.expire.max-snapshot-age-ms' = '1')"
            .formatted(table));
    assertThat(state().metadata().snapshots()).hasSize(4);

    recipes.run("expire_snapshots");

    assertThat(state().metadata().snapshots()).hasSize(3);
    assertThat(state().ancestors(state().main())).hasSize(3);
    isFresh();
  }

  @Test
  void rewriteDataFiles() {
    recipes.run("rewrite_data_files");

    assertThat(rows()).containsExactly("[a,2]", "[b,2]");
    assertThat(cli.firn("history", table).out()).contains("by spark, outside Firn");
    isFresh();
    answered("{\"id\": \"b\", \"v\": 3}");
    assertThat(rows()).containsExactly("[a,2]", "[b,3]");
  }

  private long answered(String records) {
    cli.answer("{\"rows\": [" + records + "]}");
    assertThat(cli.firn("run", table).exitCode()).isZero();
    return state().main().snapshotId();
  }

  /** And the next run merges nothing. */
  private void holdsTheTable(String reason, String... next) {
    assertThat(state().hold().orElseThrow().reason()).isEqualTo(reason);
    List<String> before = rows();
    Said status = cli.firn("status", table);
    assertThat(status.out()).contains("HELD");
    for (String command : next) {
      assertThat(cli.firn("status", table, "--output", "json").out())
          .contains(
              command
                  .formatted(table)
                  .replace("\"", "\\\"")
                  .replaceAll("\\b\\d{16,19}\\b", "SNAPSHOT"));
    }
    cli.answer("{\"rows\": [{\"id\": \"z\", \"v\": 9}]}");
    assertThat(cli.firn("run", table).exitCode()).isEqualTo(3);
    assertThat(rows()).isEqualTo(before);
  }

  /** And the next run merges what waits, if something does. */
  private void isFresh(String... merged) {
    assertThat(state().hold()).isEmpty();
    assertThat(cli.firn("run", table).exitCode()).isZero();
    assertThat(
            lake.sql("SELECT id FROM firn.lake.%s".formatted(table)).stream()
                .map(row -> row.getString(0)))
        .containsAll(List.of(merged));
    assertThat(cli.firn("status", table).out()).containsAnyOf("FRESH", "LATE");
  }

  private List<String> rows() {
    return lake.sql("SELECT id, v FROM firn.lake.%s ORDER BY id".formatted(table)).stream()
        .map(Row::toString)
        .toList();
  }

  private TableState state() {
    return new LakeTable(lake.lake(), table).load();
  }
}
