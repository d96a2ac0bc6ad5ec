package dev.firn.parse;

import dev.firn.contract.TableContract;
import dev.firn.table.IcebergSchemas;
import dev.firn.table.TechnicalColumns;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of parsed records: those of the table but for validity, then why a record is none of
 * its rows.
 */
public final class ParsedColumns {

  /** Null for rows. */
  public static final String REASON = "firn_reason";

  /** How the reason begins when it is members that no column takes. */
  public static final String UNKNOWN_MEMBERS = "no column takes ";

  /** JSON Pointer in the raw object of what is wrong. */
  public static final String PLACE = "firn_place";

  /** The rejected record, as JSON. */
  public static final String RECORD = "firn_record";

  private static final List<String> FIRNS_OWN =
      Stream.concat(TechnicalColumns.ALL.stream(), Stream.of(REASON, PLACE, RECORD)).toList();

  /** Nothing that a record could say: they follow from the versions before and after it. */
  private static final Set<String> VALIDITY =
      Set.of(TechnicalColumns.VALID_FROM, TechnicalColumns.VALID_TO);

  static final int COUNT = FIRNS_OWN.size();

  private ParsedColumns() {}

  /** Where one of Firn's own columns is in a row. */
  static int index(TableContract table, String column) {
    return table.columns().size() + FIRNS_OWN.indexOf(column);
  }

  /**
   * Everything is nullable: a rejected record has no values but those of its key, if it has one.
   */
  public static StructType of(TableContract table) {
    StructType parsed = new StructType();
    for (StructField field : SparkSchemaUtil.convert(IcebergSchemas.of(table)).fields()) {
      if (!VALIDITY.contains(field.name())) {
        parsed = parsed.add(field.name(), field.dataType(), true);
      }
    }
    return parsed
        .add(REASON, DataTypes.StringType, true)
        .add(PLACE, DataTypes.StringType, true)
        .add(RECORD, DataTypes.StringType, true);
  }
}
