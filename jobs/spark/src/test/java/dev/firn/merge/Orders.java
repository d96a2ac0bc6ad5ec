package dev.firn.merge;

import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import dev.firn.testing.TestContract;
import java.util.function.UnaryOperator;

/** The small feeds of this package's tests. */
final class Orders {

  static final String ID = "{name: id, logicalType: string, primaryKey: true, required: true}";
  static final String V = "{name: v, logicalType: integer}";
  static final String REV = "{name: rev, logicalType: integer}";

  private Orders() {}

  /** Of seconds; another one alone may be nothing new. */
  static String revAsTime(boolean isVolatile) {
    return "{name: rev, logicalType: timestamp, physicalType: timestamptz, transformLogic: epochSeconds, required: true, customProperties: [{property: firn.volatile, value: %s}]}"
        .formatted(isVolatile);
  }

  /** Columns id and v; what lands last counts. */
  static Feed byArrival(SparkLake lake) {
    return feed(lake, contract -> contract.columns(ID, V));
  }

  /** Columns id, v and rev; the record with the highest rev counts. */
  static Feed byRevision(SparkLake lake) {
    return feed(lake, contract -> contract.columns(ID, V, REV).order("/rev"));
  }

  /** Columns id and v; the table has what the response has that was made last. */
  static Feed mirror(SparkLake lake) {
    return feed(lake, contract -> contract.columns(ID, V).word("merge", "mirror").order("#/made"));
  }

  /** Columns id and v; the response that was made last counts. */
  static Feed byResponse(SparkLake lake) {
    return feed(lake, contract -> contract.columns(ID, V).order("#/made"));
  }

  static Feed feed(SparkLake lake, UnaryOperator<TestContract> contract) {
    return Feed.of(lake, "orders", contract);
  }

  static String row(String id, int v) {
    return "{\"id\": \"%s\", \"v\": %d}".formatted(id, v);
  }

  static String row(String id, int v, int rev) {
    return "{\"id\": \"%s\", \"v\": %d, \"rev\": %d}".formatted(id, v, rev);
  }

  static String response(int made, String... rows) {
    return "{\"made\": %d, \"rows\": [%s]}".formatted(made, String.join(", ", rows));
  }
}
