package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * What one third party promises and what we make of it: a feed, and the tables that come out of it.
 *
 * @param file the file it was read from, relative to the project
 * @param id the feed: names its raw log; lower-case letters, digits, {@code _} and {@code -}
 * @param version the author's version of the contract
 * @param digest SHA-256 (hex) over the contract's bytes and those of its rulesets: what a run was
 *     made with
 * @param source where the responses come from
 * @param tables one or more
 * @param schedule when to fetch, five-field cron in UTC; null when the contract declares none
 * @param owner who is asked about the feed; null when the contract names nobody
 */
public record Contract(
    Path file,
    String id,
    String version,
    String digest,
    ApiSource source,
    List<TableContract> tables,
    String schedule,
    String owner) {

  public Contract {
    requireNonNull(file, "file");
    requireNonNull(id, "id");
    requireNonNull(version, "version");
    requireNonNull(digest, "digest");
    requireNonNull(source, "source");
    tables = List.copyOf(tables);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("contract " + id + " has no table");
    }
  }
}
