package dev.firn.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * @param columns names
 * @param types by Spark's short names, one a column
 * @param rows values as text, null for SQL's null
 * @param truncated whether there were more rows than asked for
 */
public record QueryResult(
    List<String> columns, List<String> types, List<List<String>> rows, boolean truncated) {

  public QueryResult {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }
}
