package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.table.TableDiff.End;
import dev.firn.table.TableDiff.Relation;
import dev.firn.table.TableDiff.RowTotals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.io.FileIO;

/** Compares a table at two points, without looking at a row. */
public final class Diff {

  private final LakeTable table;
  private final Ends ends;

  public Diff(LakeTable table, Ends ends) {
    this.table = requireNonNull(table, "table");
    this.ends = requireNonNull(ends, "ends");
  }

  public TableDiff execute() {
    FileIO io = table.iceberg().io();
    TableState state = ends.state();
    Map<Integer, PartitionSpec> specs = state.metadata().specsById();
    List<ManifestFile> before = ends.from().dataManifests(io);
    List<ManifestFile> after = ends.to().dataManifests(io);
    Map<Long, History.Line> lines =
        new History(state)
            .lines().stream()
                .collect(Collectors.toMap(History.Line::snapshot, Function.identity()));
    List<History.Line> left = lines(lines, ends.left());
    List<History.Line> entered = lines(lines, ends.entered());
    Optional<Applied> had = state.knownApplied(ends.from());
    Optional<Applied> has = state.knownApplied(ends.to());
    boolean known = had.isPresent() && has.isPresent();
    return new TableDiff(
        table.name(),
        end(ends.from(), ends.fromSchema(), before),
        end(ends.to(), ends.toSchema(), after),
        relation(),
        ends.common().map(Snapshot::snapshotId).orElse(null),
        left,
        entered,
        RowTotals.of(left),
        RowTotals.of(entered),
        known ? more(had.get(), has.get()) : null,
        known ? more(has.get(), had.get()) : null,
        SchemaChange.between(ends.fromSchema(), ends.toSchema()),
        FileChanges.ofData(before, after, io, specs),
        FileChanges.ofDeletes(
            ends.from().deleteManifests(io), ends.to().deleteManifests(io), io, specs));
  }

  private Relation relation() {
    Optional<Long> common = ends.common().map(Snapshot::snapshotId);
    if (ends.areTheSame()) {
      return Relation.SAME;
    } else if (common.isEmpty()) {
      return Relation.UNKNOWN;
    } else if (common.get() == ends.from().snapshotId()) {
      return Relation.DESCENDANT;
    }
    return common.get() == ends.to().snapshotId() ? Relation.ANCESTOR : Relation.SIBLING;
  }

  private End end(Snapshot snapshot, Schema schema, List<ManifestFile> manifests) {
    Optional<RunFacts> run =
        ends.state().ancestors(snapshot).stream()
            .flatMap(ancestor -> RunFacts.of(ancestor.summary()).stream())
            .findFirst();
    return new End(
        snapshot.snapshotId(),
        Instant.ofEpochMilli(snapshot.timestampMillis()).toString(),
        run.map(RunFacts::runId).orElse(null),
        RowCount.of(snapshot),
        number(snapshot, "total-data-files"),
        number(snapshot, "total-files-size"),
        ends.state().knownApplied(snapshot).map(Applied::through).orElse(null),
        layout(schema, manifests),
        run.map(RunFacts::contract).orElse(null),
        run.map(RunFacts::program).orElse(null));
  }

  private Map<String, Long> layout(Schema schema, List<ManifestFile> manifests) {
    Map<String, Long> layout = new TreeMap<>();
    for (ManifestFile manifest : manifests) {
      PartitionSpec spec = ends.state().metadata().spec(manifest.partitionSpecId());
      long files = count(manifest.addedFilesCount()) + count(manifest.existingFilesCount());
      layout.merge(partitions(spec, schema), files, Long::sum);
    }
    layout.values().removeIf(files -> files == 0);
    return layout;
  }

  private static String partitions(PartitionSpec spec, Schema schema) {
    List<String> fields = LayoutDifference.partitions(spec, schema);
    return fields.isEmpty() ? "unpartitioned" : String.join(", ", fields);
  }

  private static long count(Integer files) {
    return files == null ? 0 : files;
  }

  private static long number(Snapshot snapshot, String property) {
    return Long.parseLong(snapshot.summary().getOrDefault(property, "-1"));
  }

  private static List<String> more(Applied one, Applied other) {
    return BatchRanges.of(one.through(), seq -> one.contains(seq) && !other.contains(seq));
  }

  private static List<History.Line> lines(Map<Long, History.Line> lines, List<Snapshot> snapshots) {
    return snapshots.stream().map(snapshot -> lines.get(snapshot.snapshotId())).toList();
  }
}
