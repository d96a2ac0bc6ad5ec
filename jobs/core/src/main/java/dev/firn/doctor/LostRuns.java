package dev.firn.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.lake.Lake;
import dev.firn.table.MetadataFile;
import dev.firn.table.TableState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.io.FileIO;

/** Which runs a table forgets that is put on older metadata, by the records that runs leave. */
public final class LostRuns {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECORDS = "ops/runs/";

  /** Each of them is a request on S3, and a pointer is repaired soon or never. */
  private static final int MOST = 100;

  private LostRuns() {}

  /**
   * @param metadata location of what the table is put on
   * @return ids of the runs that published what main never showed there, oldest first
   */
  public static List<String> of(Lake lake, String table, String metadata) {
    try (FileIO files = lake.files()) {
      TableState state = MetadataFile.read(files, metadata).state();
      Set<Long> shown = new HashSet<>();
      state.ancestors(state.main()).forEach(snapshot -> shown.add(snapshot.snapshotId()));
      state.metadata().snapshotLog().forEach(entry -> shown.add(entry.snapshotId()));
      List<String> keys =
          lake.store().list(RECORDS, "").stream()
              .filter(key -> key.endsWith("-" + table + ".json"))
              .toList();
      List<String> lost = new ArrayList<>();
      for (String key : keys.subList(Math.max(0, keys.size() - MOST), keys.size())) {
        JsonNode run = JSON.readTree(lake.store().read(key));
        long before = run.path("snapshotBefore").asLong();
        long after = run.path("snapshotAfter").asLong();
        boolean published = "PUBLISHED".equals(run.path("outcome").asText());
        if (published && shown.contains(before) && shown.add(after)) {
          lost.add(run.path("runId").asText());
        }
      }
      return lost;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the records of runs", e);
    }
  }
}
