package dev.firn.merge;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.firn.engine.MergeRequest;
import dev.firn.parse.Parse;
import dev.firn.parse.ParsedColumns;
import dev.firn.raw.Batch;
import dev.firn.table.Applied;
import dev.firn.table.RowIdentity;
import dev.firn.table.TechnicalColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * What merges work with.
 *
 * @param target the table's full name in SQL
 * @param key names of its columns
 * @param identity names of the columns that tell rows apart
 * @param content names of the contract's columns
 */
record Rows(
    SparkSession spark,
    String target,
    Parse parse,
    MergeRequest request,
    List<String> key,
    List<String> identity,
    List<String> content) {

  /** Of the row in the table; contracts cannot have names like these. */
  static final String KNOWN_HASH = "firn_known_hash";

  static final String KNOWN_ORDER = "firn_known_order";
  static final String KNOWN_SEQ = "firn_known_seq";

  private static final long BROADCAST_ROWS = 200_000;

  static Rows of(SparkSession spark, String target, Parse parse, MergeRequest request) {
    return new Rows(
        spark,
        target,
        parse,
        request,
        request.table().key().stream().map(column -> column.name()).toList(),
        RowIdentity.of(request.table()),
        request.table().columns().stream().map(column -> column.name()).toList());
  }

  /** Parsed records with {@link Winners#RANK}. */
  Dataset<Row> ranked(List<Batch> batches) {
    return Winners.rank(parse.batches(batches), key, identity, content);
  }

  /** The rows that the run starts from, as {@code t}; none when the table is made anew. */
  Dataset<Row> base(KeyBounds bounds) {
    return there().filter(request.anew() ? lit(false) : bounds.asColumn("t"));
  }

  /** The rows that main has, as {@code t}. */
  Dataset<Row> there() {
    Dataset<Row> rows = spark.read().option("snapshot-id", request.base()).table(target);
    return MembersInOrder.of(rows, ParsedColumns.of(request.table())).alias("t");
  }

  /** Key, hash, order and batch of the rows that the run starts from. */
  Dataset<Row> known(KeyBounds bounds) {
    return base(bounds)
        .select(
            keyAnd(
                "t.",
                col("t." + TechnicalColumns.HASH).as(KNOWN_HASH),
                col("t." + TechnicalColumns.ORDER).as(KNOWN_ORDER),
                col("t." + TechnicalColumns.SEQ).as(KNOWN_SEQ)));
  }

  Dataset<Row> keys(Dataset<Row> rows) {
    return rows.select(keyAnd(""));
  }

  /**
   * @param alias of the rows with its dot; may be empty
   */
  Column[] keyAnd(String alias, Column... others) {
    List<Column> all = new ArrayList<>();
    key.forEach(name -> all.add(col(alias + "`" + name + "`")));
    all.addAll(List.of(others));
    return all.toArray(Column[]::new);
  }

  Seq<String> joinKey() {
    return JavaConverters.asScalaBuffer(key).toSeq();
  }

  /** Whether something applied already may come after the record. */
  Column isLate() {
    Applied applied = request.applied();
    return before(lit(applied.highestOrder()), lit(applied.through() + 1));
  }

  /** Whether the record comes before that order and batch. */
  static Column before(Column order, Column seq) {
    Column own = col(TechnicalColumns.ORDER);
    return own.lt(order).or(own.equalTo(order).and(col(TechnicalColumns.SEQ).lt(seq)));
  }

  /** Of the keys of so many rows. */
  KeyBounds bounds(Dataset<Row> of, long count) {
    return KeyBounds.of(of, request.table().key(), count);
  }

  static Dataset<Row> small(Dataset<Row> rows, long count) {
    return count <= BROADCAST_ROWS ? broadcast(rows) : rows;
  }
}
