package dev.firn.spark;

import dev.firn.lake.Lake;

/** Full names of tables in SQL. */
final class SqlNames {

  private SqlNames() {}

  static String of(Lake lake, String table) {
    return "%s.%s.%s".formatted(Lake.CATALOG, lake.namespace(), table);
  }
}
