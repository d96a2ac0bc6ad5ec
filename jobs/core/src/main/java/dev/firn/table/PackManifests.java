package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.table.Upkeep.Outcome;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.RewriteManifests;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;

/** Writes many small manifests of main as few, which every reader of main opens. */
public final class PackManifests {

  /** So many small ones are not worth a snapshot. */
  private static final int FEW = 10;

  private final LakeTable table;

  public PackManifests(LakeTable table) {
    this.table = requireNonNull(table, "table");
  }

  /** What {@link #execute} would do now. */
  public Upkeep plan() {
    TableState state = table.load();
    List<ManifestFile> small = small(state);
    if (small.size() <= FEW) {
      return Upkeep.nothing(
          Upkeep.Step.MANIFESTS,
          "main has few small manifests: %d of %d"
              .formatted(small.size(), manifests(state).size()));
    }
    Optional<String> wait = SameRows.reasonToWait(state);
    return new Upkeep(
        Upkeep.Step.MANIFESTS,
        wait.isPresent() ? Outcome.WAITS : Outcome.PLANNED,
        wait.orElse("%d small manifests become few".formatted(small.size())),
        size(manifests(state)),
        null,
        List.of(),
        0);
  }

  /** Commits nothing if there is no need. */
  public Upkeep execute() {
    Upkeep plan = plan();
    if (plan.outcome() != Outcome.PLANNED) {
      return plan;
    }
    SameRows.Outcome outcome = new SameRows(table).commit(PackManifests::rewrite);
    TableState after = table.load();
    return new Upkeep(
        Upkeep.Step.MANIFESTS,
        outcome == SameRows.Outcome.COMMITTED ? Outcome.DONE : Outcome.WAITS,
        outcome == SameRows.Outcome.COMMITTED
            ? "small manifests written as few"
            : "somebody has to decide about the table first",
        plan.before(),
        size(manifests(after)),
        List.of(),
        0);
  }

  /** A manifest has files of one way of partitioning. */
  private static RewriteManifests rewrite(Table table) {
    long target = target(table);
    return table
        .rewriteManifests()
        .rewriteIf(manifest -> isSmall(manifest, target))
        .clusterBy(file -> file.specId());
  }

  private List<ManifestFile> small(TableState state) {
    long target = target(table.iceberg());
    return manifests(state).stream().filter(manifest -> isSmall(manifest, target)).toList();
  }

  private static boolean isSmall(ManifestFile manifest, long target) {
    return manifest.content() == ManifestContent.DATA && manifest.length() < target / 2;
  }

  private static long target(Table table) {
    return PropertyUtil.propertyAsLong(
        table.properties(),
        TableProperties.MANIFEST_TARGET_SIZE_BYTES,
        TableProperties.MANIFEST_TARGET_SIZE_BYTES_DEFAULT);
  }

  private List<ManifestFile> manifests(TableState state) {
    Snapshot main = state.metadata().currentSnapshot();
    return main == null ? List.of() : main.allManifests(table.iceberg().io());
  }

  private static Size size(List<ManifestFile> manifests) {
    return Size.of(manifests.stream().map(ManifestFile::length).toList());
  }
}
