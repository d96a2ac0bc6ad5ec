package dev.firn.cli;

import dev.firn.engine.EngineProvider;
import dev.firn.run.Progress;
import java.time.Clock;
import java.util.Map;

/** What every command is given. */
record Shared(
    Terminal terminal,
    Map<String, String> environment,
    Clock clock,
    EngineProvider engines,
    Progress progress) {

  private static final int WIDTH = 100;
  private static final int NARROWEST = 60;

  /** Of the terminal, in characters. */
  int width() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,4}") ? Math.max(Integer.parseInt(columns), NARROWEST) : WIDTH;
  }
}
