package dev.firn.merge;

import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people see who look at a table before they ask anybody. */
@ExtendWith(SparkLake.Extension.class)
class ReadableTableTest {

  private final SparkLake lake;

  ReadableTableTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void columnsSayWhatTheyMeanAndFirnsOwnComeLast() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(
                    "{name: id, logicalType: string, primaryKey: true, required: true, description: It's theirs.}",
                    "{name: v, logicalType: integer}"));
    feed.rows(row("a", 1));
    feed.run();

    List<String> described =
        lake.sql("DESCRIBE TABLE EXTENDED firn.lake." + feed.table()).stream()
            .map(Row::toString)
            .toList();

    assertThat(described)
        .startsWith(
            "[id,string,It's theirs.]",
            "[v,int,null]",
            "[firn_extra,string,Members of the record that no column takes, as JSON]",
            "[firn_run_id,string,The run that wrote this row]",
            "[firn_seq,bigint,The batch of the raw log that this row is from]",
            "[firn_raw,string,The raw object in that batch]",
            "[firn_pointer,string,JSON Pointer of the record in that object]",
            "[firn_order,string,What the contract orders records by, as sortable text]",
            "[firn_hash,binary,Digest of the row's content, for recognising changes]");
  }

  @Test
  void aColumnThatAContractGainsStandsBeforeFirnsOwn() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();
    Feed wider =
        feed.changed(
            contract ->
                contract.columns(
                    Orders.ID, Orders.V, "{name: w, logicalType: integer, description: Wider.}"));
    wider.rows(row("b", 2));
    wider.run();

    assertThat(
            lake.sql("DESCRIBE TABLE firn.lake." + feed.table()).stream()
                .limit(4)
                .map(Row::toString))
        .containsExactly(
            "[id,string,null]",
            "[v,int,null]",
            "[w,int,Wider.]",
            "[firn_extra,string,Members of the record that no column takes, as JSON]");
  }
}
