package dev.firn.merge;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.firn.engine.MergeRequest;
import dev.firn.parse.Parse;
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
 * @param content names of the contract's columns
 */
record Rows(
    SparkSession spark,
    String target,
    Parse parse,
    MergeRequest request,
    List<String> key,
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
        request.table().columns().stream().map(column -> column.name()).toList());
  }

  /** Key, hash, order and batch of the rows that the run starts from. */
  Dataset<Row> known(KeyBounds bounds) {
    return spark
        .read()
        .option("snapshot-id", request.base())
        .table(target)
        .alias("t")
        .filter(bounds.asColumn("t"))
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

  static Dataset<Row> small(Dataset<Row> rows, long count) {
    return count <= BROADCAST_ROWS ? broadcast(rows) : rows;
  }
}
