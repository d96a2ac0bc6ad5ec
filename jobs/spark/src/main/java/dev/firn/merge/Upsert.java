package dev.firn.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.firn.engine.MergeRequest;
import dev.firn.parse.Parse;
import dev.firn.table.Counts;
import dev.firn.table.TechnicalColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One row a key, the last record by the contract's order. Classifies first and against key and hash
 * alone, because reading those is cheap, and comparing or rewriting whole rows is not.
 */
public final class Upsert implements Merge {

  /** Of the last record applied. */
  private static final String LATER_ORDER = "firn_later_order";

  private static final String LATER_SEQ = "firn_later_seq";

  private final Rows rows;
  private final MergeRequest request;

  /**
   * @param target the table's full name in SQL
   */
  public Upsert(SparkSession spark, String target, Parse parse, MergeRequest request) {
    this.rows = Rows.of(spark, target, parse, request);
    this.request = request;
  }

  @Override
  public Classified classify() {
    Dataset<Row> ranked = rows.ranked(request.batches()).localCheckpoint(true);
    Tally tally = Tally.of(ranked, rows.isLate());
    if (tally.winners() == 0) {
      return new Classified(
          ranked,
          null,
          null,
          null,
          new Counts(tally.records(), 0, 0, 0, tally.beaten(), tally.rejected()),
          tally.highestOrder(),
          0,
          tally.rejectedAsUnknown());
    }
    Dataset<Row> winning = Winners.only(ranked);
    KeyBounds bounds = rows.bounds(winning, tally.winners());
    Dataset<Row> classified = compare(winning, tally.winners(), bounds, tally.late() > 0);
    Row statuses =
        classified
            .agg(count(is(NEW)), count(is(CHANGED)), count(is(UNCHANGED)), count(is(OUTRANKED)))
            .head();
    long added = statuses.getLong(0);
    long changed = statuses.getLong(1);
    long unchanged = statuses.getLong(2);
    Counts counts =
        new Counts(
            tally.records(),
            added,
            changed,
            unchanged,
            tally.beaten() + statuses.getLong(3),
            tally.rejected());
    KeyBounds changing =
        changed == 0 ? null : rows.bounds(classified.filter(col(STATUS).equalTo(CHANGED)), changed);
    return new Classified(
        ranked,
        classified,
        bounds,
        changing,
        counts,
        tally.highestOrder(),
        tally.withUnknownFields(),
        tally.rejectedAsUnknown());
  }

  private static Column is(String status) {
    return when(col(STATUS).equalTo(status), 1);
  }

  private Dataset<Row> compare(
      Dataset<Row> winning, long winners, KeyBounds bounds, boolean anyLate) {
    Dataset<Row> known = rows.known(bounds);
    Dataset<Row> met =
        bounds.isExact()
            ? known
            : known.join(Rows.small(rows.keys(winning), winners), rows.joinKey(), "left_semi");
    Dataset<Row> compared =
        winning
            .join(Rows.small(met, winners), rows.joinKey(), "left_outer")
            .withColumn(STATUS, status())
            .localCheckpoint(true);
    Dataset<Row> settled = anyLate ? settleLate(compared) : compared;
    return settled.drop(Rows.KNOWN_HASH, Rows.KNOWN_ORDER, Rows.KNOWN_SEQ);
  }

  private static Column status() {
    return when(col(Rows.KNOWN_HASH).isNull(), NEW)
        .when(col(Rows.KNOWN_HASH).equalTo(col(TechnicalColumns.HASH)), UNCHANGED)
        .when(Rows.before(col(Rows.KNOWN_ORDER), col(Rows.KNOWN_SEQ)), OUTRANKED)
        .otherwise(CHANGED);
  }

  /**
   * A row names the first batch that said what it says; later ones may have said it again,
   * unchanged. So whether a late record outranks them, only those batches tell.
   */
  private Dataset<Row> settleLate(Dataset<Row> compared) {
    Dataset<Row> doubtful = compared.filter(col(STATUS).equalTo(CHANGED).and(rows.isLate()));
    Row lowest = doubtful.agg(min(col(TechnicalColumns.ORDER))).head();
    if (lowest.isNullAt(0)) {
      return compared;
    }
    Dataset<Row> later =
        rows.ranked(request.appliedFrom().apply(lowest.getString(0)))
            .filter(col(Winners.RANK).equalTo(1))
            .select(
                rows.keyAnd(
                    "",
                    col(TechnicalColumns.ORDER).as(LATER_ORDER),
                    col(TechnicalColumns.SEQ).as(LATER_SEQ)));
    return compared
        .join(later, rows.joinKey(), "left_outer")
        .withColumn(
            STATUS,
            when(
                    col(STATUS).equalTo(CHANGED).and(Rows.before(col(LATER_ORDER), col(LATER_SEQ))),
                    lit(OUTRANKED))
                .otherwise(col(STATUS)))
        .drop(LATER_ORDER, LATER_SEQ)
        .localCheckpoint(true);
  }
}
