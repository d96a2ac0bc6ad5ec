package dev.firn.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.table.Hold;
import dev.firn.table.LakeTable;
import dev.firn.table.RowCount;
import dev.firn.table.RunFacts;
import dev.firn.table.TableState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** How a table is, compared with its contract and its raw log. */
public final class Status {

  private final Lake lake;
  private final Clock clock;

  public Status(Lake lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
  }

  /** In one word; the first that applies. */
  public enum Condition {
    /** Merging waits for a decision. */
    HELD,
    /** Nothing has run yet. */
    EMPTY,
    /** Batches have landed that are not merged. */
    BEHIND,
    /** The newest batch that can be read is older than the contract allows. */
    LATE,
    /** All that landed is in the table. */
    FRESH
  }

  /**
   * @param table its name
   * @param condition in one word
   * @param rows of main; -1 when unknown
   * @param lastRun the run that main shows; null when there is none
   * @param publishedAt when main last moved, ISO 8601 in UTC; null when there is no table
   * @param landedAt when the newest batch landed that can be read, ISO 8601 in UTC; null when there
   *     is none
   * @param landed number of the newest batch; 0 when there is none
   * @param through applied position of main
   * @param unreadable what is wrong with the newest batch; null when it can be read
   * @param pending content batches that wait to be merged
   * @param excluded batches with reasons
   * @param hold why merging waits; null when it does not
   * @param next the commands to choose from next; empty when there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String table,
      Condition condition,
      long rows,
      String lastRun,
      String publishedAt,
      String landedAt,
      long landed,
      long through,
      String unreadable,
      List<Long> pending,
      Map<Long, String> excluded,
      Hold hold,
      List<String> next) {

    /** Whether a run would merge something. */
    @JsonIgnore
    public boolean isDue() {
      return hold == null && !pending.isEmpty();
    }
  }

  public Line of(Contract contract, TableContract table) {
    return of(
        contract,
        table,
        new RawLog(lake.store(), contract.id()),
        new LakeTable(lake, table.name()).find().orElse(null));
  }

  /**
   * @param state of the table; null when there is none
   */
  public Line of(Contract contract, TableContract table, RawLog log, TableState state) {
    long head = log.head();
    String landedAt = newestReadable(log, head).map(Batch::landedAt).orElse(null);
    String unreadable =
        log.find(head)
            .map(Batch::unreadable)
            .map(why -> "batch %d: %s".formatted(head, why))
            .orElse(null);
    if (state == null) {
      List<Long> waiting = log.after(0).stream().filter(Batch::hasContent).map(Batch::seq).toList();
      return new Line(
          table.name(),
          Condition.EMPTY,
          0,
          null,
          null,
          landedAt,
          head,
          0,
          unreadable,
          waiting,
          new TreeMap<>(),
          null,
          List.of("firn run " + table.name()));
    }
    Work work =
        new Planning(log, table)
            .of(state, new Unchanged(lake.store(), table.name(), contract).applied(state));
    List<Long> pending = work.batches().stream().map(Batch::seq).toList();
    Condition condition = condition(state, pending, landedAt, table.freshness());
    NavigableMap<Long, String> excluded = state.excluded();
    return new Line(
        table.name(),
        condition,
        RowCount.of(state.main()),
        state.ancestors(state.main()).stream()
            .map(snapshot -> snapshot.summary().get(RunFacts.RUN_ID))
            .filter(run -> run != null)
            .findFirst()
            .orElse(null),
        Instant.ofEpochMilli(state.position().loggedAt()).toString(),
        landedAt,
        head,
        state.applied().through(),
        unreadable,
        pending,
        excluded,
        state.hold().orElse(null),
        next(table.name(), condition, state, pending));
  }

  private static Optional<Batch> newestReadable(RawLog log, long head) {
    Optional<Batch> newest = log.find(head);
    while (newest.isPresent() && newest.get().unreadable() != null) {
      newest = log.find(newest.get().seq() - 1);
    }
    return newest;
  }

  private Condition condition(
      TableState state, List<Long> pending, String landedAt, Duration freshness) {
    if (state.hold().isPresent()) {
      return Condition.HELD;
    } else if (!pending.isEmpty()) {
      return Condition.BEHIND;
    } else if (landedAt == null) {
      return Condition.EMPTY;
    }
    boolean late =
        freshness != null && Instant.parse(landedAt).plus(freshness).isBefore(clock.instant());
    return late ? Condition.LATE : Condition.FRESH;
  }

  private static List<String> next(
      String table, Condition condition, TableState state, List<Long> pending) {
    return switch (condition) {
      case HELD -> Decisions.next(table, state, state.hold().orElseThrow(), pending);
      case EMPTY, BEHIND, LATE -> List.of("firn run " + table);
      case FRESH ->
          state.proposals().stream()
              .map(run -> "firn publish %s %s".formatted(table, run))
              .toList();
    };
  }
}
