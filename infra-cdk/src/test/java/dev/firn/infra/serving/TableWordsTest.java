package dev.firn.infra.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.Contracts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ready queries are filled with, and which tables can be asked them. */
class TableWordsTest {

  private static final Path ROOT = Path.of(System.getProperty("firn.root"));
  private static final List<ReadyQuery> QUERIES = ReadyQuery.in(ROOT.resolve("sql/athena"));

  /** Of the feed that the queries are tested on. */
  private static TableWords words(String table) {
    return new Contracts(ROOT.resolve("sql/src/test/resources/project"))
        .readAll().get(0).tables().stream()
            .filter(one -> one.name().equals(table))
            .map(TableWords::of)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void aTableWithAKey() {
    assertThat(words("parcels").words())
        .containsEntry("table", "parcels")
        .containsEntry("key", "\"parcel_id\"")
        .containsEntry("this_key", "\"parcel_id\" = ?")
        .containsEntry("day", "\"sent_at\"")
        .hasEntrySatisfying(
            "columns",
            columns ->
                assertThat(columns)
                    .startsWith("\"parcel_id\", \"sent_at\", \"weight\", ")
                    .endsWith("\"fragility\"")
                    .doesNotContain("firn_"));
  }

  @Test
  void aTableWithVersions() {
    assertThat(words("fares").words())
        .isEqualTo(
            Map.of(
                "table", "fares",
                "columns", "\"route\", \"since\", \"price\", firn_valid_from, firn_valid_to",
                "key", "\"route\", firn_valid_from",
                "this_key", "\"route\" = ?"));
  }

  @Test
  void aTableWithoutAKey() {
    assertThat(words("scans").words()).containsOnlyKeys("table", "columns", "day");
  }

  @Test
  void eachTableIsAskedWhatItCanAnswer() {
    assertThat(suiting(TableWords.named("ops_runs")))
        .contains("freshness", "refs", "runs")
        .doesNotContain("current", "view", "origin_of_key");
    assertThat(suiting(words("parcels")))
        .contains("current", "changed_between", "origin_of_key", "rows_by_day", "view")
        .doesNotContain("current_versions", "history_of_key");
    assertThat(suiting(words("fares")))
        .contains("current_versions", "history_of_key")
        .doesNotContain("rows_by_day");
    assertThat(suiting(words("scans"))).doesNotContain("changed_between", "origin_of_key");
  }

  private static List<String> suiting(TableWords table) {
    return QUERIES.stream()
        .filter(query -> query.isOfATable() && query.suits(table))
        .map(ReadyQuery::name)
        .toList();
  }

  @Test
  void whatIsAboutTheLakeOrAnyTableIsPublishedOnce() {
    assertThat(QUERIES.stream().filter(query -> !query.isOfATable()).map(ReadyQuery::name))
        .containsExactly("as_of", "at_snapshot", "cost_by_table", "failed_checks");
  }

  @Test
  void whatPeoplePutInIsLeft() {
    ReadyQuery query =
        new ReadyQuery(
            "any",
            "of ${table}",
            "SELECT ${key} FROM ${table} FOR VERSION AS OF ${from} WHERE ${this_key}");

    assertThat(query.sqlFor(words("parcels")))
        .isEqualTo(
            "SELECT \"parcel_id\" FROM parcels FOR VERSION AS OF ${from} WHERE \"parcel_id\" = ?");
    assertThat(query.answersFor(words("parcels"))).isEqualTo("of parcels");
    assertThat(query.isUnfinished()).isTrue();
  }
}
