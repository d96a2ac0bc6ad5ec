package dev.firn.run;

import dev.firn.table.Hold;
import dev.firn.table.RunFacts;
import dev.firn.table.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands that end a hold, one of which has to be chosen. */
final class Decisions {

  private Decisions() {}

  /**
   * @param state that is held
   * @param waiting batches that the hold keeps from being merged
   */
  static List<String> next(String table, TableState state, Hold hold, List<Long> waiting) {
    Optional<Long> forward = state.movedForwardFrom();
    if (forward.isPresent()) {
      return List.of(
          "firn rollback %s --to %d".formatted(table, forward.get()), "firn release " + table);
    }
    List<String> commands = new ArrayList<>();
    commands.add(
        "firn exclude %s %s --reason \"…\""
            .formatted(table, batches(concerned(state, hold, waiting))));
    if (hold.run() != null) {
      commands.add("firn publish %s %s --accept \"…\"".formatted(table, hold.run()));
    }
    commands.add("firn release " + table);
    return List.copyOf(commands);
  }

  /** Of what waits, the batches that the hold is about: others may have landed since. */
  private static List<Long> concerned(TableState state, Hold hold, List<Long> waiting) {
    return Optional.ofNullable(hold.snapshot())
        .map(state.metadata()::snapshot)
        .flatMap(audited -> RunFacts.of(audited.summary()))
        .map(facts -> waiting.stream().filter(facts.applied()::contains).toList())
        .filter(batches -> !batches.isEmpty())
        .orElse(waiting);
  }

  static String batches(List<Long> waiting) {
    return waiting.isEmpty()
        ? "BATCH"
        : waiting.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
