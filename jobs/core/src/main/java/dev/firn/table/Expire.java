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

  private record Decided(TableState state, Retained retained) {}

  /** Commits nothing if nothing is too old. */
  public Upkeep execute() {
    Decided decided =
        table.decide(
            state -> {
              Retained now = retained(state);
              return new LakeTable.Decision<>(
                  new Decided(state, now), isNothing(now) ? null : commit(state, now));
            });
    Retained retained = decided.retained();
    if (isNothing(retained)) {
      return nothing();
    }
    TableMetadata after = table.load().metadata();
    Reachable kept = Reachable.of(io(), after);
    List<Snapshot> expired =
        retained.expired().stream()
            .filter(snapshot -> after.snapshot(snapshot.snapshotId()) == null)
            .toList();
    Map<String, Long> gone = gone(decided.state().metadata(), expired, kept);
    int failed = Deletion.of(io(), gone.keySet());
    return told(
        retained,
        Outcome.DONE,
        kept,
        gone,
        failed == 0
            ? ""
            : "; %d files could not be deleted, and are orphans now".formatted(failed));
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
    retained.remembered().forEach(commit::set);
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
        what(retained, gone.size()) + more,
        new Size(after.files() + deleted.files(), after.bytes() + deleted.bytes()),
        after,
        removes,
        0);
  }

  private static String what(Retained retained, int files) {
    List<String> what = new ArrayList<>();
    what.add(count(retained.expired().size(), "snapshot", "snapshots"));
    what.add(count(retained.expiredRefs().size(), "branch or tag", "branches or tags"));
    what.add(count(retained.expiredProperties().size(), "property", "properties"));
    what.add(count(files, "file that only they needed", "files that only they needed"));
    what.removeIf(one -> one.startsWith("0 "));
    return String.join(", ", what);
  }

  private static String count(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
