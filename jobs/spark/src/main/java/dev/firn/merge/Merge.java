package dev.firn.merge;

import static org.apache.spark.sql.functions.col;

import dev.firn.engine.MergeRequest;
import dev.firn.parse.Parse;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/** How records become rows: a strategy's classification, which writes nothing. */
public interface Merge {

  /** What a record or row is to the table; contracts cannot have names like this. */
  String STATUS = "firn_status";

  String NEW = "new";
  String CHANGED = "changed";
  String UNCHANGED = "unchanged";

  /** The table knows better. */
  String OUTRANKED = "outranked";

  /** A row that the table shall no longer have. */
  String GONE = "gone";

  Classified classify();

  /**
   * The contract's strategy, on the table or on nothing.
   *
   * @param target the table's full name in SQL
   */
  static Merge of(SparkSession spark, String target, Parse parse, MergeRequest request) {
    Merge merge = byContract(spark, target, parse, request);
    return request.anew() ? new Remake(Rows.of(spark, target, parse, request), merge) : merge;
  }

  private static Merge byContract(
      SparkSession spark, String target, Parse parse, MergeRequest request) {
    return switch (request.table().merge()) {
      case UPSERT -> new Upsert(spark, target, parse, request);
      case MIRROR -> new Mirror(spark, target, parse, request);
      case APPEND -> new Append(parse, request);
      case SCD2 -> new Scd2(spark, target, parse, request);
    };
  }

  /** The rows that a write is about. */
  static Column toWrite() {
    return col(STATUS).isin(NEW, CHANGED, GONE);
  }
}
