package dev.firn.infra.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of {@code sql/athena/}: its first line says what it answers.
 *
 * @param name of the file, without its end
 * @param answers the question, as in the first line
 * @param sql with placeholders where names go, such as {@code ${table}}
 */
public record ReadyQuery(String name, String answers, String sql) {

  private static final String COMMENT = "-- ";

  public static List<ReadyQuery> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(ReadyQuery::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the queries in " + folder, e);
    }
  }

  private static ReadyQuery read(Path file) {
    try {
      String text = Files.readString(file);
      if (!text.startsWith(COMMENT) || !text.contains("\n")) {
        throw new IllegalArgumentException(
            "%s: the first line has to say what the query answers, after \"%s\""
                .formatted(file, COMMENT));
      }
      int end = text.indexOf('\n');
      return new ReadyQuery(
          file.getFileName().toString().replace(".sql", ""),
          text.substring(COMMENT.length(), end),
          text.substring(end + 1));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Whether whoever runs it has to say something. */
  boolean asks() {
    return sql.contains("?");
  }

  /** Whether it reads a table that there is only when records were rejected. */
  boolean needsRejected() {
    return sql.contains("${table}_rejected");
  }

  String answersFor(String table) {
    return answers.replace("${table}", table);
  }

  /**
   * @param placeholder such as {@code table}, which stands as {@code ${table}}
   */
  public String sqlFor(String placeholder, String name) {
    return sql.replace("${" + placeholder + "}", name);
  }
}
