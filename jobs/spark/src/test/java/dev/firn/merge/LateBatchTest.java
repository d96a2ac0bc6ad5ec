package dev.firn.merge;

import static dev.firn.merge.Orders.response;
import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.Counts;
import dev.firn.table.Decide;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches that arrive after what should have come after them. */
@ExtendWith(SparkLake.Extension.class)
class LateBatchTest {

  private final SparkLake lake;

  LateBatchTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void aLateResponseFillsInWhatNoLaterOneSaid() {
    Feed feed = Orders.byResponse(lake);
    feed.land(response(1, row("a", 1), row("b", 1)));
    feed.land(response(3, row("a", 3)));
    feed.run();
    feed.land(response(2, row("a", 2), row("b", 2), row("c", 2)));

    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 1, 1, 0, 1, 0));
    assertThat(feed.select("id, v")).containsExactly("[a,3]", "[b,2]", "[c,2]");
  }

  @Test
  void aRowThatWasConfirmedSinceOutranksWhatIsOlderThanTheConfirmation() {
    Feed feed = Orders.byResponse(lake);
    feed.land(response(1, row("a", 1)));
    feed.run();
    feed.land(response(5, row("a", 1), row("z", 5)));
    feed.run();
    feed.land(response(3, row("a", 3), row("y", 3)));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 1, 0, 0, 1, 0));
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[y,3]", "[z,5]");
  }

  @Test
  void anExcludedBatchThatReturnsTakesItsOwnPlace() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    feed.rows(row("a", 2), row("b", 2), row("c", 2));
    new Decide(feed.lakeTable()).exclude(List.of(2L), "on probation");
    feed.rows(row("a", 1), row("c", 3));
    feed.run();
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,1]", "[c,3]");
    new Decide(feed.lakeTable()).include(List.of(2L));

    assertThat(feed.run().counts())
        .as("a was confirmed and c came with batch 3")
        .isEqualTo(new Counts(3, 0, 1, 0, 2, 0));
    assertThat(feed.select("id, v, firn_seq")).containsExactly("[a,1,1]", "[b,2,2]", "[c,3,3]");
  }
}
