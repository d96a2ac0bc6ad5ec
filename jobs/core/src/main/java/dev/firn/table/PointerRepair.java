package dev.firn.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What putting a table's pointer on a metadata file that loads means.
 *
 * @param table its name
 * @param from the metadata file that the catalog names
 * @param broken what is wrong with it; null when it loads and nothing is to be done
 * @param to the metadata file to name instead
 * @param because why that one
 * @param snapshot of main, there
 * @param rows of main there; -1 when unknown
 * @param through the batches that main holds there go up to this one
 * @param lostSnapshots ids of snapshots that were written since, as far as their files tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PointerRepair(
    String table,
    String from,
    String broken,
    String to,
    String because,
    long snapshot,
    long rows,
    long through,
    List<Long> lostSnapshots) {

  public PointerRepair {
    requireNonNull(table, "table");
    lostSnapshots = List.copyOf(lostSnapshots);
  }

  /** Whether there is something to do. */
  @JsonIgnore
  public boolean isNeeded() {
    return broken != null;
  }
}
