package dev.firn.table;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What people decide about batches and holds. Excluding and releasing end a hold. */
public final class Decide {

  private final LakeTable table;

  public Decide(LakeTable table) {
    this.table = table;
  }

  /**
   * Takes batches out of the table's definition.
   *
   * @throws FirnException if main holds rows of one of them: then a rollback has to come first
   */
  public void exclude(Collection<Long> batches, String reason) {
    table.decide(
        state -> {
          Set<Long> applied =
              batches.stream()
                  .filter(state.applied()::contains)
                  .collect(Collectors.toCollection(TreeSet::new));
          if (!applied.isEmpty()) {
            throw new FirnException(
                Fault.USAGE,
                "batch %s of %s is in the table already".formatted(list(applied), table.name()),
                "firn rollback %s --to before:RUN --exclude %s takes it out; firn history %s shows the runs"
                    .formatted(table.name(), list(applied).replace(" ", ""), table.name()));
          }
          TableCommit commit = decision(state);
          batches.forEach(seq -> commit.set(TableState.EXCLUDED + seq, reason));
          return new LakeTable.Decision<>(null, commit);
        });
  }

  /**
   * Takes exclusions back.
   *
   * @throws FirnException if a batch is not excluded
   */
  public void include(Collection<Long> batches) {
    table.decide(
        state -> {
          Set<Long> unknown = new TreeSet<>(batches);
          unknown.removeAll(state.excluded().keySet());
          if (!unknown.isEmpty()) {
            throw new FirnException(
                Fault.USAGE,
                "batch %s of %s is not excluded; %s"
                    .formatted(
                        list(unknown),
                        table.name(),
                        state.excluded().isEmpty()
                            ? "nothing is"
                            : "excluded are: " + list(state.excluded().keySet())));
          }
          return new LakeTable.Decision<>(
              null,
              new TableCommit(state.metadata().uuid())
                  .unset(
                      batches.stream()
                          .map(seq -> TableState.EXCLUDED + seq)
                          .collect(Collectors.toSet())));
        });
  }

  /**
   * Ends a hold; the next run merges what waits.
   *
   * @return whether there was one
   */
  public boolean release() {
    return table.decide(
        state ->
            state.hold().isEmpty()
                ? LakeTable.Decision.done(false)
                : new LakeTable.Decision<>(true, accepting(state, decision(state))));
  }

  /** Runs that somebody else has published are Firn's from now on. */
  private static TableCommit accepting(TableState state, TableCommit commit) {
    if (state.movedForwardFrom().isPresent()) {
      commit.set(TableState.PUBLISHED, Published.property(state.main(), state.applied()));
      state.onlyPublishedSays().forEach(commit::set);
      for (String run : state.broughtIn()) {
        commit.set(TableState.ACCEPTED + run, "main was moved forward to it outside Firn");
        if (state.hasAbandoned(run)) {
          commit.unset(Set.of(TableState.ABANDONED + run));
        }
      }
    }
    return commit;
  }

  /** Ends the hold, drops the branch it kept, and takes main as it stands for what it should be. */
  private TableCommit decision(TableState state) {
    requireLeftOut(state);
    TableCommit commit = new TableCommit(state.metadata().uuid()).onlyIfMainIs(state.position());
    state
        .hold()
        .map(Hold::run)
        .map(AuditBranch::name)
        .filter(branch -> state.branch(branch).isPresent())
        .ifPresent(commit::dropBranch);
    if (state.property(TableState.HOLD).isPresent()) {
      commit.unset(Set.of(TableState.HOLD));
    }
    if (state.movedBackFrom().isPresent()) {
      commit.set(TableState.PUBLISHED, Published.property(state.main(), state.applied()));
      state.onlyPublishedSays().forEach(commit::set);
      abandon(state, commit);
    }
    return commit;
  }

  /** Whoever else moves main may bring back what has been left out. */
  private void requireLeftOut(TableState state) {
    Set<Long> inside = new TreeSet<>(state.excluded().keySet());
    inside.removeIf(seq -> !state.applied().contains(seq));
    Optional<Long> from = state.movedBackFrom().or(state::movedForwardFrom);
    if (!inside.isEmpty() && from.isPresent()) {
      throw new FirnException(
          Fault.USAGE,
          "batch %s of %s is excluded, and in the table where main was moved to outside Firn"
              .formatted(list(inside), table.name()),
          "firn rollback %s --to %d goes where main was; firn include %s %s keeps the batch"
              .formatted(table.name(), from.get(), table.name(), list(inside).replace(",", "")));
    }
  }

  /** The runs that somebody else's rollback took out of main. */
  private static void abandon(TableState state, TableCommit commit) {
    state
        .movedBackFrom()
        .map(state.metadata()::snapshot)
        .ifPresent(
            head ->
                state.ancestors(head).stream()
                    .filter(snapshot -> !state.ancestors(state.main()).contains(snapshot))
                    .map(snapshot -> snapshot.summary().get(RunFacts.RUN_ID))
                    .filter(run -> run != null)
                    .forEach(
                        run -> commit.set(TableState.ABANDONED + run, "rolled back outside Firn")));
  }

  private static String list(Collection<Long> batches) {
    return batches.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
