package dev.firn.fetch;

import java.nio.file.Path;

/** What an attempt keeps of a response body. */
sealed interface Payload {

  /** The body of a 200, on disk. */
  record Stored(Path file, long bytes, String sha256) implements Payload {}

  /** The beginning of any other body; empty when there is none, or none that can be read. */
  record Excerpt(String text) implements Payload {}
}
