package dev.firn.value;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** A structure whose members are converted one by one. */
public final class Members {

  private Members() {}

  /** What becomes of a member. */
  public interface Conversion {
    Column of(Column value, DataType type);
  }

  /** Null stays null. */
  public static Column each(Column value, StructType struct, Conversion conversion) {
    Column[] members =
        Arrays.stream(struct.fields())
            .map(
                field ->
                    conversion.of(value.getField(field.name()), field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return when(value.isNotNull(), struct(members));
  }
}
