package dev.firn.table;

import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The table beside a table that keeps the records no row could be made of. */
public final class RejectedTable {

  private final Lake lake;
  private final TableContract contract;

  public RejectedTable(Lake lake, TableContract contract) {
    this.lake = lake;
    this.contract = contract;
  }

  public String name() {
    return contract.name() + "_rejected";
  }

  public boolean exists() {
    return new LakeTable(lake, name()).exists();
  }

  /** Does nothing if the table exists. */
  public void create() {
    LakeTable table = new LakeTable(lake, name());
    if (!table.exists()) {
      table.createOnce(this::createEmpty);
    }
  }

  private void createEmpty() {
    Schema schema =
        new Schema(
            NestedField.required(
                1, TechnicalColumns.SEQ, Types.LongType.get(), "The batch of the raw log"),
            NestedField.required(
                2, TechnicalColumns.RAW, Types.StringType.get(), "The raw object in that batch"),
            NestedField.required(
                3,
                TechnicalColumns.POINTER,
                Types.StringType.get(),
                "JSON Pointer of the record in that object"),
            NestedField.optional(
                4, "place", Types.StringType.get(), "JSON Pointer of what is wrong"),
            NestedField.required(
                5, "reason", Types.StringType.get(), "Why no row could be made of the record"),
            NestedField.optional(6, "record", Types.StringType.get(), "The record as JSON"),
            NestedField.required(
                7, TechnicalColumns.RUN, Types.StringType.get(), "The run that rejected it"));
    lake.catalog().buildTable(lake.table(name()), schema).withProperties(properties()).create();
  }

  private Map<String, String> properties() {
    Map<String, String> properties =
        new HashMap<>(RetentionProperties.of(contract.recoveryWindow()));
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
    properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + TechnicalColumns.SEQ, "full");
    properties.put(
        CreateTable.COMMENT,
        "Records of %s that do not fit its contract".formatted(contract.name()));
    return properties;
  }
}
