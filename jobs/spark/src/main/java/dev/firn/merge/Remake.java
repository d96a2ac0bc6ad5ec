package dev.firn.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.firn.table.Counts;
import dev.firn.table.StagedBranch;
import dev.firn.table.TechnicalColumns;
import dev.firn.value.ComparableValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/**
 * Makes a table what its definition says: a strategy makes all rows of nothing, and where the rows
 * there are differ from those, they follow.
 */
final class Remake implements Merge {

  private static final String THERE = "firn_there";
  private static final String KNOWN_BY = "firn_known_by";
  private static final String KNOWN_CONTENT = "firn_known_content";
  private static final String KNOWN_UNTIL = "firn_known_until";

  private final Rows rows;
  private final Merge strategy;

  Remake(Rows rows, Merge strategy) {
    this.rows = rows;
    this.strategy = strategy;
  }

  @Override
  public Classified classify() {
    Classified made = strategy.classify();
    Dataset<Row> compared = compare(wanted(made)).localCheckpoint(true);
    Row seen = compared.agg(is(NEW), is(CHANGED), is(GONE)).head();
    long added = seen.getLong(0);
    long changed = seen.getLong(1);
    long gone = seen.getLong(2);
    long touched = changed + gone;
    return new Classified(
        made.records(),
        compared,
        KeyBounds.NONE,
        touched == 0
            ? null
            : rows.bounds(compared.filter(col(STATUS).isin(CHANGED, GONE)), touched),
        counts(made.counts(), added, changed, gone),
        made.highestOrder(),
        made.withUnknownFields(),
        made.rejectedAsUnknown());
  }

  private Dataset<Row> wanted(Classified made) {
    return made.rows() == null
        ? rows.there().filter(lit(false))
        : made.rows().filter(col(STATUS).equalTo(NEW)).drop(STATUS);
  }

  private Dataset<Row> compare(Dataset<Row> wanted) {
    boolean valid = Arrays.asList(wanted.columns()).contains(TechnicalColumns.VALID_TO);
    Dataset<Row> there = rows.there();
    Column until = valid ? col("t." + TechnicalColumns.VALID_TO) : lit(null);
    List<Column> known = new ArrayList<>();
    rows.identity().forEach(name -> known.add(col("t.`" + name + "`")));
    known.add(col("t." + TechnicalColumns.HASH).as(Rows.KNOWN_HASH));
    known.add(col("t." + TechnicalColumns.ORDER).as(Rows.KNOWN_ORDER));
    known.add(col("t." + TechnicalColumns.RUN).as(KNOWN_BY));
    known.add(until.as(KNOWN_UNTIL));
    known.add(lit(true).as(THERE));
    known.add(content(there, "t.").as(KNOWN_CONTENT));
    // A row may show the order of an earlier record that said the same; of the same contract,
    // though.
    Column sameOrder = col(Rows.KNOWN_ORDER).equalTo(col(TechnicalColumns.ORDER));
    Column same =
        col(Rows.KNOWN_HASH)
            .equalTo(col(TechnicalColumns.HASH))
            // Who updates a row by hand may leave the hash of the record that it was made of.
            .and(col(KNOWN_CONTENT).eqNullSafe(content(wanted, "")))
            .and(not(col(KNOWN_BY).endsWith(StagedBranch.BY_HAND)))
            .and(rows.request().reordered() ? sameOrder : lit(true))
            .and(valid ? col(KNOWN_UNTIL).eqNullSafe(col(TechnicalColumns.VALID_TO)) : lit(true));
    return wanted
        .join(
            there.select(known.toArray(Column[]::new)),
            JavaConverters.asScalaBuffer(rows.identity()).toSeq(),
            "full_outer")
        .withColumn(
            STATUS,
            when(col(THERE).isNull(), NEW)
                .when(col(TechnicalColumns.HASH).isNull(), GONE)
                .when(same, UNCHANGED)
                .otherwise(CHANGED))
        .drop(THERE, KNOWN_BY, KNOWN_UNTIL, KNOWN_CONTENT, Rows.KNOWN_HASH, Rows.KNOWN_ORDER);
  }

  /**
   * What the third party says. Of volatile columns a row may show what an earlier record said.
   *
   * @param alias of the rows with its dot; may be empty
   */
  private Column content(Dataset<Row> of, String alias) {
    return struct(
        rows.request().table().columns().stream()
            .filter(column -> !column.isVolatile())
            .map(
                column ->
                    ComparableValues.of(
                            col(alias + "`" + column.name() + "`"),
                            of.schema().apply(column.name()).dataType())
                        .as(column.name()))
            .toArray(Column[]::new));
  }

  /** A record that makes a row is new, changed or unchanged by what was there before. */
  private static Counts counts(Counts made, long added, long changed, long gone) {
    return new Counts(
        made.records(),
        added,
        changed,
        made.added() - added - changed + made.unchanged(),
        made.superseded(),
        made.rejected(),
        added,
        changed,
        gone);
  }

  private static Column is(String status) {
    return count(when(col(STATUS).equalTo(status), 1));
  }
}
