package dev.firn.merge;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.firn.engine.MergeRequest;
import dev.firn.merge.Responses.Response;
import dev.firn.parse.Parse;
import dev.firn.parse.ParsedColumns;
import dev.firn.raw.Batch;
import dev.firn.table.Counts;
import dev.firn.table.TechnicalColumns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One row a key that the last response has. Responses are applied one after the other: each brings
 * its records, and takes the rows whose keys it does not have.
 *
 * <p>A record that is rejected does not mean that its key is gone, so it shields the row; one whose
 * key cannot be read might be any, so its response takes nothing. A row therefore goes if one of
 * the responses behind its last record neither shields it nor is held back so.
 */
final class Mirror implements Merge {

  /** Place of a row's last response among those of the run; 0 when it is none of them. */
  private static final String PLACE = "firn_place_of_response";

  /** How many responses behind that one take rows. */
  private static final String TAKERS = "firn_takers";

  /** From how many of these the row is shielded. */
  private static final String SHIELDS = "firn_shields";

  private static final String SHIELD = "firn_shield";

  /** Whether a response takes rows. */
  private static final String TAKES = "firn_takes";

  private static final String THERE = "firn_there";

  private final Rows rows;
  private final MergeRequest request;

  Mirror(SparkSession spark, String target, Parse parse, MergeRequest request) {
    this.rows = Rows.of(spark, target, parse, request);
    this.request = request;
  }

  @Override
  public Classified classify() {
    Responses responses = Responses.of(rows.parse(), request);
    Dataset<Row> ranked = rows.ranked(responses.batches(request.batches())).localCheckpoint(true);
    Dataset<Row> places = places(responses, heldBack(ranked));
    Dataset<Row> compared = compare(ranked, places).localCheckpoint(true);
    Tally tally = Tally.of(ranked.filter(isAsked()), lit(false));
    Row statuses =
        compared
            .agg(
                count(when(isAsked().and(is(NEW)), 1)),
                count(when(isAsked().and(is(CHANGED)), 1)),
                count(when(isAsked().and(is(UNCHANGED)), 1)),
                count(when(is(GONE), 1)))
            .head();
    long added = statuses.getLong(0);
    long changed = statuses.getLong(1);
    long unchanged = statuses.getLong(2);
    long gone = statuses.getLong(3);
    Counts counts =
        new Counts(
            tally.records(),
            added,
            changed,
            unchanged,
            tally.records() - tally.rejected() - added - changed - unchanged,
            tally.rejected(),
            gone);
    Dataset<Row> touching = compared.filter(col(STATUS).isin(CHANGED, GONE));
    return new Classified(
        ranked,
        compared,
        KeyBounds.NONE,
        changed + gone == 0 ? null : rows.bounds(touching, changed + gone),
        counts,
        responses.highestOrder(),
        tally.withUnknownFields(),
        tally.rejectedAsUnknown());
  }

  /**
   * Whether a record is of a batch that the run was asked to apply, and not of one it looked at.
   */
  private Column isAsked() {
    return col(TechnicalColumns.SEQ).isin(request.batches().stream().map(Batch::seq).toArray());
  }

  /** Responses with a rejected record whose key cannot be read. */
  private Set<Long> heldBack(Dataset<Row> ranked) {
    Set<Long> seqs = new HashSet<>();
    ranked
        .filter(col(ParsedColumns.REASON).isNotNull().and(keyOf("").isNull()))
        .select(TechnicalColumns.SEQ)
        .distinct()
        .collectAsList()
        .forEach(row -> seqs.add(row.getLong(0)));
    return seqs;
  }

  /** A record has all of its key or none of it. */
  private Column keyOf(String alias) {
    return col(alias + "`" + rows.key().get(0) + "`");
  }

  /** A row a response: its number, its place, and how many behind it take rows. */
  private Dataset<Row> places(Responses responses, Set<Long> heldBack) {
    List<Response> all = responses.all();
    List<Row> places = new ArrayList<>();
    int takers = 0;
    for (int i = all.size() - 1; i >= 0; i--) {
      boolean takes = !heldBack.contains(all.get(i).seq());
      places.add(RowFactory.create(all.get(i).seq(), i + 1, takers, takes));
      takers += takes ? 1 : 0;
    }
    // What no response of the run has said stands before them all.
    places.add(RowFactory.create(0L, 0, takers, false));
    StructType type =
        new StructType()
            .add(TechnicalColumns.SEQ, DataTypes.LongType, false)
            .add(PLACE, DataTypes.IntegerType, false)
            .add(TAKERS, DataTypes.IntegerType, false)
            .add(TAKES, DataTypes.BooleanType, false);
    return rows.spark().createDataFrame(places, type);
  }

  private Dataset<Row> compare(Dataset<Row> ranked, Dataset<Row> places) {
    Dataset<Row> winners =
        Winners.only(ranked).join(broadcast(places.drop(TAKES)), TechnicalColumns.SEQ);
    Dataset<Row> known =
        rows.known(KeyBounds.NONE)
            .drop(Rows.KNOWN_ORDER, Rows.KNOWN_SEQ)
            .withColumn(THERE, lit(true));
    return shielded(ranked, places, winners.join(known, rows.joinKey(), "full_outer"))
        .withColumn(STATUS, status(places))
        .filter(col(STATUS).isNotNull())
        .drop(PLACE, TAKERS, SHIELDS, THERE, Rows.KNOWN_HASH);
  }

  /** Adds {@link #SHIELDS}, null where there is none. */
  private Dataset<Row> shielded(Dataset<Row> ranked, Dataset<Row> places, Dataset<Row> all) {
    Dataset<Row> shields =
        ranked
            .filter(col(ParsedColumns.REASON).isNotNull().and(keyOf("").isNotNull()))
            .join(broadcast(places.filter(TAKES)), TechnicalColumns.SEQ)
            .select(rows.keyAnd("", col(PLACE).as(SHIELD)));
    if (shields.isEmpty()) {
      return all.withColumn(SHIELDS, lit(null).cast(DataTypes.LongType));
    }
    Dataset<Row> counted =
        shields
            .join(all.select(rows.keyAnd("", col(PLACE))), rows.joinKey())
            .filter(col(SHIELD).gt(coalesce(col(PLACE), lit(0))))
            .groupBy(rows.keyAnd(""))
            .agg(countDistinct(SHIELD).as(SHIELDS));
    return all.join(counted, rows.joinKey(), "left_outer");
  }

  /** Null for rows that stay as they are without a record of this run. */
  private Column status(Dataset<Row> places) {
    int takers = places.filter(col(PLACE).equalTo(0)).select(TAKERS).head().getInt(0);
    Column goes = coalesce(col(TAKERS), lit(takers)).gt(coalesce(col(SHIELDS), lit(0L)));
    Column fromTable = col(PLACE).isNull();
    return when(fromTable, when(goes, GONE))
        .when(col(THERE).isNull(), when(goes.or(not(isAsked())), OUTRANKED).otherwise(NEW))
        .when(goes, GONE)
        .when(
            col(Rows.KNOWN_HASH).equalTo(col(TechnicalColumns.HASH)).or(not(isAsked())), UNCHANGED)
        .otherwise(CHANGED);
  }

  private static Column is(String status) {
    return col(STATUS).equalTo(status);
  }
}
