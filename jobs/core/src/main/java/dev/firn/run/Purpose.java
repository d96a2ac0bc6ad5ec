package dev.firn.run;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.Exclusion;
import dev.firn.table.Point;
import dev.firn.table.TableState;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;

/**
 * What a run is for.
 *
 * @param command that is typed for it
 * @param makesAnew whether rows are made of nothing but all that has landed
 * @param from the point to merge on again; null for what main is
 * @param without what is excluded when it is published
 * @param review whether it ends before it is published
 */
public record Purpose(
    String command, boolean makesAnew, Point from, Exclusion without, boolean review) {

  /** To merge what has landed and is not in the table. */
  public static final Purpose RUN = new Purpose("run", false, null, Exclusion.NONE, false);

  /** To make the rows of a table what its changed contract says, of all that has landed. */
  public static final Purpose APPLY = new Purpose("apply", true, null, Exclusion.NONE, false);

  /** To make a table anew of all that has landed. */
  public static final Purpose REPLAY = new Purpose("replay", true, null, Exclusion.NONE, false);

  public Purpose {
    requireNonNull(command, "command");
    requireNonNull(without, "without");
    if (makesAnew && from != null) {
      throw new IllegalArgumentException("what is made anew begins with nothing");
    }
  }

  /** To merge again what has landed since a point, on what the table was there. */
  public Purpose from(Point point) {
    return new Purpose(command, false, point, without, review);
  }

  public Purpose without(Exclusion exclusion) {
    return new Purpose(command, makesAnew, from, exclusion, review);
  }

  public Purpose forReview() {
    return new Purpose(command, makesAnew, from, without, true);
  }

  /** Whether main leaves what it shows instead of going on from there. */
  boolean goesBack() {
    return from != null;
  }

  /**
   * What is merged on: the table as it is, or as it was.
   *
   * @throws FirnException if main never showed the point, or a batch to leave out is in it, or the
   *     table had other columns there
   */
  TableState footing(String table, TableState state) {
    Snapshot main = from == null ? state.main() : from.shownIn(state, table);
    if (from != null) {
      requireLeftOut(table, state, main);
      requireColumns(table, state, main);
    }
    return state.asIf(main, without);
  }

  private void requireLeftOut(String table, TableState state, Snapshot main) {
    String inside =
        Stream.concat(without.batches().stream(), state.excluded().keySet().stream())
            .distinct()
            .sorted()
            .filter(state.applied(main)::contains)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    if (!inside.isEmpty()) {
      throw new FirnException(
          Fault.USAGE,
          "batch %s is to be left out, and in %s at %s".formatted(inside, table, from.text()),
          "choose an earlier point, or leave --from out; firn history %s shows which run merged it"
              .formatted(table));
    }
  }

  private void requireColumns(String table, TableState state, Snapshot main) {
    Integer schema = main.schemaId();
    if (schema != null && schema != state.metadata().currentSchemaId()) {
      throw new FirnException(
          Fault.USAGE,
          "%s had other columns at %s".formatted(table, from.text()),
          "leave --from out: firn replay %s makes it anew from all that has landed"
              .formatted(table));
    }
  }

  /** As it has to be typed to do the same again. */
  String command(String table) {
    StringBuilder typed = new StringBuilder("firn ").append(command).append(' ').append(table);
    if (from != null) {
      typed.append(" --from ").append(from.text());
    }
    if (!without.isEmpty()) {
      typed
          .append(" --without ")
          .append(without.batches().stream().map(String::valueOf).collect(Collectors.joining(",")))
          .append(" --reason \"%s\"".formatted(without.reason()));
    }
    return review ? typed.append(" --review").toString() : typed.toString();
  }
}
