package dev.firn.cli;

import com.sun.net.httpserver.HttpServer;
import dev.firn.engine.Engine;
import dev.firn.lake.Lake;
import dev.firn.spark.SparkEngineProvider;
import dev.firn.testing.KeptOpen;
import dev.firn.testing.SparkLake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The command line in this process, on a project with one table, a third party and the shared
 * Spark.
 */
final class CliOnSpark implements AutoCloseable {

  private final SparkLake lake;
  private final Path project;
  private final String contractFile;
  private final HttpServer server;
  private volatile byte[] body = new byte[0];
  private volatile int status = 200;

  CliOnSpark(SparkLake lake, Path project, String table) {
    this.lake = lake;
    this.project = project;
    this.contractFile = "schemas/%s.odcs.yaml".formatted(table);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      write(contractFile, contract(table));
      write(
          "quality-checks/few.dqdl",
          "Rules = [\n  ColumnValues \"v\" between -1 and 100 where \"v is not null\"\n]\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param out what it wrote to stdout, with words for what differs from run to run
   * @param err as it is
   */
  record Said(int exitCode, String out, String err) {}

  Said firn(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> environment =
        Map.of("FIRN_PROJECT", project.toString(), "FIRN_LAKE", lake.address());
    int exitCode =
        new Cli(
                new PrintWriter(out),
                new PrintWriter(err),
                environment,
                SparkLake.CLOCK,
                this::engine)
            .execute(args);
    return new Said(
        exitCode,
        out.toString()
            .replaceAll("(\"seconds\" : )[0-9.]+", "$1SECONDS")
            .replaceAll("(\"(?:s3Reads|s3Writes|glueRequests)\" : )\\d+", "$1REQUESTS")
            .replaceAll("\\b20260101t000000_[0-9a-z]{5}(?![0-9a-z])", "RUN")
            .replaceAll("\\b\\d{16,19}\\b", "SNAPSHOT")
            .replaceAll("[0-9a-f]{64}", "DIGEST"),
        err.toString());
  }

  /** A lake of a command's own has an engine of its own. */
  private Engine engine(Lake given) {
    return given.description().equals(lake.lake().description())
        ? lake.engine()
        : new KeptOpen(new SparkEngineProvider().open(given));
  }

  /** What the third party answers from now on. */
  void answer(String json) {
    body = json.getBytes(StandardCharsets.UTF_8);
  }

  /** Answers nothing but that status from now on. */
  void fail(int code) {
    status = code;
    body = new byte[0];
  }

  /** Gives the contract one more column, a YAML flow mapping. */
  void property(String flow) {
    contract(text -> text.replace("    quality:", "      - " + flow + "\n    quality:"));
  }

  /** Edits the contract. */
  void contract(UnaryOperator<String> edit) {
    try {
      write(contractFile, edit.apply(Files.readString(project.resolve(contractFile))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String contract(String table) {
    return """
    apiVersion: v3.1.0
    kind: DataContract
    id: %1$s
    version: 1.0.0
    status: active
    servers:
      - {server: api, type: api, location: 'http://127.0.0.1:%2$d/feed.json'}
    schema:
      - name: %1$s
        logicalType: object
        physicalType: table
        customProperties:
          - {property: firn.records, value: '/rows'}
        properties:
          - {name: id, logicalType: string, primaryKey: true, required: true}
          - {name: v, logicalType: integer}
        quality:
          - {id: few, type: custom, engine: dqdl, severity: error, implementation: {ruleset: quality-checks/few.dqdl, scope: changedRows}}
    """
        .formatted(table, server.getAddress().getPort());
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(project.resolve(file).getParent());
    Files.writeString(project.resolve(file), text);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
