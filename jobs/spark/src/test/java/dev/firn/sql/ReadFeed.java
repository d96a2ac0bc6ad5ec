package dev.firn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A table of two runs that all tests of this package read, and that none may change. */
final class ReadFeed {

  private static final Map<SparkLake, Feed> SHARED = new ConcurrentHashMap<>();

  private ReadFeed() {}

  /** Rows a=2, b=null, c=1; before the second run a=1, b=null. An audit holds what is over 50. */
  static Feed shared(SparkLake lake) {
    return SHARED.computeIfAbsent(lake, ReadFeed::make);
  }

  private static Feed make(SparkLake lake) {
    Feed feed =
        Feed.of(
            lake,
            "queried",
            contract ->
                contract
                    .columns(
                        "{name: id, logicalType: string, primaryKey: true, required: true}",
                        "{name: v, logicalType: integer}")
                    .ruleset(
                        "error",
                        "changedRows",
                        "CustomSql \"select count(*) from primary where v > 50\" = 0"));
    feed.rows("{\"id\": \"a\", \"v\": 1}", "{\"id\": \"b\"}");
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    feed.rows("{\"id\": \"a\", \"v\": 2}", "{\"id\": \"c\", \"v\": 1}");
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    return feed;
  }
}
