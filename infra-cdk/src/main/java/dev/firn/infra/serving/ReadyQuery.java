package dev.firn.infra.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

  /** What people put in: Athena takes no question marks in time travel. */
  private static final Set<String> PEOPLES = Set.of("from", "to", "snapshot", "time");

  /** What a table's contract tells. */
  private static final Set<String> CONTRACTS = Set.of("columns", "key", "this_key", "day");

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
    return sql.contains("?") || sql.contains("${this_key}");
  }

  /** Whether whoever runs it has to put something in, where SQL takes no question mark. */
  boolean isUnfinished() {
    return placeholders().anyMatch(PEOPLES::contains);
  }

  /** Whether it only reads. */
  boolean reads() {
    return !sql.startsWith("CREATE ");
  }

  /** Whether it reads a table that there is only when records were rejected. */
  boolean needsRejected() {
    return sql.contains("${table}_rejected");
  }

  /** Whether it is published for each table, and not once for the lake or for any table. */
  boolean isOfATable() {
    Set<String> names = placeholders().collect(Collectors.toSet());
    return names.contains("table")
        && (!isUnfinished() || names.stream().anyMatch(CONTRACTS::contains));
  }

  /** Whether that table can be asked it. */
  boolean suits(TableWords table) {
    return placeholders()
            .allMatch(name -> PEOPLES.contains(name) || table.words().containsKey(name))
        && (!sql.contains("firn_valid_") || table.hasVersions());
  }

  private Stream<String> placeholders() {
    return PLACEHOLDER.matcher(sql).results().map(found -> found.group(1));
  }

  String answersFor(TableWords table) {
    return fill(answers, table.words());
  }

  String sqlFor(TableWords table) {
    return fill(sql, table.words());
  }

  private static String fill(String text, Map<String, String> words) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(words.getOrDefault(found.group(1), found.group())));
  }
}
