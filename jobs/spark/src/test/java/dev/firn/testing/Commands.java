package dev.firn.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.cli.Cli;
import dev.firn.engine.Engine;
import dev.firn.lake.GlueLake;
import dev.firn.lake.Lake;
import dev.firn.replay.RecordedHistory;
import dev.firn.run.Progress;
import dev.firn.spark.SparkEngineProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * Firn with an emulated AWS in a process of its own, for tests whose class path has no room for
 * Spark. It says where AWS is and what its lake is called, then answers what its standard input
 * asks, a JSON object a line: {@code {"firn": ["run", "x"]}} is a command, {@code {"spark": "SELECT
 * …"}} a statement beside Firn, {@code {"play": "usgs-quakes"}} makes that recorded feed's table.
 * One Spark does all of it; it ends with its input.
 */
public final class Commands {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String database;
  private final String project;
  private final Lake lake;
  private final Engine engine;
  private final SparkSession others;

  private Commands(String database, String project) {
    this.database = database;
    this.project = project;
    this.lake = GlueLake.open(database);
    this.engine = new SparkEngineProvider().open(lake);
    this.others = SparkSession.builder().getOrCreate().newSession();
    String catalog = "spark.sql.catalog." + Lake.CATALOG;
    others.conf().set(catalog, SparkCatalog.class.getName());
    others.conf().set(catalog + ".cache-enabled", "false");
    others.conf().set(catalog + ".default-namespace", database);
    lake.catalogProperties().forEach((key, value) -> others.conf().set(catalog + "." + key, value));
  }

  /**
   * @param args the project's folder
   */
  public static void main(String[] args) throws IOException {
    PrintStream answers = new PrintStream(System.out, true, UTF_8);
    // Libraries that print would break into the answers.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    String database = EmulatedAws.instance().newDatabase();
    ObjectNode ready = JSON.createObjectNode().put("database", database);
    EmulatedAws.instance().settings().forEach(ready::put);
    Commands commands = new Commands(database, args[0]);
    answers.println(ready);
    BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      answers.println(commands.answer(JSON.readTree(line)));
    }
    // Spark leaves threads behind that are no daemons.
    Runtime.getRuntime().exit(0);
  }

  private ObjectNode answer(JsonNode asked) {
    if (asked.has("firn")) {
      return firn(
          StreamSupport.stream(asked.get("firn").spliterator(), false)
              .map(JsonNode::textValue)
              .toArray(String[]::new));
    }
    try {
      if (asked.has("play")) {
        return play(asked.get("play").textValue());
      }
      return spark(asked.get("spark").textValue());
    } catch (Exception | AssertionError e) { // Scala throws checked exceptions without saying so.
      return JSON.createObjectNode().put("failure", e.toString());
    }
  }

  private ObjectNode firn(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new Cli(
                new PrintWriter(out),
                new PrintWriter(err),
                Map.of("FIRN_PROJECT", project, "FIRN_LAKE", "glue:" + database),
                Clock.systemUTC(),
                any -> new KeptOpen(engine),
                Progress.SILENT)
            .execute(args);
    return JSON.createObjectNode()
        .put("exitCode", exitCode)
        .put("out", out.toString())
        .put("err", err.toString());
  }

  private ObjectNode play(String feed) throws IOException {
    RecordedHistory history =
        RecordedHistory.ALL.stream()
            .filter(one -> one.feed().equals(feed))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no recorded feed " + feed));
    return JSON.createObjectNode()
        .put("table", history.play(Path.of(project).resolve("recorded"), lake, this::spark));
  }

  private ObjectNode spark(String statement) {
    SparkSession.setActiveSession(others);
    Dataset<Row> result = others.sql(statement);
    ObjectNode answer = JSON.createObjectNode();
    for (StructField field : result.schema().fields()) {
      answer.withArray("columns").add(field.name());
      answer.withArray("types").add(field.dataType().simpleString());
    }
    ArrayNode rows = answer.putArray("rows");
    for (Row row : result.collectAsList()) {
      ArrayNode values = rows.addArray();
      for (int i = 0; i < row.size(); i++) {
        values.add(row.isNullAt(i) ? null : row.get(i).toString());
      }
    }
    return answer;
  }
}
