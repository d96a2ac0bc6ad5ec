package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.Upkeep.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.FileIO;

/**
 * Lets go of what is older than the recovery window: branches whose time is over, snapshots that
 * nothing keeps, what properties say of their runs, and then the files that only they needed.
 */
public final class Expire {

  private final LakeTable table;
  private final Duration window;
  private final Clock clock;

  /**
   * @param window in which every point that main has shown stays
   */
  public Expire(LakeTable table, Duration window, Clock clock) {
    this.table = requireNonNull(table, "table");
    this.window = requireNonNull(window, "window");
    this.clock = requireNonNull(clock, "clock");
  }

  /** What {@link #execute} would do now. */
  public Upkeep plan() {
    TableState state = table.load();
    Retained retained = retained(state);
    if (isNothing(retained)) {
      return nothing();
    }
    Reachable kept = kept(state, retained);
    Map<String, Long> gone = gone(state.metadata(), retained.expired(), kept);
    return told(retained, Outcome.PLANNED, kept, gone, "");
  }

  /** Commits nothing if nothing is too old. */
  public Upkeep execute() {
    TableState[] seen = new TableState[1];
    Retained retained =
        table.decide(
            state -> {
              seen[0] = state;
              Retained now = retained(state);
              return new LakeTable.Decision<>(now, isNothing(now) ? null : commit(state, now));
            });
    if (isNothing(retained)) {
      return nothing();
    }
    TableMetadata after = table.load().metadata();
    Reachable kept = Reachable.of(io(), after);
    List<Snapshot> expired =
        retained.expired().stream()
            .filter(snapshot -> after.snapshot(snapshot.snapshotId()) == null)
            .toList();
    Map<String, Long> gone = gone(seen[0].metadata(), expired, kept);
    int failed = Deletion.of(io(), gone.keySet());
    return told(
        retained,
        Outcome.DONE,
        kept,
        gone,
        failed == 0 ? "" : "; %d files could not be deleted and are orphans now".formatted(failed));
  }

  private Retained retained(TableState state) {
    if (!state.metadata().propertyAsBoolean(TableProperties.GC_ENABLED, true)) {
      throw new FirnException(
          Fault.USAGE,
          "table %s says gc.enabled=false: its files may be another table's too"
              .formatted(table.name()),
          "leave it alone, or set the property to true");
    }
    return new Retained(state, window, clock.instant());
  }

  private static boolean isNothing(Retained retained) {
    return retained.expired().isEmpty()
        && retained.expiredRefs().isEmpty()
        && retained.expiredProperties().isEmpty();
  }

  private static Upkeep nothing() {
    return Upkeep.nothing(
        Upkeep.Step.EXPIRE, "everything is inside the recovery window, or kept by name");
  }

  private TableCommit commit(TableState state, Retained retained) {
    var refs = state.metadata().refs();
    TableCommit commit =
        new TableCommit(state.metadata().uuid())
            .onlyIfMainIs(state.position())
            .onlyIf("a branch or tag was set", metadata -> metadata.refs().equals(refs));
    retained.expiredRefs().forEach(commit::dropBranch);
    return commit
        .removeSnapshots(
            retained.expired().stream().map(Snapshot::snapshotId).collect(Collectors.toSet()))
        .unset(retained.expiredProperties());
  }

  private Reachable kept(TableState state, Retained retained) {
    Set<Snapshot> rest = new HashSet<>(state.metadata().snapshots());
    retained.expired().forEach(rest::remove);
    return Reachable.of(io(), state.metadata(), rest);
  }

  private Map<String, Long> gone(
      TableMetadata before, Collection<Snapshot> expired, Reachable kept) {
    return Reachable.of(io(), before, expired, kept).notIn(kept);
  }

  private FileIO io() {
    return table.iceberg().io();
  }

  private static Upkeep told(
      Retained retained, Outcome outcome, Reachable kept, Map<String, Long> gone, String more) {
    List<String> removes = new ArrayList<>();
    retained.expiredRefs().forEach(ref -> removes.add("branch or tag " + ref));
    retained.expired().forEach(snapshot -> removes.add(Retained.text(snapshot)));
    retained.expiredProperties().forEach(property -> removes.add("property " + property));
    Size after = kept.size();
    Size deleted = Size.of(gone.values());
    return new Upkeep(
        Upkeep.Step.EXPIRE,
        outcome,
        "%s, %s, %s and the %s that only they needed%s"
            .formatted(
                count(retained.expired().size(), "snapshot"),
                count(retained.expiredRefs().size(), "branch or tag"),
                count(retained.expiredProperties().size(), "property"),
                count(gone.size(), "file"),
                more),
        new Size(after.files() + deleted.files(), after.bytes() + deleted.bytes()),
        after,
        removes,
        0);
  }

  private static String count(long number, String what) {
    String several =
        switch (what) {
          case "branch or tag" -> "branches or tags";
          case "property" -> "properties";
          default -> what + "s";
        };
    return number + " " + (number == 1 ? what : several);
  }
}
