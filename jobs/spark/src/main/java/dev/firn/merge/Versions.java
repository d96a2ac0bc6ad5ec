package dev.firn.merge;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.firn.raw.Batch;
import dev.firn.table.TechnicalColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * All versions of some keys, made of the rows and records there are about them, and what that makes
 * of those. A moment is what tells the versions of a key apart.
 */
final class Versions {

  /** Whether it is a record that the run was asked to apply. */
  static final String ASKED = "firn_asked";

  private static final String IN_TABLE = "firn_in_table";

  /** Of what landed last about a moment. */
  private static final String LAST_HASH = "firn_last_hash";

  /** Whether it stands for all that was said about its moment. */
  private static final String STANDS = "firn_stands";

  /** Whether the table has a row of the moment. */
  private static final String THERE = "firn_there";

  /** Whether it says something else than the version before it. */
  private static final String BEGINS = "firn_begins";

  private static final String VALID_UNTIL = "firn_valid_until";

  private final Rows rows;
  private final String moment;
  private Dataset<Row> stated;

  /**
   * @param base all rows of the table about the keys
   * @param moment the column that orders the versions of a key
   */
  Versions(Rows rows, String moment, Dataset<Row> base) {
    this.rows = rows;
    this.moment = moment;
    this.stated = base.withColumn(IN_TABLE, lit(true)).withColumn(ASKED, lit(false));
  }

  /**
   * @param records that count among those of the batches, about the same keys
   * @param asked whether the run was asked to apply them, or they were applied before
   */
  void add(Dataset<Row> records, List<Batch> batches, boolean asked) {
    stated =
        stated.unionByName(
            withValidity(records, batches)
                .withColumn(IN_TABLE, lit(false))
                .withColumn(ASKED, lit(asked)));
  }

  private Dataset<Row> withValidity(Dataset<Row> records, List<Batch> batches) {
    String column = rows.request().table().validFrom();
    Dataset<Row> began =
        column == null
            ? records.join(broadcast(moments(batches)), TechnicalColumns.SEQ)
            : records.withColumn(
                TechnicalColumns.VALID_FROM, col("`" + column + "`").cast(DataTypes.TimestampType));
    return began.withColumn(TechnicalColumns.VALID_TO, lit(null).cast(DataTypes.TimestampType));
  }

  /** When the answer of each batch was asked for. */
  private Dataset<Row> moments(List<Batch> batches) {
    List<Row> moments = new ArrayList<>();
    for (Batch batch : batches) {
      moments.add(
          RowFactory.create(batch.seq(), Instant.parse(batch.pages().get(0).requestedAt())));
    }
    StructType type =
        new StructType()
            .add(TechnicalColumns.SEQ, DataTypes.LongType, false)
            .add(TechnicalColumns.VALID_FROM, DataTypes.TimestampType, false);
    return rows.spark().createDataFrame(moments, type);
  }

  /**
   * The rows to write with their {@link Merge#STATUS}, and what becomes of each record asked for.
   */
  Dataset<Row> classify() {
    Column hash = col(TechnicalColumns.HASH);
    WindowSpec ofMoment = Window.partitionBy(columns(rows.identity()));
    WindowSpec standing = Window.partitionBy(columns(rows.key(), STANDS)).orderBy(moment);
    WindowSpec beginning = Window.partitionBy(columns(rows.key(), STANDS, BEGINS)).orderBy(moment);
    Column rowStays = col(IN_TABLE).and(hash.equalTo(col(LAST_HASH)));
    Column next = lead(TechnicalColumns.VALID_FROM, 1).over(beginning);
    return stated
        .withColumn(LAST_HASH, first(hash).over(ofMoment.orderBy(landing(col(IN_TABLE), false))))
        .withColumn(THERE, max(col(IN_TABLE)).over(ofMoment))
        .withColumn(STANDS, row_number().over(ofMoment.orderBy(landing(rowStays, true))).equalTo(1))
        .withColumn(BEGINS, not(lag(hash, 1).over(standing).eqNullSafe(hash)))
        // By arrival, the clocks that asked may have gone back.
        .withColumn(
            VALID_UNTIL, when(next.isNotNull(), greatest(col(TechnicalColumns.VALID_FROM), next)))
        .withColumn(Merge.STATUS, status())
        .filter(col(Merge.STATUS).isNotNull())
        .withColumn(TechnicalColumns.VALID_TO, col(VALID_UNTIL))
        .drop(IN_TABLE, LAST_HASH, THERE, STANDS, BEGINS, VALID_UNTIL);
  }

  /** Null for rows that stay as they are, and for what was applied before. */
  private static Column status() {
    Column asked = col(ASKED);
    Column stays = col(IN_TABLE).and(col(TechnicalColumns.VALID_TO).eqNullSafe(col(VALID_UNTIL)));
    Column saysTheSame = col(TechnicalColumns.HASH).equalTo(col(LAST_HASH));
    return when(
            not(col(STANDS)),
            when(asked, when(saysTheSame, Merge.UNCHANGED).otherwise(Merge.OUTRANKED)))
        .when(col(BEGINS).and(not(col(THERE))), Merge.NEW)
        .when(col(BEGINS), when(not(stays), Merge.CHANGED))
        .when(col(THERE), Merge.GONE)
        .when(asked, Merge.UNCHANGED);
  }

  /** The last to land first; what is preferred before that, or only between equals. */
  private static Column[] landing(Column preferred, boolean above) {
    List<Column> order =
        new ArrayList<>(
            List.of(
                desc(TechnicalColumns.SEQ),
                desc(TechnicalColumns.RAW),
                desc(TechnicalColumns.POINTER)));
    order.add(above ? 0 : order.size(), preferred.desc());
    return order.toArray(Column[]::new);
  }

  private static Column[] columns(List<String> names, String... others) {
    return Stream.concat(names.stream(), Stream.of(others))
        .map(name -> col("`" + name + "`"))
        .toArray(Column[]::new);
  }
}
