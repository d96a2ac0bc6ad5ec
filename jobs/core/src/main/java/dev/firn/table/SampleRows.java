package dev.firn.table;

import dev.firn.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;

/** Some rows of main, with Iceberg alone: those that are read first. */
public final class SampleRows {

  private final Lake lake;
  private final String table;

  public SampleRows(Lake lake, String table) {
    this.lake = lake;
    this.table = table;
  }

  /**
   * @param columns of the table; those that it does not have yet are null
   * @param limit rows at most
   * @return values as text, in the order of the columns; null for null
   */
  public List<List<String>> read(List<String> columns, int limit) {
    Table iceberg = new LakeTable(lake, table).iceberg();
    List<String> there =
        columns.stream().filter(name -> iceberg.schema().findField(name) != null).toList();
    List<List<String>> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(iceberg).select(there).build()) {
      for (Record record : records) {
        if (rows.size() == limit) {
          break;
        }
        List<String> row = new ArrayList<>();
        for (String column : columns) {
          row.add(there.contains(column) ? text(record.getField(column)) : null);
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + table, e);
    }
    return rows;
  }

  private static String text(Object value) {
    if (value == null) {
      return null;
    } else if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return HexFormat.of().formatHex(copy);
    } else if (value instanceof List<?> list) {
      return list.stream().map(SampleRows::inside).collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + inside(entry.getValue()))
          .sorted()
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value instanceof Record record) {
      return record.struct().fields().stream()
          .map(NestedField::name)
          .map(name -> name + ": " + inside(record.getField(name)))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.toString();
  }

  private static String inside(Object value) {
    return value == null ? "null" : text(value);
  }
}
