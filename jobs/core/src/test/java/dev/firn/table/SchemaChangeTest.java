package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.SchemaChange.Kind;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

class SchemaChangeTest {

  @Test
  void tellsColumnsByTheirIds() {
    Schema before =
        new Schema(
            NestedField.required(1, "id", Types.StringType.get()),
            NestedField.optional(2, "v", Types.IntegerType.get()),
            NestedField.optional(3, "w", Types.StringType.get()));
    Schema after =
        new Schema(
            NestedField.required(1, "key", Types.StringType.get()),
            NestedField.optional(2, "v", Types.LongType.get()),
            NestedField.optional(4, "w", Types.StringType.get()));

    assertThat(SchemaChange.between(before, after))
        .containsExactly(
            new SchemaChange(Kind.DROPPED, "w", "string", null),
            new SchemaChange(Kind.RENAMED, "key", "id", "key"),
            new SchemaChange(Kind.RETYPED, "v", "int", "long"),
            new SchemaChange(Kind.ADDED, "w", null, "string"));
  }

  @Test
  void looksIntoStructuresListsAndMaps() {
    Schema before = nested(List.of(NestedField.optional(9, "lat", Types.FloatType.get())));
    Schema after =
        nested(
            List.of(
                NestedField.optional(9, "latitude", Types.DoubleType.get()),
                NestedField.optional(10, "lon", Types.DoubleType.get())));

    assertThat(SchemaChange.between(before, after))
        .containsExactly(
            new SchemaChange(
                Kind.RENAMED,
                "stops.element.latitude",
                "stops.element.lat",
                "stops.element.latitude"),
            new SchemaChange(Kind.RETYPED, "stops.element.latitude", "float", "double"),
            new SchemaChange(Kind.ADDED, "stops.element.lon", null, "double"));
  }

  @Test
  void saysWhatMayBeNullNow() {
    assertThat(
            SchemaChange.between(
                new Schema(NestedField.required(1, "id", Types.StringType.get())),
                new Schema(NestedField.optional(1, "id", Types.StringType.get()))))
        .containsExactly(new SchemaChange(Kind.RETYPED, "id", "string required", "string"));
  }

  @Test
  void theSameIsNoChange() {
    Schema schema = nested(List.of(NestedField.optional(9, "lat", Types.FloatType.get())));

    assertThat(SchemaChange.between(schema, schema)).isEmpty();
  }

  private static Schema nested(List<NestedField> members) {
    return new Schema(
        NestedField.optional(
            1, "stops", Types.ListType.ofOptional(2, Types.StructType.of(members))));
  }
}
