package dev.firn.table;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;

/** Between main and where it is to go. */
final class Difference {

  private final TableState state;
  private final Snapshot target;
  private final List<String> before;
  private final List<String> after;

  Difference(TableState state, Snapshot target) {
    this.state = state;
    this.target = target;
    this.before = runs(state.main());
    this.after = runs(target);
  }

  /** Runs whose results leave main. */
  List<String> abandoned() {
    return minus(before, after);
  }

  /** Runs whose results return to main. */
  List<String> regained() {
    return minus(after, before);
  }

  /** Batches that main holds, and then no longer. */
  NavigableSet<Long> lost() {
    Applied now = state.applied();
    Applied then = state.applied(target);
    NavigableSet<Long> lost = new TreeSet<>();
    LongStream.rangeClosed(1, now.through())
        .filter(seq -> now.contains(seq) && !then.contains(seq))
        .forEach(lost::add);
    return lost;
  }

  static List<String> columns(Schema schema) {
    return schema.columns().stream().map(column -> column.name() + " " + column.type()).toList();
  }

  private List<String> runs(Snapshot head) {
    return state.ancestors(head).stream()
        .map(snapshot -> snapshot.summary().get(RunFacts.RUN_ID))
        .filter(run -> run != null)
        .distinct()
        .toList();
  }

  private static List<String> minus(List<String> from, List<String> what) {
    List<String> rest = new ArrayList<>(from);
    rest.removeAll(what);
    return rest;
  }
}
