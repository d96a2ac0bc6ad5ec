package dev.firn.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;

/** The process: options, wiring, exit code. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    quieten(Arrays.asList(args).contains("--verbose"));
    int exitCode = new Cli(out, err, System.getenv(), Clock.systemUTC()).execute(args);
    out.flush();
    err.flush();
    // Spark leaves threads behind that are no daemons.
    Runtime.getRuntime().exit(exitCode);
  }

  /**
   * Libraries log to stderr, and only when asked to; this has to be known before the first of them
   * loads. Some print without asking anybody (ANTLR about its versions, for one), so what is not
   * Firn's goes nowhere.
   */
  private static void quieten(boolean verbose) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "off");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss.SSS");
    if (!verbose) {
      PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      System.setOut(nowhere);
      System.setErr(nowhere);
    }
  }
}
