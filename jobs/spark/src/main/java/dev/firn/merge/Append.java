package dev.firn.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.firn.engine.MergeRequest;
import dev.firn.parse.Parse;
import dev.firn.parse.ParsedColumns;
import dev.firn.table.Counts;
import dev.firn.table.TechnicalColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A row a record. Nothing is compared, so the table is not read. */
final class Append implements Merge {

  private final Parse parse;
  private final MergeRequest request;

  Append(Parse parse, MergeRequest request) {
    this.parse = parse;
    this.request = request;
  }

  @Override
  public Classified classify() {
    Dataset<Row> records = parse.batches(request.batches()).localCheckpoint(true);
    Column accepted = col(ParsedColumns.REASON).isNull();
    Row seen =
        records
            .agg(
                count(lit(1)),
                count(when(accepted, 1)),
                count(when(accepted.and(col(TechnicalColumns.EXTRA).isNotNull()), 1)),
                count(when(col(ParsedColumns.REASON).startsWith(ParsedColumns.UNKNOWN_MEMBERS), 1)))
            .head();
    long all = seen.getLong(0);
    long added = seen.getLong(1);
    return new Classified(
        records,
        records
            .filter(accepted)
            .drop(ParsedColumns.REASON, ParsedColumns.PLACE, ParsedColumns.RECORD)
            .withColumn(STATUS, lit(NEW)),
        null,
        null,
        new Counts(all, added, 0, 0, 0, all - added),
        "",
        seen.getLong(2),
        seen.getLong(3));
  }
}
