package dev.firn.table;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What a rollback or an undo does to a table; the same before (a plan) and after it.
 *
 * @param table its name
 * @param from main's snapshot before
 * @param to main's snapshot afterwards
 * @param rowsBefore by Iceberg's snapshot summary; -1 when it does not say
 * @param rowsAfter likewise
 * @param schemaBefore columns, as {@code name type}
 * @param schemaAfter likewise
 * @param through applied position afterwards
 * @param abandoned runs whose results leave main
 * @param regained runs whose results return to main
 * @param batches content of the raw log that main no longer holds and that is not excluded
 * @param excluded batches that this excludes
 * @param unpublishable open audit branches that nothing can publish any more
 * @param held whether merging waits for a decision afterwards
 * @param staying what is not as it was there, a sentence each
 */
public record GoingBack(
    String table,
    long from,
    long to,
    long rowsBefore,
    long rowsAfter,
    List<String> schemaBefore,
    List<String> schemaAfter,
    long through,
    List<String> abandoned,
    List<String> regained,
    NavigableSet<Long> batches,
    NavigableSet<Long> excluded,
    List<String> unpublishable,
    boolean held,
    List<String> staying) {

  public GoingBack {
    schemaBefore = List.copyOf(schemaBefore);
    schemaAfter = List.copyOf(schemaAfter);
    abandoned = List.copyOf(abandoned);
    regained = List.copyOf(regained);
    batches = new TreeSet<>(batches);
    excluded = new TreeSet<>(excluded);
    unpublishable = List.copyOf(unpublishable);
    staying = List.copyOf(staying);
  }
}
