package dev.firn.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What ready queries answer on Athena's engine, of tables that Firn wrote and rolled back. */
@Tag("full")
@ExtendWith(ParcelLake.Extension.class)
class ReadyQueriesTest {

  private final ParcelLake lake;

  ReadyQueriesTest(ParcelLake lake) {
    this.lake = lake;
  }

  @Test
  void currentRowsAreThoseOfMain() {
    assertThat(lake.beforeRollback("current").lines("parcel_id", "weight", "piece_count", "note"))
        .containsExactlyInAnyOrder(
            "a|1.500|2|null",
            "b|0.001|3000000000|bell is broken",
            "d|-5.000|null|null",
            "e|null|null|null",
            "f|999.999|null|null",
            "h|7.000|1|null",
            "i|8.000|null|null");
    assertThat(lake.ask("current", "parcels").lines("parcel_id", "weight", "piece_count", "note"))
        .containsExactlyInAnyOrder(
            "a|1.500|2|null",
            "b|0.001|3000000000|bell is broken",
            "d|3.500|null|null",
            "e|null|null|null",
            "f|999.999|null|null",
            "h|7.000|1|null");
  }

  @Test
  void aTimeShowsWhatReadersSawThen() {
    Answer wrong = lake.ask("as_of", "parcels", Map.of("time", lake.time("wrong")));
    Answer right = lake.ask("as_of", "parcels", Map.of("time", lake.time("right")));

    assertThat(wrong.column("parcel_id")).hasSize(7).contains("i");
    assertThat(right.column("parcel_id")).hasSize(6).doesNotContain("i");
  }

  @Test
  void aTimeBeforeATableIsRefused() {
    assertThatThrownBy(() -> lake.ask("yesterday", "parcels"))
        .hasMessageStartingWith(
            "INVALID_ARGUMENTS: No version history table \"%s\".parcels at or before "
                .formatted(lake.firn().database()));
  }

  @Test
  void aRunsSnapshotShowsTheTableOfThen() {
    Answer run = lake.ask("snapshot_of_run", "parcels", text(lake.run("parcels", 2)));
    Answer then = lake.ask("at_snapshot", "parcels", snapshot(run.only("snapshot_id")));
    Answer before = lake.ask("at_snapshot", "parcels", snapshot(run.only("snapshot_before")));

    assertThat(run.only("in_main")).isEqualTo(true);
    assertThat(then.columns()).contains("pieces").doesNotContain("piece_count", "note");
    assertThat(then.lines("parcel_id", "weight"))
        .containsExactlyInAnyOrder(
            "a|1.500", "b|0.001", "d|3.500", "e|null", "f|999.999", "h|7.000");
    assertThat(before.lines("parcel_id", "weight"))
        .containsExactlyInAnyOrder(
            "a|1.250", "b|0.001", "c|12.000", "d|3.500", "e|null", "f|999.999");
    assertThat(lake.ask("snapshot_of_run", "parcels", text(lake.run("parcels", 4))).only("in_main"))
        .as("the run that was rolled back")
        .isEqualTo(false);
  }

  private static Map<String, String> snapshot(Object id) {
    return Map.of("snapshot", id.toString());
  }

  private static String text(String value) {
    return "'" + value + "'";
  }

  @Test
  void whatARunChangedIsWhatItsSnapshotsDifferIn() {
    Answer run = lake.ask("snapshot_of_run", "parcels", text(lake.run("parcels", 2)));
    Map<String, String> points =
        Map.of(
            "from", run.only("snapshot_before").toString(),
            "to", run.only("snapshot_id").toString());
    String first = lake.run("parcels", 1);
    String second = lake.run("parcels", 2);

    assertThat(
            lake.ask("changed_between", "parcels", points)
                .lines("parcel_id", "change", "run_before", "run_after", "batch", "place"))
        .containsExactly(
            "a|changed|%s|%s|2|/parcels/0".formatted(first, second),
            "c|gone|%s|null|null|null".formatted(first),
            "h|new|null|%s|2|/parcels/5".formatted(second));
  }

  @Test
  void whatTheRollbackTookOutIsWhatTheWrongRunChanged() {
    Answer run = lake.ask("snapshot_of_run", "parcels", text(lake.run("parcels", 4)));
    Map<String, String> points =
        Map.of(
            "from", run.only("snapshot_before").toString(),
            "to", run.only("snapshot_id").toString());

    assertThat(lake.ask("changed_between", "parcels", points).lines("parcel_id", "change"))
        .containsExactly("d|changed", "i|new");
  }

  @Test
  void versionsOfAKeyAreItsHistory() {
    assertThat(
            lake.ask("history_of_key", "fares", "'r1'")
                .lines("price", "firn_valid_from", "firn_valid_to", "firn_run_id"))
        .containsExactly(
            "10|2026-03-01 00:00:00.000000 UTC|2026-03-02 00:00:00.000000 UTC|"
                + lake.run("fares", 1),
            "12|2026-03-02 00:00:00.000000 UTC|null|" + lake.run("fares", 2));
    assertThat(lake.ask("current_versions", "fares").lines("route", "price"))
        .containsExactlyInAnyOrder("r1|12", "r2|20");
  }

  @Test
  void aRowSaysWhereItIsFrom() {
    Answer origin = lake.ask("origin_of_key", "parcels", "'h'");

    assertThat(origin.lines("firn_run_id", "firn_seq", "firn_pointer"))
        .containsExactly("%s|3|/parcels/5".formatted(lake.run("parcels", 3)));
    assertThat(origin.only("firn_raw").toString()).contains("/parcels/");
    assertThat(origin.only("merged_at"))
        .isEqualTo(
            lake.ask("snapshot_of_run", "parcels", text(lake.run("parcels", 3)))
                .only("committed_at"));
  }

  @Test
  void runsAreThoseThatMainIsMadeOf() {
    List<Object> before = lake.beforeRollback("runs").column("run_id");
    List<Object> after = lake.ask("runs", "parcels").column("run_id");

    assertThat(before).startsWith(lake.run("parcels", 4), lake.run("parcels", 3));
    assertThat(after)
        .isEqualTo(before.subList(1, before.size()))
        .endsWith(lake.run("parcels", 2), lake.run("parcels", 1));
    assertThat(
            lake.ask("runs", "parcels")
                .lines("batches", "rows_new", "rows_changed", "rows_deleted", "records_rejected"))
        .startsWith("3|0|2|0|0")
        .endsWith("2|1|1|1|0", "1|6|0|0|1");
  }

  @Test
  void snapshotsSayWhetherMainHoldsThem() {
    String wrong = lake.run("parcels", 4);

    assertThat(lake.beforeRollback("snapshots").lines("run_id", "standing", "rows"))
        .startsWith(wrong + "|in main|7");
    assertThat(lake.ask("snapshots", "parcels").lines("run_id", "standing", "rows"))
        .startsWith(wrong + "|was in main|7", "%s|in main|6".formatted(lake.run("parcels", 3)))
        .endsWith("null|in main|0");
  }

  /** Trino 406 has no such table. */
  @Test
  @Tag("newest")
  void branchesAndTagsAreListedWithTheirRuns() {
    assertThat(lake.ask("refs", "parcels").lines("name", "type", "run_id"))
        .containsExactly(
            "abandoned_%1$s|BRANCH|%1$s".formatted(lake.run("parcels", 4)),
            "main|BRANCH|" + lake.run("parcels", 3));
  }

  @Test
  void freshnessGoesBackWithTheRows() {
    Answer before = lake.beforeRollback("freshness");
    Answer after = lake.ask("freshness", "parcels");

    assertThat(after.only("fresh_since").toString())
        .isLessThan(before.only("fresh_since").toString());
    assertThat(Long.parseLong(after.only("minutes_ago").toString())).isBetween(0L, 60L);
  }

  @Test
  void rowsAreCountedByDay() {
    assertThat(
            lake.ask("rows_by_day", "parcels", "DATE '2026-03-01'", "DATE '2026-03-04'")
                .lines("day", "rows"))
        .containsExactly("2026-03-01|2", "2026-03-02|1", "2026-03-03|2");
  }

  @Test
  void rowsOfARunAreThoseItWroteLast() {
    assertThat(
            lake.ask("rows_of_run", "scans", text(lake.run("scans", 2)))
                .lines("parcel_id", "place", "firn_seq"))
        .containsExactly("a|TRD|2");
  }

  @Test
  void rejectedRecordsAreToldAndCounted() {
    assertThat(lake.ask("rejected", "parcels").lines("reason", "place", "first_batch"))
        .containsExactly("weight: expected a number, found \"heavy\"|/parcels/6/weight|1");
    assertThat(lake.ask("rejected_records", "parcels", "1").column("record").get(0).toString())
        .contains("\"heavy\"");
    assertThat(lake.ask("rejected_records", "parcels", "2").rows()).isEmpty();
  }

  @Test
  void failedRulesAreListed() {
    assertThat(lake.ask("failed_checks", "").lines("table_name", "run_id", "rule", "blocking"))
        .containsExactly(
            "parcels|%s|ColumnValues \"weight\" between 0 and 1000 where \"weight is not null\"|true"
                .formatted(lake.run("parcels", 4)));
  }

  @Test
  void runsAreCountedByTable() {
    Answer cost = lake.ask("cost_by_table", "");

    assertThat(cost.lines("table_name", "runs", "published"))
        .containsExactlyInAnyOrder("fares|4|2", "parcels|5|4", "scans|4|4");
    assertThat(cost.column("seconds")).allMatch(seconds -> ((Double) seconds) > 0);
    assertThat(cost.column("glue_requests"))
        .allMatch(requests -> ((Number) requests).longValue() > 0);
  }

  @Test
  void filesAreThoseOfMain() {
    assertThat(lake.ask("files", "parcels").only("rows").toString()).isEqualTo("6");
  }

  @Test
  void aViewHasTheContractsColumns() {
    lake.ask("view", "parcels");

    assertThat(lake.trino().ask("SELECT * FROM parcels_view").columns())
        .containsExactly(
            "parcel_id",
            "sent_at",
            "weight",
            "piece_count",
            "note",
            "insured",
            "local_drop",
            "due",
            "label",
            "tracking",
            "sender",
            "stops",
            "rates",
            "fragility");
    assertThat(lake.trino().ask("SELECT count(*) AS rows FROM parcels_view").only("rows"))
        .isEqualTo(6L);
  }

  @Test
  void columnsAreDescribedAndFirnsOwnComeLast() {
    Answer columns = lake.trino().ask("SHOW COLUMNS FROM parcels");
    List<String> described = columns.lines("Column", "Comment");

    assertThat(described)
        .startsWith("parcel_id|What is printed on it", "sent_at|When it was handed in")
        .contains("note|For who brings it")
        .endsWith(
            "firn_extra|Members of the record that no column takes, as JSON",
            "firn_run_id|The run that wrote this row",
            "firn_seq|The batch of the raw log that this row is from",
            "firn_raw|The raw object in that batch",
            "firn_pointer|JSON Pointer of the record in that object",
            "firn_order|What the contract orders records by, as sortable text",
            "firn_hash|Digest of the row's content, for recognising changes");
  }
}
