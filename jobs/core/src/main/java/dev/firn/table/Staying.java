package dev.firn.table;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;

/**
 * What going back does not take back: it concerns files that are still to be written, and readers
 * see nothing of it.
 */
final class Staying {

  private final LakeTable table;
  private final TableMetadata metadata;

  Staying(LakeTable table, TableState state) {
    this.table = table;
    this.metadata = state.metadata();
  }

  /** A sentence each; nothing is read where the table has never been partitioned otherwise. */
  List<String> after(Snapshot target) {
    if (metadata.specs().size() == 1) {
      return List.of();
    }
    FileIO io = table.iceberg().io();
    Set<Integer> then =
        target.dataManifests(io).stream()
            .map(ManifestFile::partitionSpecId)
            .collect(Collectors.toCollection(TreeSet::new));
    then.remove(metadata.defaultSpecId());
    return then.isEmpty()
        ? List.of()
        : List.of(
            "new files stay partitioned by %s; files of that point are by %s"
                .formatted(
                    partitions(metadata.spec()),
                    then.stream()
                        .map(id -> partitions(metadata.spec(id)))
                        .collect(Collectors.joining(" and by "))));
  }

  private String partitions(PartitionSpec spec) {
    List<String> fields = LayoutDifference.partitions(spec, metadata.schema());
    return fields.isEmpty() ? "nothing" : String.join(", ", fields);
  }
}
