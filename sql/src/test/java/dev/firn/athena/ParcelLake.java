package dev.firn.athena;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The lake that the tests of this module read: one Firn, one emulated AWS and one Trino for all of
 * them. Its tables have been through four runs, of which the last was wrong, and a rollback.
 */
final class ParcelLake implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What goes in the place of names in queries about each table. */
  private static final Map<String, Map<String, String>> NAMES =
      Map.of(
          "parcels",
          Map.of(
              "table", "parcels",
              "columns",
                  "\"parcel_id\", \"sent_at\", \"weight\", \"piece_count\", \"note\", \"insured\", \"local_drop\", \"due\", \"label\", \"tracking\", \"sender\", \"stops\", \"rates\", \"fragility\"",
              "key", "\"parcel_id\"",
              "this_key", "\"parcel_id\" = ?",
              "day", "\"sent_at\""),
          "fares",
          Map.of(
              "table", "fares",
              "columns", "\"route\", \"since\", \"price\", firn_valid_from, firn_valid_to",
              "key", "\"route\", firn_valid_from",
              "this_key", "\"route\" = ?"),
          "scans",
          Map.of(
              "table", "scans",
              "columns", "\"parcel_id\", \"seen_at\", \"place\"",
              "day", "\"seen_at\""));

  private final ThirdParty thirdParty = new ThirdParty();
  private final Project project =
      new Project(
          Files.createTempDirectory(
              Path.of(System.getProperty("firn.root"), "sql/target"), "lake-"));
  private final FirnProcess firn;
  private final TrinoServer server;
  private final Trino trino;
  private final Map<String, String> runs = new TreeMap<>();
  private final Map<String, Instant> times = new TreeMap<>();
  private final Map<String, Answer> beforeRollback = new HashMap<>();

  private ParcelLake() throws Exception {
    this.firn = new FirnProcess(project.folder());
    this.server = TrinoServer.open(firn.aws());
    this.trino = new Trino(server.address(), firn.database());
    ParcelFeed feed = new ParcelFeed(thirdParty, firn, project, "");
    remember(1, feed.run(1, 0));
    remember(2, feed.run(2, 0));
    feed.changeContract();
    remember(3, feed.run(3, 0));
    remember(4, feed.run(4, ParcelFeed.HELD));
    firn.firn("publish", "parcels", run("parcels", 4), "--accept", "let through, to be taken back");
    times.put("wrong", Instant.now());
    firn.firn("run", "ops_runs", "ops_checks");
    for (String query : new String[] {"current", "runs", "snapshots", "freshness"}) {
      beforeRollback.put(query, ask(query, "parcels"));
    }
    firn.firn("rollback", "parcels", "--to", "before:" + run("parcels", 4), "--exclude", "4");
    times.put("right", Instant.now());
  }

  private void remember(int answer, Map<String, String> byTable) {
    byTable.forEach((table, run) -> runs.put(table + answer, run));
    times.put("answer" + answer, Instant.now());
  }

  FirnProcess firn() {
    return firn;
  }

  Trino trino() {
    return trino;
  }

  ThirdParty thirdParty() {
    return thirdParty;
  }

  Project project() {
    return project;
  }

  /** Id of the run that merged that answer into that table. */
  String run(String table, int answer) {
    return runs.get(table + answer);
  }

  /** A time at which main was {@code wrong}, or {@code right} again, as SQL has it. */
  String time(String name) {
    return TIME.format(times.get(name));
  }

  /** What a ready query said when main showed the run that was wrong. */
  Answer beforeRollback(String query) {
    return beforeRollback.get(query);
  }

  /**
   * A ready query.
   *
   * @param values in SQL, for its question marks
   */
  Answer ask(String query, String table, String... values) {
    return measured(query, table, Map.of(), values).answer();
  }

  /**
   * @param filled in by whoever asks
   */
  Answer ask(String query, String table, Map<String, String> filled, String... values) {
    return measured(query, table, filled, values).answer();
  }

  Trino.Measured measured(
      String query, String table, Map<String, String> filled, String... values) {
    return trino.measured(sql(query, table, filled), values);
  }

  static String sql(String query, String table, Map<String, String> filled) {
    Map<String, String> names = new HashMap<>(NAMES.getOrDefault(table, Map.of("table", table)));
    names.putAll(filled);
    return ReadyQuery.named(query).with(names);
  }

  @Override
  public void close() {
    server.close();
    firn.close();
    thirdParty.close();
  }

  /** Gives tests the lake. */
  static final class Extension implements ParameterResolver, ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return TrinoServer.isNewest()
              && NewestTrino.java().isEmpty()
              && !"true".equals(System.getenv("CI"))
          ? ConditionEvaluationResult.disabled(
              "the newest Trino takes a newer JDK; FIRN_NEWER_JAVA says where one is")
          : ConditionEvaluationResult.enabled("there is a Trino");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ParcelLake.class;
    }

    @Override
    public ParcelLake resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(ParcelLake.class, type -> open(), ParcelLake.class);
    }

    private static ParcelLake open() {
      try {
        return new ParcelLake();
      } catch (Exception e) {
        throw new IllegalStateException("the lake that tests read cannot be made", e);
      }
    }
  }
}
