package dev.firn.testing;

import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import dev.firn.table.RejectedRecord;
import dev.firn.table.RejectedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericAppenderFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;

/** Rejected records as merging leaves them, in Parquet files, without Spark. */
public final class RejectedRows {

  private final Table table;

  /** Creates the table of rejected records if there is none. */
  public RejectedRows(Lake lake, TableContract contract) {
    RejectedTable rejected = new RejectedTable(lake, contract);
    rejected.create();
    this.table = lake.catalog().loadTable(lake.table(rejected.name()));
  }

  /** Adds a file with these; gives its location. */
  public String add(List<RejectedRecord> records) {
    OutputFile file =
        table
            .io()
            .newOutputFile(
                table
                    .locationProvider()
                    .newDataLocation("%08x.parquet".formatted(records.hashCode())));
    try {
      FileAppender<Record> appender =
          new GenericAppenderFactory(table.schema())
              .setAll(table.properties())
              .newAppender(file, FileFormat.PARQUET);
      try (appender) {
        records.forEach(record -> appender.add(row(record)));
      }
      DataFile data =
          DataFiles.builder(table.spec())
              .withPath(file.location())
              .withFormat(FileFormat.PARQUET)
              .withFileSizeInBytes(appender.length())
              .withMetrics(appender.metrics())
              .build();
      table.newAppend().appendFile(data).commit();
      return file.location();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Record row(RejectedRecord record) {
    GenericRecord row = GenericRecord.create(table.schema());
    row.setField("firn_seq", record.batch());
    row.setField("firn_raw", record.object());
    row.setField("firn_pointer", record.pointer());
    row.setField("place", record.place());
    row.setField("reason", record.reason());
    row.setField("record", record.record());
    row.setField("firn_run_id", record.run());
    return row;
  }
}
