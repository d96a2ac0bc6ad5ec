package dev.firn.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a table with the members of structs in the contract's order. A table has members in the
 * order in which it got them, and a union of rows takes those in maps by their place.
 */
final class MembersInOrder {

  private MembersInOrder() {}

  /**
   * @param wanted may lack columns of the rows; those stay as they are
   */
  static Dataset<Row> of(Dataset<Row> rows, StructType wanted) {
    List<String> names = Arrays.asList(wanted.fieldNames());
    List<StructField> fields =
        Stream.of(rows.schema().fields()).filter(field -> names.contains(field.name())).toList();
    if (fields.stream().allMatch(field -> same(field.dataType(), type(wanted, field.name())))) {
      return rows;
    }
    return rows.select(
        Stream.of(rows.schema().fields())
            .map(
                field -> {
                  Column column = col("`" + field.name() + "`");
                  return names.contains(field.name())
                      ? ordered(column, field.dataType(), type(wanted, field.name()))
                          .as(field.name())
                      : column;
                })
            .toArray(Column[]::new));
  }

  private static Column ordered(Column value, DataType from, DataType to) {
    if (same(from, to)) {
      return value;
    } else if (from instanceof StructType there && to instanceof StructType wanted) {
      Column[] members =
          Stream.of(wanted.fields())
              .map(member -> member(value, there, member).as(member.name()))
              .toArray(Column[]::new);
      return when(value.isNotNull(), struct(members));
    } else if (from instanceof ArrayType there && to instanceof ArrayType wanted) {
      return transform(value, item -> ordered(item, there.elementType(), wanted.elementType()));
    } else if (from instanceof MapType there && to instanceof MapType wanted) {
      return transform_values(
          value, (name, one) -> ordered(one, there.valueType(), wanted.valueType()));
    }
    return value;
  }

  private static Column member(Column struct, StructType there, StructField wanted) {
    return Arrays.asList(there.fieldNames()).contains(wanted.name())
        ? ordered(struct.getField(wanted.name()), type(there, wanted.name()), wanted.dataType())
        : lit(null).cast(wanted.dataType());
  }

  private static DataType type(StructType struct, String name) {
    return struct.fields()[struct.fieldIndex(name)].dataType();
  }

  /** Whether members have the same names in the same order, all the way down. */
  private static boolean same(DataType one, DataType other) {
    if (one instanceof StructType first && other instanceof StructType second) {
      return Arrays.equals(first.fieldNames(), second.fieldNames())
          && Stream.of(first.fieldNames())
              .allMatch(name -> same(type(first, name), type(second, name)));
    } else if (one instanceof ArrayType first && other instanceof ArrayType second) {
      return same(first.elementType(), second.elementType());
    } else if (one instanceof MapType first && other instanceof MapType second) {
      return same(first.valueType(), second.valueType());
    }
    return true;
  }
}
