package dev.firn.cli;

import dev.firn.testing.SparkLake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Runs the files of {@code sql/spark} as people do: variables set, then a statement at a time. */
final class SparkRecipes {

  private static final Path FOLDER =
      Path.of(System.getProperty("firn.root")).resolve("sql").resolve("spark");

  private final SparkLake lake;

  SparkRecipes(SparkLake lake, String table) {
    this.lake = lake;
    with("table", lake.lake().namespace() + "." + table);
  }

  /** Names without the ending. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sql"))
          .map(name -> name.replaceFirst("\\.sql$", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name + ".sql"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SparkRecipes with(String variable, Object value) {
    lake.sql("SET %s = %s".formatted(variable, value));
    return this;
  }

  private static String withoutComments(String name) {
    return text(name)
        .lines()
        .filter(line -> !line.startsWith("--"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Rows of each statement. */
  List<List<Row>> run(String name) {
    List<List<Row>> results = new ArrayList<>();
    for (String statement : withoutComments(name).split(";\\R", -1)) {
      if (!statement.isBlank()) {
        results.add(lake.sql(statement));
      }
    }
    return results;
  }
}
