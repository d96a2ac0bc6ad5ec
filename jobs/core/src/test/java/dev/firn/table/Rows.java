package dev.firn.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericAppenderFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.types.Types.NestedField;

/** Real rows in real files; Avro, because Iceberg's Parquet needs Hadoop. */
final class Rows {

  private Rows() {}

  /** A file with one row, in the table's current schema. */
  static DataFile file(Table table, String run, Map<String, Object> values) {
    return file(table, run, List.of(values));
  }

  /** A file with rows, in the table's current schema. */
  static DataFile file(Table table, String run, List<Map<String, Object>> rows) {
    OutputFile file =
        table
            .io()
            .newOutputFile(
                table.locationProvider().newDataLocation(run + "-" + UUID.randomUUID() + ".avro"));
    try {
      FileAppender<Record> appender =
          new GenericAppenderFactory(table.schema()).newAppender(file, FileFormat.AVRO);
      try (appender) {
        for (Map<String, Object> values : rows) {
          GenericRecord row = GenericRecord.create(table.schema());
          technical(run).forEach(row::setField);
          values.forEach(row::setField);
          appender.add(row);
        }
      }
      return DataFiles.builder(table.spec())
          .withPath(file.location())
          .withFormat(FileFormat.AVRO)
          .withFileSizeInBytes(appender.length())
          .withRecordCount(rows.size())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> technical(String run) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(TechnicalColumns.RUN, run);
    values.put(TechnicalColumns.SEQ, 1L);
    values.put(TechnicalColumns.RAW, "raw/things/bodies/" + run + "/0.body");
    values.put(TechnicalColumns.POINTER, "");
    values.put(TechnicalColumns.ORDER, "");
    values.put(TechnicalColumns.HASH, ByteBuffer.wrap(new byte[] {1}));
    return values;
  }

  /** What readers of main see, without the technical columns. */
  static List<Map<String, Object>> of(Table table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      for (Record record : records) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (NestedField field : table.schema().columns()) {
          if (!TechnicalColumns.ALL.contains(field.name())) {
            row.put(field.name(), record.getField(field.name()));
          }
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
