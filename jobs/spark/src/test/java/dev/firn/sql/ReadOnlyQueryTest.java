package dev.firn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.engine.QueryResult;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.AuditBranch;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.iceberg.HistoryEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code firn sql} shows. */
@ExtendWith(SparkLake.Extension.class)
class ReadOnlyQueryTest {

  private static final int MANY = 1_000;

  private final SparkLake lake;
  private final Feed feed;

  ReadOnlyQueryTest(SparkLake lake) {
    this.lake = lake;
    this.feed = ReadFeed.shared(lake);
  }

  @Test
  void rowsComeAsTextWithTheirTypesAndInTheirOrder() {
    QueryResult result = query("SELECT id, v FROM %s ORDER BY v DESC NULLS LAST", MANY);

    assertThat(result.columns()).containsExactly("id", "v");
    assertThat(result.types()).containsExactly("string", "int");
    assertThat(result.rows())
        .containsExactly(List.of("a", "2"), List.of("c", "1"), Arrays.asList("b", null));
    assertThat(result.truncated()).isFalse();
  }

  @Test
  void valuesLookAsInASparkShell() {
    QueryResult result =
        query(
            "SELECT NULL AS n, map('k', 1) AS m, array(1, NULL) AS l, named_struct('a', NULL, 'b', 'x') AS s,"
                + " X'01ff' AS h, DATE'2024-02-29' AS d, TIMESTAMP'2024-02-29 12:00:00.5' AS t, 1.50BD AS e,"
                + " true AS b, 1 AS twice, 2 AS twice",
            MANY);

    assertThat(result.columns())
        .containsExactly("n", "m", "l", "s", "h", "d", "t", "e", "b", "twice", "twice");
    assertThat(result.rows())
        .containsExactly(
            Arrays.asList(
                null,
                "{k -> 1}",
                "[1, null]",
                "{null, x}",
                "01FF",
                "2024-02-29",
                "2024-02-29 12:00:00.5",
                "1.50",
                "true",
                "1",
                "2"));
  }

  @Test
  void noMoreRowsThanAskedFor() {
    assertThat(query("SELECT id FROM %s ORDER BY id", 2).rows())
        .containsExactly(List.of("a"), List.of("b"));
    assertThat(query("SELECT id FROM %s", 2).truncated()).isTrue();
    assertThat(query("SELECT id FROM %s", 3).truncated()).isFalse();
    assertThat(query("SELECT id FROM %s", 0))
        .isEqualTo(new QueryResult(List.of("id"), List.of("string"), List.of(), true));
    assertThat(query("SELECT id FROM %s", Integer.MAX_VALUE).rows()).hasSize(3);
    assertThatThrownBy(() -> query("SELECT 1", -1))
        .isInstanceOf(FirnException.class)
        .hasMessage("cannot show -1 rows");
  }

  @Test
  void tablesAreReadAsTheyWereAtAPoint() {
    List<HistoryEntry> shown = feed.state().metadata().snapshotLog();
    long first = shown.get(shown.size() - 2).snapshotId();
    long millis = shown.get(shown.size() - 2).timestampMillis();

    assertThat(ids("VERSION AS OF " + first)).containsExactly("a=1", "b=null");
    assertThat(ids("TIMESTAMP AS OF timestamp_millis(%d)".formatted(millis)))
        .containsExactly("a=1", "b=null");
    assertThat(ids("VERSION AS OF 'main'")).containsExactly("a=2", "b=null", "c=1");
  }

  @Test
  void branchesAreReadByName() {
    feed.rows("{\"id\": \"z\", \"v\": 99}");
    String branch = AuditBranch.name(feed.run().runId());

    assertThat(ids("VERSION AS OF '%s'".formatted(branch))).contains("z=99");
    assertThat(ids("")).doesNotContain("z=99");
  }

  @Test
  void metadataIsReadToo() {
    assertThat(query("SELECT count(*) > 2 FROM lake.%s.snapshots", MANY).rows())
        .containsExactly(List.of("true"));
    assertThat(
            query("SELECT name FROM lake.%s.refs WHERE type = 'BRANCH' AND name = 'main'", MANY)
                .rows())
        .containsExactly(List.of("main"));
    assertThat(query("SELECT sum(record_count) FROM lake.%s.files WHERE content = 0", MANY).rows())
        .containsExactly(List.of("3"));
  }

  @Test
  void tablesAndColumnsAreListed() {
    assertThat(query("SHOW TABLES", MANY).rows())
        .contains(List.of("lake", feed.table(), "false"))
        .noneMatch(row -> row.get(2).equals("true"));
    assertThat(query("DESCRIBE %s", MANY).rows().subList(0, 2))
        .containsExactly(Arrays.asList("id", "string", null), Arrays.asList("v", "int", null));
    assertThat(query("DESCRIBE %s v", MANY).rows()).contains(List.of("col_name", "v"));
    assertThat(query("SHOW TBLPROPERTIES %s ('format-version')", MANY).rows())
        .containsExactly(List.of("format-version", "2"));
    assertThat(query("SHOW NAMESPACES", MANY).rows()).containsExactly(List.of("lake"));
    assertThat(query("EXPLAIN SELECT * FROM %s", MANY).rows().get(0).get(0)).contains("BatchScan");
  }

  @Test
  void withAndUnionsAndSubqueriesAreReads() {
    assertThat(
            query(
                    "WITH x AS (SELECT max(v) AS top FROM %1$s) SELECT id FROM %1$s WHERE v = (SELECT top FROM x) UNION ALL VALUES ('lit')",
                    MANY)
                .rows())
        .containsExactly(List.of("a"), List.of("lit"));
  }

  @Test
  void mistakesAreTheUsersAndOneLine() {
    mistake(
        "SELEC 1",
        "Spark does not understand this SQL: [PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'.(line 1, pos 0)");
    mistake(
        "",
        "Spark does not understand this SQL: [PARSE_SYNTAX_ERROR] Syntax error at or near end of input.(line 1, pos 0)");
    mistake(
        "SELECT 1; SELECT 2",
        "Spark does not understand this SQL: [PARSE_SYNTAX_ERROR] Syntax error at or near 'SELECT': extra input 'SELECT'.(line 1, pos 10)");
    mistake(
        "SELECT * FROM nope",
        "[TABLE_OR_VIEW_NOT_FOUND] The table or view `nope` cannot be found. Verify the spelling and correctness of the schema and catalog.");
    mistake("SELECT * FROM %s VERSION AS OF 12345", "Cannot find snapshot with ID 12345");
    mistake(
        "SELECT * FROM %s VERSION AS OF 'nope'",
        "Cannot find matching snapshot ID or reference name for version nope");
    mistake(
        "SELECT * FROM %s TIMESTAMP AS OF '2001-01-01'",
        "Cannot find a snapshot older than 2001-01-01T00:00:00+00:00");
    mistake(
        "SELECT element_at(array(1), 0)",
        "[INVALID_INDEX_OF_ZERO] The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).");
  }

  @Test
  void whatAQueryRaisesIsItsOwn() {
    mistake("SELECT raise_error('boom')", "boom");
    mistake("SELECT id, raise_error('boom ' || id) FROM %s WHERE id = 'a'", "boom a");
    mistake("SELECT assert_true(false)", "'false' is not true!");
  }

  private void mistake(String sql, String message) {
    assertThatThrownBy(() -> query(sql, MANY))
        .isInstanceOf(FirnException.class)
        .hasMessage(message)
        .extracting(e -> ((FirnException) e).fault())
        .isEqualTo(Fault.USAGE);
  }

  private List<String> ids(String version) {
    return query(
            "SELECT concat(id, '=', coalesce(string(v), 'null')) AS l FROM %s "
                + version
                + " ORDER BY l",
            MANY)
        .rows()
        .stream()
        .map(Collections::max)
        .toList();
  }

  private QueryResult query(String sql, int maxRows) {
    return lake.engine().query(sql.formatted(feed.table()), maxRows);
  }
}
