package dev.firn.merge;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import dev.firn.parse.ParsedColumns;
import dev.firn.table.TechnicalColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What there is among ranked records.
 *
 * @param records all
 * @param rejected those that no row can be made of
 * @param winners those that count
 * @param late winners that something applied already may come after
 * @param beaten those that another record of the same identity beats
 * @param highestOrder greatest order key of the winners; empty when there is none
 * @param withUnknownFields winners with members that no column takes
 * @param rejectedAsUnknown those that were rejected for such members
 */
record Tally(
    long records,
    long rejected,
    long winners,
    long late,
    long beaten,
    String highestOrder,
    long withUnknownFields,
    long rejectedAsUnknown) {

  /**
   * @param ranked see {@link Winners}
   * @param late tells of a record whether it may be late
   */
  static Tally of(Dataset<Row> ranked, Column late) {
    Column reason = col(ParsedColumns.REASON);
    Column wins = col(Winners.RANK).equalTo(1);
    Row seen =
        ranked
            .agg(
                count(lit(1)),
                count(when(reason.isNotNull(), 1)),
                count(when(wins, 1)),
                count(when(wins.and(late), 1)),
                count(when(col(Winners.RANK).gt(1), 1)),
                coalesce(max(when(wins, col(TechnicalColumns.ORDER))), lit("")),
                count(when(wins.and(col(TechnicalColumns.EXTRA).isNotNull()), 1)),
                count(when(reason.startsWith(ParsedColumns.UNKNOWN_MEMBERS), 1)))
            .head();
    return new Tally(
        seen.getLong(0),
        seen.getLong(1),
        seen.getLong(2),
        seen.getLong(3),
        seen.getLong(4),
        seen.getString(5),
        seen.getLong(6),
        seen.getLong(7));
  }
}
