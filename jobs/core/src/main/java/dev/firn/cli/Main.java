package dev.firn.cli;

import dev.firn.engine.EngineProvider;
import java.io.Console;
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
    Terminal terminal = new Terminal(out, err, person());
    Clock clock = Clock.systemUTC();
    int exitCode =
        new Cli(
                terminal,
                System.getenv(),
                clock,
                lake -> EngineProvider.installed().open(lake),
                new ConsoleProgress(err, clock))
            .execute(args);
    out.flush();
    err.flush();
    // Spark leaves threads behind that are no daemons.
    Runtime.getRuntime().exit(exitCode);
  }

  /** Newer Java than 17 is told by jvm.options to say so when nobody sits there. */
  @SuppressWarnings("SystemConsoleNull")
  private static Terminal.Person person() {
    Console console = System.console();
    return console == null ? null : question -> console.readLine("%s", question);
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
