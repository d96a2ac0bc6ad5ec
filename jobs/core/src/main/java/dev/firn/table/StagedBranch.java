package dev.firn.table;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;

/**
 * A branch that people wrote to, as it was when its audit began. The run that proposes its rows
 * says in its snapshot whose they are.
 *
 * @param name as people call it
 * @param head snapshot id
 */
public record StagedBranch(String name, long head) {

  /** How the ids of such runs end: {@code firn_run_id} says of every row that people wrote it. */
  public static final String BY_HAND = "_by_hand";

  private static final String NAME = "firn.branch";
  private static final String HEAD = "firn.branch-head";

  public StagedBranch {
    requireNonNull(name, "name");
  }

  Map<String, String> toSummary() {
    return Map.of(NAME, name, HEAD, Long.toString(head));
  }

  static Optional<StagedBranch> of(Map<String, String> summary) {
    return summary.containsKey(NAME)
        ? Optional.of(new StagedBranch(summary.get(NAME), Long.parseLong(summary.get(HEAD))))
        : Optional.empty();
  }

  /** The run through which main shows this, if it does. */
  public Optional<String> publishedBy(TableState state) {
    return state.ancestors(state.main()).stream().filter(this::isOf).findFirst().map(this::run);
  }

  /** The newest run that proposes this and waits to be published. */
  public Optional<String> proposedBy(TableState state) {
    return state.proposals().stream()
        .map(run -> state.branch(AuditBranch.name(run)).orElseThrow())
        .filter(this::isOf)
        .max(Comparator.comparingLong(Snapshot::sequenceNumber))
        .map(this::run);
  }

  private boolean isOf(Snapshot snapshot) {
    return of(snapshot.summary()).filter(this::equals).isPresent();
  }

  private String run(Snapshot snapshot) {
    return snapshot.summary().get(RunFacts.RUN_ID);
  }
}
