package dev.firn.merge;

import static dev.firn.merge.Orders.response;
import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.run.Program;
import dev.firn.run.TableReport;
import dev.firn.table.Applied;
import dev.firn.table.Counts;
import dev.firn.table.Position;
import dev.firn.table.RunFacts;
import dev.firn.table.TechnicalColumns;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promise 3: rows lead back to the run and the record, snapshots to what they were made of. */
@ExtendWith(SparkLake.Extension.class)
class LineageTest {

  private final SparkLake lake;

  LineageTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void everyRowLeadsToItsRunAndItsRecord() throws IOException {
    Feed feed = Orders.byResponse(lake);
    feed.land(response(1, row("a", 1), row("b", 1)));
    TableReport first = feed.run();
    feed.land(response(2, row("x", 0), row("b", 2)));
    feed.land(response(3, row("b", 3)));
    TableReport second = feed.run();

    Map<String, String> runs = Map.of("a", first.runId(), "b", second.runId(), "x", second.runId());
    List<Row> rows = lake.sql("SELECT * FROM firn.lake." + feed.table());
    assertThat(rows).hasSize(3);
    for (Row row : rows) {
      String id = row.getAs("id");
      assertThat(row.<String>getAs(TechnicalColumns.RUN))
          .as("run of " + id)
          .isEqualTo(runs.get(id));
      String raw = row.getAs(TechnicalColumns.RAW);
      long seq = row.getAs(TechnicalColumns.SEQ);
      assertThat(feed.log().get(seq).pages()).extracting(page -> page.body()).containsExactly(raw);
      String pointer = row.getAs(TechnicalColumns.POINTER);
      assertThat(
              new ObjectMapper()
                  .readTree(lake.lake().store().read(raw))
                  .at(JsonPointer.compile(pointer))
                  .toString())
          .isEqualTo("{\"id\":\"%s\",\"v\":%d}".formatted(id, row.<Integer>getAs("v")));
    }
  }

  @Test
  void technicalColumnsAreLast() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();

    assertThat(Arrays.asList(lake.spark().table("firn.lake." + feed.table()).columns()))
        .containsExactly(
            "id",
            "v",
            "firn_extra",
            "firn_run_id",
            "firn_seq",
            "firn_raw",
            "firn_pointer",
            "firn_order",
            "firn_hash");
  }

  @Test
  void aSnapshotSaysWhatItIsMadeOf() {
    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 1, 1));
    feed.run();
    Position base = feed.state().position();
    feed.rows(row("a", 2, 2), row("b", 1, 7), "{}");
    feed.land("no JSON");
    feed.rows(row("a", 2, 2));
    TableReport report = feed.run();

    RunFacts facts = RunFacts.of(feed.state().main().summary()).orElseThrow();
    assertThat(facts.runId()).isEqualTo(report.runId());
    assertThat(facts.base()).isEqualTo(base);
    assertThat(facts.batches()).isEqualTo("2-4");
    assertThat(facts.counts()).isEqualTo(new Counts(4, 1, 1, 0, 1, 1)).isEqualTo(report.counts());
    assertThat(facts.contract()).isEqualTo(feed.contract().digest());
    assertThat(facts.program()).isEqualTo(Program.version());
    String highest = feed.log().get(2).scans().get(feed.table()).highestOrder();
    assertThat(facts.applied()).isEqualTo(new Applied(4, new TreeSet<>(), highest));
    assertThat(feed.state().applied()).isEqualTo(facts.applied());
  }

  @Test
  void aRunOfInsertsAloneSaysItToo() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    TableReport report = feed.run();

    RunFacts facts = RunFacts.of(feed.state().main().summary()).orElseThrow();
    assertThat(facts.runId()).isEqualTo(report.runId());
    assertThat(facts.batches()).isEqualTo("1");
    assertThat(facts.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
  }

  @Test
  void filesAreCountedAsReadOrSkipped() {
    Feed feed = Orders.byArrival(lake);
    for (String id : List.of("a", "b", "c")) {
      feed.rows(row(id, 1));
      assertThat(feed.run().filesTouched()).isEqualTo(1);
    }
    feed.rows(row("b", 2), row("bb", 2));
    TableReport report = feed.run();

    assertThat(report.filesRead()).isEqualTo(1);
    assertThat(report.filesSkipped()).isEqualTo(2);
    assertThat(report.filesTouched()).as("new rows and the delete of the old one").isPositive();
  }

  @Test
  void nestedValuesAndColumnsAddedLaterStayInTheirPlaces() {
    String point =
        "{name: point, logicalType: object, properties: [%s{name: x, logicalType: integer}, {name: tags, logicalType: array, items: {logicalType: string}}]}";
    Feed feed = Orders.feed(lake, contract -> contract.columns(Orders.ID, point.formatted("")));
    feed.rows("{\"id\": \"a\", \"point\": {\"x\": 1, \"tags\": [\"p\", null]}}", "{\"id\": \"b\"}");
    feed.run();
    Feed grown =
        feed.changed(
            contract ->
                contract.columns(
                    Orders.ID, Orders.V, point.formatted("{name: w, logicalType: integer}, ")));
    grown.rows(
        "{\"id\": \"a\", \"point\": {\"x\": 1, \"tags\": [\"p\", null]}}",
        "{\"id\": \"b\", \"v\": 5, \"point\": {\"x\": 2, \"w\": 3, \"tags\": []}}");

    assertThat(grown.run().counts()).isEqualTo(new Counts(2, 0, 1, 1, 0, 0));
    assertThat(grown.select("id, v, point.w, point.x, point.tags"))
        .containsExactly("[a,null,null,1,WrappedArray(p, null)]", "[b,5,3,2,WrappedArray()]");
  }
}
