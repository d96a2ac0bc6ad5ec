package dev.firn.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.firn.parse.ParsedColumns;
import dev.firn.table.TechnicalColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Settles which record of a key, or of a version of it, counts: the last by the contract's order,
 * then by landing. Records of one response that share key and order but not content contradict each
 * other, so none of them counts.
 */
final class Winners {

  static final String RANK = "firn_rank";

  private static final String TIE = "firn_tie";
  private static final String TIE_REASON =
      "another record of this response has the same key and order, and other content";

  private Winners() {}

  /**
   * Adds reason, place and record to ties, and {@link #RANK}: 1 for the record that counts, null
   * for rejected ones.
   *
   * @param identity names of the columns that tell rows apart: records that share them compete
   * @param content names of the contract's columns
   */
  static Dataset<Row> rank(
      Dataset<Row> parsed, List<String> key, List<String> identity, List<String> content) {
    List<Column> sameResponse = new ArrayList<>(columns(key));
    sameResponse.add(col(TechnicalColumns.SEQ));
    sameResponse.add(col(TechnicalColumns.ORDER));
    var response = Window.partitionBy(sameResponse.toArray(Column[]::new));
    Column tie =
        min(col(TechnicalColumns.HASH))
            .over(response)
            .notEqual(max(col(TechnicalColumns.HASH)).over(response));
    Column reason = col(ParsedColumns.REASON);
    Column contradicted = col(TIE).and(reason.isNull());
    List<Column> said = new ArrayList<>(columns(content));
    said.add(col(TechnicalColumns.EXTRA));
    Column record = to_json(struct(said.toArray(Column[]::new)));
    Dataset<Row> settled =
        parsed
            .repartition(columns(key).toArray(Column[]::new))
            .withColumn(TIE, tie)
            .withColumn(
                ParsedColumns.PLACE,
                when(contradicted, col(TechnicalColumns.POINTER))
                    .otherwise(col(ParsedColumns.PLACE)))
            .withColumn(
                ParsedColumns.RECORD,
                when(contradicted, record).otherwise(col(ParsedColumns.RECORD)))
            .withColumn(ParsedColumns.REASON, when(contradicted, lit(TIE_REASON)).otherwise(reason))
            .drop(TIE);
    List<Column> accepted = new ArrayList<>(columns(identity));
    accepted.add(col(ParsedColumns.REASON).isNull());
    var last =
        Window.partitionBy(accepted.toArray(Column[]::new))
            .orderBy(
                desc(TechnicalColumns.ORDER),
                desc(TechnicalColumns.SEQ),
                desc(TechnicalColumns.RAW),
                desc(TechnicalColumns.POINTER));
    return settled.withColumn(
        RANK, when(col(ParsedColumns.REASON).isNull(), row_number().over(last)));
  }

  /** Those that count, without what is said of rejected ones. */
  static Dataset<Row> only(Dataset<Row> ranked) {
    return ranked
        .filter(col(RANK).equalTo(1))
        .drop(RANK, ParsedColumns.REASON, ParsedColumns.PLACE, ParsedColumns.RECORD);
  }

  private static List<Column> columns(List<String> names) {
    return names.stream().map(name -> col("`" + name + "`")).toList();
  }
}
