package dev.firn.engine;

import java.util.Set;
import org.apache.iceberg.DataFile;

/**
 * The same rows in other files, written and not committed.
 *
 * @param base main's snapshot, whose rows they are
 * @param removed files that the new ones stand for
 * @param added the new ones
 */
public record Rewritten(long base, Set<DataFile> removed, Set<DataFile> added) {

  public Rewritten {
    removed = Set.copyOf(removed);
    added = Set.copyOf(added);
  }

  public static Rewritten nothing(long base) {
    return new Rewritten(base, Set.of(), Set.of());
  }
}
