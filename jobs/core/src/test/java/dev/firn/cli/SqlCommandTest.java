package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import dev.firn.engine.AuditRequest;
import dev.firn.engine.Engine;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.QueryResult;
import dev.firn.engine.Rewritten;
import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiffRequest;
import dev.firn.engine.RuleOutcome;
import dev.firn.engine.StageRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How results are written; what Spark makes of queries is for the tests beside it. */
class SqlCommandTest {

  @TempDir private Path folder;

  /** Knows one answer. */
  private record Oracle(QueryResult answer) implements Engine {
    @Override
    public Proposal propose(MergeRequest request) {
      throw new AssertionError("asked to merge");
    }

    @Override
    public Proposal stage(StageRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<RuleOutcome> audit(AuditRequest request) {
      throw new AssertionError("asked to audit");
    }

    @Override
    public QueryResult query(String sql, int maxRows) {
      return answer;
    }

    @Override
    public RowDiff diff(RowDiffRequest request) {
      throw new AssertionError("asked to compare");
    }

    @Override
    public Rewritten rewrite(String table) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private Said sql(boolean truncated, List<List<String>> rows, String... options) {
    QueryResult answer =
        new QueryResult(List.of("id", "a,b"), List.of("string", "int"), rows, truncated);
    try (CliScene scene = new CliScene(folder, lake -> new Oracle(answer))) {
      scene.table("quakes");
      String[] args = Arrays.copyOf(new String[] {"sql", "SELECT"}, 2 + options.length);
      System.arraycopy(options, 0, args, 2, options.length);
      return scene.firn(args);
    }
  }

  @Test
  void aTableForPeople() {
    assertThat(sql(false, List.of(List.of("long enough", "1"), Arrays.asList("b", null))))
        .isEqualTo(
            new Said(
                0,
                """
                id           a,b
                long enough  1
                b            NULL
                (2 rows)
                """,
                ""));
  }

  @Test
  void oneLineARowWhateverTheThirdPartySends() {
    assertThat(sql(false, List.of(List.of("a\nb\u001b[2J", "1"))).out())
        .isEqualTo("id                 a,b\na\\u000ab\\u001b[2J  1\n(1 row)\n");
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    List<List<String>> rows =
        List.of(
            Arrays.asList("plain", null), List.of("", "say \"hi\""), List.of("two\nlines", "a,b"));

    assertThat(sql(false, rows, "--csv").out())
        .isEqualTo(
            "id,\"a,b\"\r\n"
                + "plain,\r\n"
                + "\"\",\"say \"\"hi\"\"\"\r\n"
                + "\"two\nlines\",\"a,b\"\r\n");
  }

  @Test
  void json() {
    assertThat(sql(true, List.of(Arrays.asList("x", null)), "--output", "json"))
        .isEqualTo(
            new Said(
                0,
                """
                {
                  "columns" : [ "id", "a,b" ],
                  "types" : [ "string", "int" ],
                  "rows" : [ [ "x", null ] ],
                  "truncated" : true
                }
                """,
                "only the first 1000 rows; --max-rows shows more\n"));
  }
}
