package dev.firn.diff;

import dev.firn.testing.SparkLake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.io.FileIO;
import org.apache.spark.sql.Row;

/** Data files of a table that whoever opens them does not find. */
final class HiddenFiles implements AutoCloseable {

  private final FileIO io;
  private final Map<String, byte[]> hidden = new HashMap<>();

  private HiddenFiles(FileIO io) {
    this.io = io;
  }

  /** Those of main whose first id is another. */
  static HiddenFiles allBut(SparkLake lake, String table, String id) throws IOException {
    HiddenFiles files =
        new HiddenFiles(lake.lake().catalog().loadTable(lake.lake().table(table)).io());
    for (Row file :
        lake.sql(
            "SELECT file_path FROM firn.lake.%s.files WHERE readable_metrics.id.lower_bound <> '%s'"
                .formatted(table, id))) {
      try (InputStream in = files.io.newInputFile(file.getString(0)).newStream()) {
        files.hidden.put(file.getString(0), in.readAllBytes());
      }
      files.io.deleteFile(file.getString(0));
    }
    return files;
  }

  int count() {
    return hidden.size();
  }

  @Override
  public void close() throws IOException {
    for (var file : hidden.entrySet()) {
      try (OutputStream out = io.newOutputFile(file.getKey()).create()) {
        out.write(file.getValue());
      }
    }
  }
}
