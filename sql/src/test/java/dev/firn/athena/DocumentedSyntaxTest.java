package dev.firn.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ready queries keep to what Athena documents, whatever Trino takes beyond it. */
class DocumentedSyntaxTest {

  private static final Map<String, String> NAMES =
      Map.of(
          "table", "parcels",
          "columns", "\"parcel_id\", \"sent_at\"",
          "key", "\"parcel_id\", \"sent_at\"",
          "this_key", "\"parcel_id\" = ? AND \"sent_at\" = ?",
          "day", "\"sent_at\"",
          "from", "1",
          "to", "2",
          "snapshot", "3",
          "time", "2025-09-01 10:00:00");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ReadyQuery.FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void queriesKeepToIt(Path file) throws IOException {
    String sql = new ReadyQuery("any", Files.readString(file)).with(NAMES);

    assertThat(sql).as("places that nothing is said about").doesNotContain("${");
    assertThat(DocumentedSyntax.beyond(sql)).isEmpty();
  }

  /** Trino takes all of these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT * FROM t FOR VERSION AS OF 'audit_x'                       | time travel to 'audit_x'
          SELECT * FROM t FOR VERSION AS OF ?                               | time travel to ?
          SELECT * FROM t FOR TIMESTAMP AS OF ?                             | time travel to ?
          SELECT * FROM "t$properties"                                      | table t$properties
          SELECT * FROM TABLE(system.table_changes('s', 't', 1, 2))         | TableFunctionInvocation
          SELECT approx_set(a) FROM t                                       | function approx_set
          SELECT count(*) OVER () FROM t                                    | a window or a filter of count
          SELECT * FROM t FETCH FIRST 3 ROWS ONLY                           | FetchFirst
          SELECT * FROM t TABLESAMPLE BERNOULLI (10)                        | SampledRelation
          CALL system.rollback_to_snapshot('s', 't', 1)                     | Call
          """)
  void whatIsBeyondItIsNamed(String sql, String beyond) {
    assertThat(DocumentedSyntax.beyond(sql)).contains(beyond);
  }
}
