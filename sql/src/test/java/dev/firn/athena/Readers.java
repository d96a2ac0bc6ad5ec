package dev.firn.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks Trino and Spark the same. */
record Readers(ParcelLake lake) {

  /** About a table now. */
  void agree(String table) {
    assertThat(inTrino(table)).as("%s now", table).isEqualTo(inSpark(table));
  }

  /** About a table now and at each of its snapshots. */
  void agreeAtEachSnapshot(String table) {
    agree(table);
    List<String> snapshots =
        lake
            .firn()
            .spark(
                "SELECT snapshot_id FROM %s.%s.snapshots".formatted(lake.firn().database(), table))
            .column("snapshot_id")
            .stream()
            .map(String::valueOf)
            .toList();
    for (String snapshot : snapshots) {
      assertThat(inTrino(table + " FOR VERSION AS OF " + snapshot))
          .as("%s at %s", table, snapshot)
          .isEqualTo(inSpark(table + " VERSION AS OF " + snapshot));
    }
  }

  /** About a table at each time that main moved, as readers travel. */
  void agreeAtEachTime(String table) {
    List<String> times =
        lake
            .firn()
            .spark(
                "SELECT DISTINCT date_format(made_current_at, 'yyyy-MM-dd HH:mm:ss.SSS') AS at FROM %s.%s.history"
                    .formatted(lake.firn().database(), table))
            .column("at")
            .stream()
            .map(String::valueOf)
            .toList();
    for (String time : times) {
      assertThat(inTrino(table + " FOR TIMESTAMP AS OF TIMESTAMP '%s UTC'".formatted(time)))
          .as("%s at %s", table, time)
          .isEqualTo(inSpark(table + " TIMESTAMP AS OF '%s'".formatted(time)));
    }
  }

  /**
   * @param columns with their types
   * @param rows in any order, each as text
   */
  private record Said(Map<String, String> columns, List<String> rows) {}

  private Said inSpark(String table) {
    Answer shape = lake.firn().spark("SELECT * FROM " + table + " LIMIT 0");
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < shape.columns().size(); i++) {
      columns.put(shape.columns().get(i), shape.types().get(i));
    }
    Answer rows =
        lake.firn()
            .spark(
                "SELECT to_json(struct(*), map('timestampFormat', \"yyyy-MM-dd HH:mm:ss.SSSSSS\", 'timestampNTZFormat', \"yyyy-MM-dd HH:mm:ss.SSSSSS\", 'ignoreNullFields', 'false')) AS row FROM "
                    + table);
    return new Said(columns, SameValues.ofSpark(rows.column("row")));
  }

  private Said inTrino(String table) {
    Answer answer = lake.trino().ask("SELECT * FROM " + table);
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < answer.columns().size(); i++) {
      columns.put(answer.columns().get(i), SameValues.sparkType(answer.types().get(i)));
    }
    return new Said(columns, SameValues.ofTrino(answer.rows(), answer.columns()));
  }
}
