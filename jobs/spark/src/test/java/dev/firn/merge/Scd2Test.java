package dev.firn.merge;

import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.table.Counts;
import dev.firn.table.Decide;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that have a row for each version of a key. */
@ExtendWith(SparkLake.Extension.class)
class Scd2Test {

  private static final String SPANS =
      "id, v, date_format(firn_valid_from, 'HH:mm'), date_format(firn_valid_to, 'HH:mm')";

  private final SparkLake lake;

  Scd2Test(SparkLake lake) {
    this.lake = lake;
  }

  /** Columns id, v and at; a version begins at its {@code at}. */
  private Feed byTime() {
    return Orders.feed(
        lake,
        contract ->
            contract
                .columns(
                    Orders.ID,
                    Orders.V,
                    "{name: at, logicalType: timestamp, physicalType: timestamptz, required: true, customProperties: [{property: firn.volatile, value: true}]}")
                .word("merge", "scd2")
                .word("validFrom", "at"));
  }

  private Feed byArrival() {
    return Orders.feed(
        lake, contract -> contract.columns(Orders.ID, Orders.V).word("merge", "scd2"));
  }

  private static String at(String id, int v, String time) {
    return "{\"id\": \"%s\", \"v\": %d, \"at\": \"2026-01-01T%s:00Z\"}".formatted(id, v, time);
  }

  private static List<String> spans(Feed feed) {
    return feed.select(SPANS);
  }

  @Test
  void aNewVersionEndsTheOneBeforeIt() {
    Feed feed = byTime();
    feed.rows(at("a", 1, "01:00"), at("b", 1, "01:00"));
    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
    feed.rows(at("a", 2, "02:00"), at("b", 1, "01:00"));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 1, 0, 1, 0, 0, 1, 1, 0));
    assertThat(spans(feed))
        .containsExactly("[a,1,01:00,02:00]", "[a,2,02:00,null]", "[b,1,01:00,null]");
  }

  @Test
  void everyVersionOfAResponseIsARow() {
    Feed feed = byTime();
    feed.rows(at("a", 3, "03:00"), at("a", 1, "01:00"), at("a", 2, "02:00"));

    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 3, 0, 0, 0, 0));
    assertThat(spans(feed))
        .containsExactly("[a,1,01:00,02:00]", "[a,2,02:00,03:00]", "[a,3,03:00,null]");
  }

  @Test
  void whatIsSaidAgainIsNoVersion() {
    Feed feed = byTime();
    feed.rows(at("a", 1, "01:00"));
    feed.run();
    feed.rows(at("a", 1, "02:00"));

    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(spans(feed)).containsExactly("[a,1,01:00,null]");
  }

  @Test
  void aLateVersionFindsItsPlaceAndBringsBackWhatWasSaidAgain() {
    Feed feed = byTime();
    feed.rows(at("a", 1, "01:00"));
    feed.run();
    feed.rows(at("a", 1, "03:00"));
    feed.run();
    feed.rows(at("a", 2, "02:00"));

    assertThat(feed.run().counts())
        .as("the version from 03:00 is back, by a record that was applied before")
        .isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 2, 1, 0));
    assertThat(spans(feed))
        .containsExactly("[a,1,01:00,02:00]", "[a,1,03:00,null]", "[a,2,02:00,03:00]");
  }

  @Test
  void aCorrectionReplacesItsVersion() {
    Feed feed = byTime();
    feed.rows(at("a", 1, "01:00"), at("a", 2, "02:00"), at("a", 3, "03:00"));
    feed.run();
    feed.rows(at("a", 7, "02:00"));
    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 0, 1, 0, 0, 0));
    assertThat(spans(feed))
        .containsExactly("[a,1,01:00,02:00]", "[a,3,03:00,null]", "[a,7,02:00,03:00]");
    feed.rows(at("a", 1, "02:00"));

    assertThat(feed.run().counts())
        .as("a version that is none any more goes, and the one before it lasts longer")
        .isEqualTo(new Counts(1, 0, 0, 1, 0, 0, 0, 1, 1));
    assertThat(spans(feed)).containsExactly("[a,1,01:00,03:00]", "[a,3,03:00,null]");
  }

  @Test
  void anEarlierBeginningMovesTheVersion() {
    Feed feed = byTime();
    feed.rows(at("a", 1, "02:00"));
    feed.run();
    feed.rows(at("a", 1, "01:00"));

    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 1, 0, 1));
    assertThat(spans(feed)).containsExactly("[a,1,01:00,null]");
  }

  @Test
  void recordsThatContradictEachOtherAreRejected() {
    Feed feed = byTime();
    feed.rows(at("a", 1, "01:00"), at("a", 2, "01:00"), at("a", 3, "02:00"));

    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 1, 0, 0, 0, 2));
    assertThat(spans(feed)).containsExactly("[a,3,02:00,null]");
  }

  @Test
  void withoutATimeOfItsOwnAVersionBeginsWhenItWasAskedFor() {
    Feed feed = byArrival();
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 2));
    feed.run();
    feed.rows(row("a", 1), row("b", 1));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0, 2, 1, 0));
    assertThat(feed.select("id, v, firn_seq, firn_valid_from, firn_valid_to"))
        .containsExactly(
            "[a,1,1,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z]",
            "[a,1,3,2026-01-01T00:00:00Z,null]",
            "[a,2,2,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z]",
            "[b,1,3,2026-01-01T00:00:00Z,null]");
  }

  @Test
  void aBatchThatIsTakenBackInFindsItsPlace() {
    Feed feed = byArrival();
    feed.rows(row("a", 1));
    feed.run();
    long excluded = feed.rows(row("a", 2)).seq();
    new Decide(feed.lakeTable()).exclude(List.of(excluded), "for later");
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    assertThat(feed.select("id, v, firn_seq")).containsExactly("[a,1,1]", "[b,1,3]");
    new Decide(feed.lakeTable()).include(List.of(excluded));

    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 2, 1, 0));
    assertThat(feed.select("id, v, firn_seq"))
        .containsExactly("[a,1,1]", "[a,1,3]", "[a,2,2]", "[b,1,3]");
  }

  @Test
  void columnsOfValidityComeBeforeFirnsOthersAlsoWhenTheContractGrows() {
    Feed feed = byArrival();
    feed.rows(row("a", 1));
    feed.run();
    Feed grown =
        feed.changed(
            contract -> contract.columns(Orders.ID, Orders.V, Orders.REV).word("merge", "scd2"));
    grown.rows(row("a", 1, 1));
    grown.run();

    Schema schema = lake.lake().catalog().loadTable(lake.lake().table(feed.table())).schema();
    assertThat(schema.columns().stream().map(NestedField::name))
        .startsWith("id", "v", "rev", "firn_valid_from", "firn_valid_to", "firn_extra");
    assertThat(schema.identifierFieldNames()).containsExactlyInAnyOrder("id", "firn_seq");
  }
}
