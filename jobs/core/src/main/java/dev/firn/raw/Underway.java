package dev.firn.raw;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How far a fetch of many pages has come: what another one needs to go on from there. No batch, and
 * of no use any more when the fetch has landed.
 *
 * @param format of this record; 1
 * @param fetchId the fetch that lands these pages, whoever asks for the rest
 * @param question what it asks, so that only the same is gone on with
 * @param startedAt ISO 8601 in UTC
 * @param pages the first ones, their bodies stored
 */
public record Underway(
    int format, String fetchId, String question, String startedAt, List<Page> pages) {

  public Underway {
    requireNonNull(fetchId, "fetchId");
    requireNonNull(question, "question");
    requireNonNull(startedAt, "startedAt");
    pages = List.copyOf(pages);
    if (pages.isEmpty()) {
      throw new IllegalArgumentException("no pages");
    }
  }
}
