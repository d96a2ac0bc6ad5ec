package dev.firn.cli;

import dev.firn.engine.EngineProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** A project, a lake, a third party, and the command line in this process. */
final class CliScene implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Proves that a command never asks for Spark. */
  static final EngineProvider NONE =
      lake -> {
        throw new AssertionError("an engine was opened");
      };

  final Path project;
  final Answers thirdParty = new Answers();
  private final EngineProvider engines;
  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  /** A project with a contract for the table quakes. */
  CliScene(Path project) {
    this(project, NONE);
  }

  CliScene(Path project, EngineProvider engines) {
    this.project = project;
    this.engines = engines;
    contract("quakes");
  }

  /**
   * What a command did.
   *
   * @param out what it wrote to stdout
   * @param err likewise
   */
  record Said(int exitCode, String out, String err) {}

  Said firn(String... args) {
    return firnAnswering(null, args);
  }

  /**
   * With somebody at the terminal.
   *
   * @param answer to each question; null when nobody sits there
   */
  Said firnAnswering(String answer, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> environment = Map.of("FIRN_PROJECT", project.toString());
    PrintWriter screen = new PrintWriter(out, true);
    PrintWriter errors = new PrintWriter(err, true);
    Terminal.Person person =
        question -> {
          screen.print(question);
          return answer;
        };
    int exitCode =
        new Cli(
                new Terminal(screen, errors, answer == null ? null : person),
                environment,
                clock,
                engines,
                new ConsoleProgress(errors, clock))
            .execute(args);
    return new Said(exitCode, text(out), text(err));
  }

  /** The system's line ends and folders are nothing to compare. */
  private String text(StringWriter written) {
    return written
        .toString()
        .replace(System.lineSeparator(), "\n")
        .replace(project.toString(), "PROJECT")
        .replace(thirdParty.location(), "LOCATION");
  }

  void itIs(Clock now) {
    clock = now;
  }

  void later(Duration duration) {
    clock = Clock.offset(clock, duration);
  }

  Path lake() {
    return project.resolve("lake");
  }

  ScenesTable table(String name) {
    return new ScenesTable(this, name);
  }

  /** Lands an answer through the command line, as people do. */
  void land(String body) {
    thirdParty.give(200, body);
    Said said = firn("fetch", "quakes");
    if (said.exitCode() != 0) {
      throw new IllegalStateException(said.toString());
    }
  }

  /** Adds a contract of a table with that name. */
  void contract(String table) {
    write(
        "schemas/%s.odcs.yaml".formatted(table),
        """
        apiVersion: v3.1.0
        kind: DataContract
        id: %1$s
        version: 1.0.0
        status: active
        servers:
          - {server: api, type: api, location: '%2$s/%1$s.json'}
        schema:
          - name: %1$s
            logicalType: object
            physicalType: table
            customProperties:
              - {property: firn.records, value: '/rows'}
            properties:
              - {name: id, logicalType: string, primaryKey: true, required: true}
        slaProperties:
          - {property: latency, value: 2, unit: h, element: %1$s.id}
        """
            .formatted(table, thirdParty.location()));
  }

  void write(String file, String text) {
    try {
      Files.createDirectories(project.resolve(file).getParent());
      Files.writeString(project.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    thirdParty.close();
  }
}
