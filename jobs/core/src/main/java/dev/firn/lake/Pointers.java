package dev.firn.lake;

import java.util.List;
import java.util.Optional;

/**
 * The pointers of a lake's tables, seen without loading what they point at: a table whose metadata
 * is lost cannot be loaded, and so not be mended, through its catalog.
 */
public interface Pointers {

  /** Of all tables, by name. */
  List<Pointer> all();

  /** Empty if there is no such table. */
  Optional<Pointer> find(String table);

  /**
   * Puts a table on another metadata file, and leaves all else that the catalog says of it.
   *
   * @param from what the pointer has to be still
   * @return false if it is something else by now; then nothing was changed
   */
  boolean move(Pointer from, String metadata);
}
