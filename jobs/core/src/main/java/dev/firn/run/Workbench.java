package dev.firn.run;

import static java.util.Objects.requireNonNull;

import dev.firn.cost.Meter;
import dev.firn.engine.Engine;
import dev.firn.engine.EngineProvider;
import dev.firn.lake.Lake;
import java.time.Clock;
import java.util.OptionalDouble;

/**
 * What the runs of one command share: lake, clock, listener, and the engine, opened when it is
 * needed first.
 */
public final class Workbench implements AutoCloseable {

  private final Lake lake;
  private final EngineProvider engines;
  private final Progress progress;
  private final Clock clock;
  private final Meter meter;
  private final RunIds runIds;
  private Engine engine;

  public Workbench(Lake lake, EngineProvider engines, Progress progress, Clock clock) {
    this(lake, engines, progress, clock, Meter.ofThisProcess(OptionalDouble.empty()));
  }

  /**
   * @param meter of what its runs use
   */
  public Workbench(Lake lake, EngineProvider engines, Progress progress, Clock clock, Meter meter) {
    this.lake = requireNonNull(lake, "lake");
    this.engines = requireNonNull(engines, "engines");
    this.progress = requireNonNull(progress, "progress");
    this.clock = requireNonNull(clock, "clock");
    this.meter = requireNonNull(meter, "meter");
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

  Meter meter() {
    return meter;
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
    progress.stopped();
    if (engine != null) {
      engine.close();
    }
  }
}
