package dev.firn.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * What one step of a table's upkeep does, or would do.
 *
 * @param step which
 * @param outcome how it went
 * @param what in a sentence
 * @param before what it concerns: main's files, main's manifests, all files that snapshots need,
 *     all files in the table's folder; null where it had no need to look
 * @param after likewise
 * @param removes what is deleted: snapshots, branches and properties, or files
 * @param seconds that it took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Upkeep(
    Step step,
    Outcome outcome,
    String what,
    Size before,
    Size after,
    List<String> removes,
    double seconds) {

  /** In the order in which they are done. */
  public enum Step {
    /** Small files, and files with many deletes, are written anew. */
    COMPACT,
    /** Many small manifests become few. */
    MANIFESTS,
    /** Snapshots that nothing keeps any more go, with the files that only they needed. */
    EXPIRE,
    /** Files that no snapshot knows go. */
    ORPHANS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a step went. */
  public enum Outcome {
    /** It is done. */
    DONE,
    /** It would be, without {@code --dry-run}. */
    PLANNED,
    /** There was no need; nothing was committed. */
    NOTHING,
    /** Somebody has to decide something first. */
    WAITS,
    /** Others changed the same files again and again. */
    CONFLICT
  }

  public Upkeep {
    requireNonNull(step, "step");
    requireNonNull(outcome, "outcome");
    requireNonNull(what, "what");
    removes = List.copyOf(removes);
  }

  static Upkeep nothing(Step step, String why) {
    return new Upkeep(step, Outcome.NOTHING, why, null, null, List.of(), 0);
  }

  public Upkeep taking(double measured) {
    return new Upkeep(step, outcome, what, before, after, removes, measured);
  }

  Upkeep as(Outcome other) {
    return new Upkeep(step, other, what, before, after, removes, seconds);
  }

  /** Whether something is gone for good with it. */
  public boolean deletes() {
    return !removes.isEmpty();
  }
}
