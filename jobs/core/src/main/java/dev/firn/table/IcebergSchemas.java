package dev.firn.table;

import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.MergeStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The table that a contract asks for, in Iceberg's terms. */
public final class IcebergSchemas {

  private IcebergSchemas() {}

  /** The contract's columns, then Firn's own. */
  public static Schema of(TableContract table) {
    AtomicInteger ids = new AtomicInteger();
    List<NestedField> fields = new ArrayList<>(fields(table.columns(), ids));
    fields.addAll(TechnicalColumns.fields(table, ids));
    // Readers take identifier fields for a key, and appended records have none.
    Set<String> identity =
        table.merge() == MergeStrategy.APPEND ? Set.of() : Set.copyOf(RowIdentity.of(table));
    Set<Integer> identifiers =
        fields.stream()
            .filter(field -> identity.contains(field.name()))
            .map(NestedField::fieldId)
            .collect(Collectors.toSet());
    return new Schema(fields, identifiers);
  }

  static PartitionSpec partitions(TableContract table, Schema schema) {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    for (Column column : table.partitions()) {
      String name = column.name();
      Column.Partition partition = column.partition();
      switch (partition.transform()) {
        case IDENTITY -> spec.identity(name);
        case YEAR -> spec.year(name);
        case MONTH -> spec.month(name);
        case DAY -> spec.day(name);
        case HOUR -> spec.hour(name);
        case BUCKET -> spec.bucket(name, partition.parameter());
        case TRUNCATE -> spec.truncate(name, partition.parameter());
      }
    }
    return spec.build();
  }

  /** Sorted by key, so that a batch's key bounds skip files. */
  static SortOrder sortOrder(TableContract table, Schema schema) {
    SortOrder.Builder order = SortOrder.builderFor(schema);
    table.key().forEach(column -> order.asc(column.name()));
    return order.build();
  }

  private static List<NestedField> fields(List<Column> columns, AtomicInteger ids) {
    List<NestedField> fields = new ArrayList<>();
    for (Column column : columns) {
      int id = ids.incrementAndGet();
      fields.add(
          NestedField.builder()
              .withId(id)
              .isOptional(!column.required())
              .withName(column.name())
              .ofType(type(column.type(), ids))
              .withDoc(column.description())
              .build());
    }
    return fields;
  }

  private static Type type(ColumnType type, AtomicInteger ids) {
    if (type instanceof ColumnType.Primitive primitive) {
      return primitive(primitive);
    } else if (type instanceof ColumnType.Decimal decimal) {
      return Types.DecimalType.of(decimal.precision(), decimal.scale());
    } else if (type instanceof ColumnType.Struct struct) {
      return Types.StructType.of(fields(struct.members(), ids));
    } else if (type instanceof ColumnType.MapOf map) {
      int key = ids.incrementAndGet();
      int value = ids.incrementAndGet();
      Type values = type(map.values(), ids);
      return map.required()
          ? Types.MapType.ofRequired(key, value, Types.StringType.get(), values)
          : Types.MapType.ofOptional(key, value, Types.StringType.get(), values);
    } else if (type instanceof ColumnType.ListOf list) {
      int id = ids.incrementAndGet();
      Type items = type(list.items(), ids);
      return list.required()
          ? Types.ListType.ofRequired(id, items)
          : Types.ListType.ofOptional(id, items);
    }
    throw new IllegalStateException("unknown type " + type);
  }

  private static Type primitive(ColumnType.Primitive type) {
    return switch (type) {
      case STRING -> Types.StringType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case INT -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case FLOAT -> Types.FloatType.get();
      case DOUBLE -> Types.DoubleType.get();
      case DATE -> Types.DateType.get();
      case TIMESTAMP -> Types.TimestampType.withoutZone();
      case TIMESTAMPTZ -> Types.TimestampType.withZone();
      case UUID -> Types.UUIDType.get();
      case BINARY -> Types.BinaryType.get();
    };
  }
}
