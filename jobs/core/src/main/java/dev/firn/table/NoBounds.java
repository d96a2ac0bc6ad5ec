package dev.firn.table;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Properties of a table that keep its uuid columns without bounds in files.
 *
 * <p>Iceberg 1.10 compares UUIDs as Java does, as two signed numbers, and Parquet as their bytes
 * (apache/iceberg#14216). By the bounds that come of it a reader skips files that have its rows: a
 * query misses them, and a merge inserts their keys a second time.
 */
final class NoBounds {

  private NoBounds() {}

  /** Of the fields, and of those in structs; lists and maps have no bounds anyway. */
  static Map<String, String> properties(List<NestedField> fields) {
    Map<String, String> properties = new TreeMap<>();
    add(properties, "", fields);
    return properties;
  }

  private static void add(Map<String, String> properties, String parent, List<NestedField> fields) {
    for (NestedField field : fields) {
      String name = parent + field.name();
      if (field.type().typeId() == Type.TypeID.UUID) {
        properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + name, "counts");
        properties.put(TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX + name, "false");
      } else if (field.type().isStructType()) {
        add(properties, name + ".", field.type().asStructType().fields());
      }
    }
  }
}
