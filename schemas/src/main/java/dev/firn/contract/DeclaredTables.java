package dev.firn.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The tables of a contract and their columns, for places that name them.
 *
 * @param columns by table
 */
record DeclaredTables(Map<String, List<String>> columns) {

  static DeclaredTables of(Element schema) {
    Map<String, List<String>> columns = new TreeMap<>();
    for (Element table : schema.items()) {
      if (table.text("name") != null) {
        columns.putIfAbsent(
            table.text("name"),
            table.get("properties").items().stream()
                .map(property -> property.text("name"))
                .filter(Objects::nonNull)
                .toList());
      }
    }
    return new DeclaredTables(columns);
  }

  /** The tables that {@code table.column, ...} names; all of them when nothing stands there. */
  List<String> named(Element elements) {
    if (elements.text() == null) {
      return List.copyOf(columns.keySet());
    }
    List<String> tables = new ArrayList<>();
    for (String element : elements.text().strip().split("\\s*,\\s*", -1)) {
      String[] path = element.split("\\.", -1);
      List<String> declared = columns.get(path[0]);
      if (declared == null) {
        elements.problem(
            "no table `" + path[0] + "` in this contract",
            Suggestion.remedy(path[0], columns.keySet()));
        continue;
      }
      if (path.length > 1 && !declared.contains(path[1])) {
        elements.problem(
            "no column `" + path[1] + "` in the table " + path[0],
            Suggestion.nearest(path[1], declared).map(Suggestion::didYouMean).orElse(null));
      }
      tables.add(path[0]);
    }
    return tables;
  }
}
