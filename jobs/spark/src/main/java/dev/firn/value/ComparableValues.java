package dev.firn.value;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** Values so that Spark can say whether they are the same: it compares no maps. */
public final class ComparableValues {

  private ComparableValues() {}

  /** Whether a value of that type has to be converted before it is compared. */
  public static boolean needConversion(DataType type) {
    return type.existsRecursively(MapType.class::isInstance);
  }

  /** The order of names in maps says nothing. */
  public static Column of(Column value, DataType type) {
    if (!needConversion(type)) {
      return value;
    } else if (type instanceof ArrayType array) {
      return transform(value, item -> of(item, array.elementType()));
    } else if (type instanceof MapType map) {
      return array_sort(
          map_entries(transform_values(value, (name, one) -> of(one, map.valueType()))));
    } else if (type instanceof StructType struct) {
      return Members.each(value, struct, ComparableValues::of);
    }
    return value;
  }
}
