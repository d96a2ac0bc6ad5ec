package dev.firn.diff;

import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;

import dev.firn.value.Members;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** Values so that they can be read. */
final class Values {

  private static final Map<String, String> JSON =
      Map.of(
          "ignoreNullFields", "false",
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  private Values() {}

  /** Structures as JSON, bytes in hexadecimal. */
  static Column text(Column value, DataType type) {
    boolean nested =
        type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    return nested ? to_json(readable(value, type), JSON) : readable(value, type).cast("string");
  }

  private static Column readable(Column value, DataType type) {
    if (type.equals(DataTypes.BinaryType)) {
      return hex(value);
    } else if (type instanceof ArrayType array) {
      return transform(value, item -> readable(item, array.elementType()));
    } else if (type instanceof MapType map) {
      return transform_values(value, (name, one) -> readable(one, map.valueType()));
    } else if (type instanceof StructType struct) {
      return Members.each(value, struct, Values::readable);
    }
    return value;
  }
}
