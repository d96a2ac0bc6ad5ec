package dev.firn.athena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A file of {@code sql/athena/}.
 *
 * @param name without its end
 * @param text as it is in the file
 */
record ReadyQuery(String name, String text) {

  static final Path FOLDER = Path.of(System.getProperty("firn.root"), "sql/athena");

  static ReadyQuery named(String name) {
    return read(FOLDER.resolve(name + ".sql"));
  }

  static List<ReadyQuery> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(ReadyQuery::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReadyQuery read(Path file) {
    try {
      return new ReadyQuery(
          file.getFileName().toString().replace(".sql", ""), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it answers. */
  String firstLine() {
    return text.lines().findFirst().orElseThrow();
  }

  /**
   * @param names what goes in the place of each {@code ${…}}
   */
  String with(Map<String, String> names) {
    String sql = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      sql = sql.replace("${" + name.getKey() + "}", name.getValue());
    }
    return sql;
  }
}
