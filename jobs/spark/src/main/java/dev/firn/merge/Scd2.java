package dev.firn.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.firn.engine.MergeRequest;
import dev.firn.parse.Parse;
import dev.firn.raw.Batch;
import dev.firn.table.Counts;
import dev.firn.table.RowIdentity;
import dev.firn.table.TechnicalColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * One row a version of a key: what a record said, and from when until when that was so. Of records
 * for the same moment the last to land counts.
 *
 * <p>Most records say what the table says, and keys and hashes are enough to see that. Of the keys
 * of the others all {@link Versions} are made anew. A version that only says again what was said
 * before it is no row, so what comes before the end of what was applied needs the raw log, too.
 */
final class Scd2 implements Merge {

  private static final String KNOWN = "firn_known";

  /** Digest of what the table says about a key at the moment of a record. */
  private static final String COVERING = "firn_covering";

  private final Rows rows;
  private final MergeRequest request;

  /** The column that orders the versions of a key. */
  private final String moment;

  Scd2(SparkSession spark, String target, Parse parse, MergeRequest request) {
    this.rows = Rows.of(spark, target, parse, request);
    this.request = request;
    this.moment = RowIdentity.version(request.table()).orElseThrow();
  }

  @Override
  public Classified classify() {
    Dataset<Row> ranked = rows.ranked(request.batches()).localCheckpoint(true);
    Tally tally = Tally.of(ranked, rows.isLate());
    if (tally.winners() == 0) {
      return nothingNew(ranked, tally, null);
    }
    Dataset<Row> said = Winners.only(ranked);
    KeyBounds bounds = rows.bounds(said, tally.winners());
    Dataset<Row> compared = withCovering(said, bounds).localCheckpoint(true);
    Dataset<Row> news = compared.filter(not(col(COVERING).eqNullSafe(col(TechnicalColumns.HASH))));
    Row seen = news.agg(count(lit(1)), min(when(rows.isLate(), col(moment)))).head();
    if (seen.getLong(0) == 0) {
      return nothingNew(ranked, tally, bounds);
    }
    Dataset<Row> keys = rows.keys(news).distinct().localCheckpoint(true);
    Versions versions = new Versions(rows, moment, about(keys, rows.base(bounds)));
    versions.add(about(keys, compared.drop(COVERING)), request.batches(), true);
    if (!seen.isNullAt(1)) {
      List<Batch> applied = appliedFrom(seen.get(1));
      Dataset<Row> records = Winners.only(rows.ranked(applied));
      versions.add(about(keys, records.filter(col(moment).geq(seen.get(1)))), applied, false);
    }
    return classified(ranked, tally, bounds, versions.classify().localCheckpoint(true));
  }

  private Dataset<Row> about(Dataset<Row> keys, Dataset<Row> all) {
    return all.join(keys, rows.joinKey(), "left_semi");
  }

  /** Applied batches with records of that moment or later ones. */
  private List<Batch> appliedFrom(Object lowest) {
    return lowest instanceof Long seq
        ? request.appliedFrom().apply("").stream().filter(batch -> batch.seq() >= seq).toList()
        : request.appliedFrom().apply((String) lowest);
  }

  /** Adds the hash of the row that holds at the moment of each record, null where there is none. */
  private Dataset<Row> withCovering(Dataset<Row> said, KeyBounds bounds) {
    Dataset<Row> known =
        rows.base(bounds)
            .select(
                rows.keyAnd("t.", col("t." + moment), col("t." + TechnicalColumns.HASH).as(KNOWN)));
    Column upToHere =
        last(col(KNOWN), true).over(Window.partitionBy(rows.keyAnd("")).orderBy(moment));
    return said.unionByName(known, true)
        .withColumn(COVERING, upToHere)
        .filter(col(TechnicalColumns.HASH).isNotNull())
        .drop(KNOWN);
  }

  private static Classified nothingNew(Dataset<Row> ranked, Tally tally, KeyBounds bounds) {
    return new Classified(
        ranked,
        null,
        bounds,
        null,
        new Counts(tally.records(), 0, 0, tally.winners(), tally.beaten(), tally.rejected()),
        tally.highestOrder(),
        tally.withUnknownFields(),
        tally.rejectedAsUnknown());
  }

  private Classified classified(
      Dataset<Row> ranked, Tally tally, KeyBounds bounds, Dataset<Row> versions) {
    Row seen =
        versions
            .agg(
                is(NEW, col(Versions.ASKED)),
                is(CHANGED, col(Versions.ASKED)),
                is(OUTRANKED, col(Versions.ASKED)),
                is(NEW, lit(true)),
                is(CHANGED, lit(true)),
                is(GONE, lit(true)))
            .head();
    long added = seen.getLong(0);
    long changed = seen.getLong(1);
    long outranked = seen.getLong(2);
    long inserted = seen.getLong(3);
    long updated = seen.getLong(4);
    long deleted = seen.getLong(5);
    Counts counts =
        new Counts(
            tally.records(),
            added,
            changed,
            tally.winners() - added - changed - outranked,
            tally.beaten() + outranked,
            tally.rejected(),
            inserted,
            updated,
            deleted);
    Dataset<Row> toTouch = versions.filter(col(STATUS).isin(CHANGED, GONE));
    return new Classified(
        ranked,
        versions.drop(Versions.ASKED),
        bounds,
        updated + deleted == 0 ? null : rows.bounds(toTouch, updated + deleted),
        counts,
        tally.highestOrder(),
        tally.withUnknownFields(),
        tally.rejectedAsUnknown());
  }

  private static Column is(String status, Column which) {
    return count(when(col(STATUS).equalTo(status).and(which), 1));
  }
}
