package dev.firn.merge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Statements of this package, from the {@code .sql} files beside it. */
final class SqlText {

  private SqlText() {}

  static String merge(String target, String source, String on) {
    return read("merge.sql")
        .replace("{target}", target)
        .replace("{source}", source)
        .replace("{on}", on);
  }

  private static String read(String name) {
    try (InputStream in = SqlText.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
