package dev.firn.athena;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What an engine says to a query.
 *
 * @param columns names
 * @param types one a column, as the engine spells them
 * @param rows values, null for SQL's null
 */
record Answer(List<String> columns, List<String> types, List<List<Object>> rows) {

  Answer {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }

  /** All values of a column, in the order of the rows. */
  List<Object> column(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no column %s in %s".formatted(name, columns));
    }
    List<Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(index)));
    return values;
  }

  /** The value of a column of a single row. */
  Object only(String name) {
    List<Object> values = column(name);
    if (values.size() != 1) {
      throw new IllegalStateException("%d rows: %s".formatted(values.size(), rows));
    }
    return values.get(0);
  }

  /** Some columns, in text, a line a row. */
  List<String> lines(String... names) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      List<String> line = new ArrayList<>();
      for (String name : names) {
        line.add(String.valueOf(column(name).get(row)));
      }
      lines.add(String.join("|", line));
    }
    return lines;
  }
}
