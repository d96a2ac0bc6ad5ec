package dev.firn.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A rollback of several tables, written down before the first of them goes back: each table goes
 * back in one commit, all of them do not, and a command that is killed in between is finished by
 * the same command.
 *
 * @param id unique, and later than those before it
 * @param began ISO 8601 in UTC
 * @param asked what was typed, but for the tables
 * @param tables name to where it goes
 */
public record JointRollback(
    @JsonProperty("id") String id,
    @JsonProperty("began") String began,
    @JsonProperty("asked") Asked asked,
    @JsonProperty("tables") Map<String, Way> tables) {

  private static final String FOLDER = "ops/rollbacks/";
  private static final String PLAN = ".json";
  private static final String DONE = ".done";

  /** What is older is nobody's intention any more. */
  private static final Duration FRESH = Duration.ofDays(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  public JointRollback {
    tables = new TreeMap<>(tables);
  }

  /**
   * @param to the point
   * @param exclude batches
   */
  public record Asked(
      @JsonProperty("to") String to,
      @JsonProperty("exclude") List<Long> exclude,
      @JsonProperty("mergeAgain") boolean mergeAgain) {

    public Asked {
      exclude = exclude.stream().sorted().toList();
    }
  }

  /**
   * @param from main's snapshot
   * @param to snapshot
   */
  public record Way(@JsonProperty("from") long from, @JsonProperty("to") long to) {}

  /** Writes it down. */
  public static JointRollback begin(
      WriteOnceStore store, Clock clock, Asked asked, Map<String, Way> tables) {
    JointRollback begun =
        new JointRollback(new RunIds(clock).next(), clock.instant().toString(), asked, tables);
    try {
      store.create(FOLDER + begun.id + PLAN, JSON.writeValueAsBytes(begun));
      return begun;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the plan of a rollback", e);
    }
  }

  /** The last one, if the same was asked for of the same tables, and it has not ended. */
  public static Optional<JointRollback> unfinished(
      WriteOnceStore store, Clock clock, Asked asked, List<String> tables) {
    try {
      List<String> keys = store.list(FOLDER, "");
      Optional<String> last =
          keys.stream().filter(key -> key.endsWith(PLAN)).reduce((one, next) -> next);
      if (last.isEmpty() || keys.contains(last.get().replace(PLAN, DONE))) {
        return Optional.empty();
      }
      JointRollback found = JSON.readValue(store.read(last.get()), JointRollback.class);
      boolean fresh = Instant.parse(found.began).plus(FRESH).isAfter(clock.instant());
      return Optional.of(found)
          .filter(any -> fresh)
          .filter(plan -> plan.asked.equals(asked))
          .filter(plan -> plan.tables.keySet().equals(Set.copyOf(tables)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the plans of rollbacks", e);
    }
  }

  /** Nothing of it is left to do. */
  public void end(WriteOnceStore store) {
    try {
      store.create(FOLDER + id + DONE, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot end the rollback " + id, e);
    }
  }
}
