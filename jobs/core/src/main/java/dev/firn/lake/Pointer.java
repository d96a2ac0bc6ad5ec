package dev.firn.lake;

import static java.util.Objects.requireNonNull;

/**
 * What a catalog keeps of a table: which of its metadata files is the table.
 *
 * @param table its name
 * @param metadata location of the file that readers load
 * @param previous location of the one before it; null when the catalog names none
 */
public record Pointer(String table, String metadata, String previous) {

  public Pointer {
    requireNonNull(table, "table");
    requireNonNull(metadata, "metadata");
  }

  /** The folder of the table's files, as Iceberg lays them out: above that of its metadata. */
  public String location() {
    return metadata.replaceFirst("/+[^/]+/+[^/]+$", "");
  }
}
