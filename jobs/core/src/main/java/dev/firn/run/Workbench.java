package dev.firn.run;

import static java.util.Objects.requireNonNull;

import dev.firn.engine.Engine;
import dev.firn.engine.EngineProvider;
import dev.firn.lake.Lake;
import java.time.Clock;

/**
 * What the runs of one command share: lake, clock, listener, and the engine, opened when it is
 * needed first.
 */
public final class Workbench implements AutoCloseable {

  private final Lake lake;
  private final EngineProvider engines;
  private final Progress progress;
  private final Clock clock;
  private final RunIds runIds;
  private Engine engine;

  public Workbench(Lake lake, EngineProvider engines, Progress progress, Clock clock) {
    this.lake = requireNonNull(lake, "lake");
    this.engines = requireNonNull(engines, "engines");
    this.progress = requireNonNull(progress, "progress");
    this.clock = requireNonNull(clock, "clock");
    this.runIds = new RunIds(clock);
  }

  public Lake lake() {
    return lake;
  }

  public Progress progress() {
    return progress;
  }

  public Clock clock() {
    return clock;
  }

  RunIds runIds() {
    return runIds;
  }

  public Engine engine() {
    if (engine == null) {
      engine = engines.open(lake);
    }
    return engine;
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
