package dev.firn.merge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Column;

/** Statements of this package, from the {@code .sql} files beside it. */
final class SqlText {

  private SqlText() {}

  static String merge(String target, String source, String on) {
    return read("merge.sql")
        .replace("{target}", target)
        .replace("{source}", source)
        .replace("{on}", on);
  }

  /**
   * @param run id
   */
  static String stamp(String target, String source, String on, String run) {
    return read("stamp.sql")
        .replace("{target}", target)
        .replace("{source}", source)
        .replace("{on}", on)
        .replace("{run}", run);
  }

  /**
   * A condition with its literals. Spark would put variables in for {@code ${…}}, even within a
   * literal, so that character is spelt by its code.
   */
  static String of(Column condition) {
    return condition.expr().sql().replace("$", "\\u0024");
  }

  private static String read(String name) {
    try (InputStream in = SqlText.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
