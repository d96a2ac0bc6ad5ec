package dev.firn.run;

import static java.util.Objects.requireNonNull;

/**
 * What a step works on.
 *
 * @param name of the table; when fetching, of the feed
 * @param runId of the run or fetch
 */
public record Subject(String name, String runId) {

  public Subject {
    requireNonNull(name, "name");
    requireNonNull(runId, "runId");
  }
}
