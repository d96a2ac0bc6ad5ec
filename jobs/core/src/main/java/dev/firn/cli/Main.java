package dev.firn.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** The process: options, wiring, exit code. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    logging(Arrays.asList(args));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = new Cli(out, err, System.getenv(), Clock.systemUTC()).execute(args);
    out.flush();
    err.flush();
    // Spark leaves threads behind that are no daemons.
    Runtime.getRuntime().exit(exitCode);
  }

  /** Libraries log to stderr, and only when asked to; this has to be known before the first of them loads. */
  private static void logging(List<String> args) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", args.contains("--verbose") ? "info" : "off");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss.SSS");
  }
}
