package dev.firn.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of a table, or of an object in it.
 *
 * @param hasKey whether a primary key is declared, well or not
 * @param list those without problems
 */
record Columns(boolean hasKey, List<Column> list) {

  static Columns read(Element table) {
    List<Element> properties = table.get("properties").items();
    if (properties.isEmpty() && !table.get("properties").isFlawed()) {
      table.problem("no column", "describe them under `properties`");
    }
    Positions keys = new Positions(properties, "primaryKey", "primaryKeyPosition");
    Positions partitions = new Positions(properties, "partitioned", "partitionKeyPosition");
    List<Column> columns = new ArrayList<>();
    for (Element property : properties) {
      int key = keys.of(property);
      int partition = partitions.of(property);
      ColumnReader.column(property, key, partition).ifPresent(columns::add);
    }
    checkTwins(properties);
    return new Columns(keys.isMeant(), columns);
  }

  /** The members of an object; they are no columns of the table, and some words are not theirs. */
  static List<Column> readMembers(Element object) {
    List<Element> properties = object.get("properties").items();
    List<Column> members = new ArrayList<>();
    for (Element property : properties) {
      ColumnReader.member(property).ifPresent(members::add);
    }
    checkTwins(properties);
    return members;
  }

  private static void checkTwins(List<Element> properties) {
    checkTwins(properties, "name", "column");
    checkTwins(properties, "id", "id");
  }

  /** Engines fold the case of names, so {@code a} and {@code A} are one. */
  private static void checkTwins(List<Element> properties, String key, String kind) {
    Map<String, Element> seen = new HashMap<>();
    for (Element property : properties) {
      Element name = property.get(key);
      if (name.text() != null) {
        Optional.ofNullable(seen.putIfAbsent(name.text().toLowerCase(Locale.ROOT), name))
            .ifPresent(
                first ->
                    name.problem(
                        "the %s `%s` is there twice".formatted(kind, name.text()),
                        "the first, `%s`, is in line %d"
                            .formatted(first.text(), first.problems().line(first.at()))));
      }
    }
  }
}
