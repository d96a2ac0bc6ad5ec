package dev.firn.cli;

import dev.firn.engine.Engine;
import dev.firn.engine.EngineProvider;
import dev.firn.lake.Lake;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps engines open until the end: they share one Spark, which the first that closes would stop.
 */
final class KeptEngines implements EngineProvider, AutoCloseable {

  private final EngineProvider engines;
  private final List<Engine> open = new ArrayList<>();

  KeptEngines(EngineProvider engines) {
    this.engines = engines;
  }

  @Override
  public Engine open(Lake lake) {
    Engine engine = engines.open(lake);
    open.add(engine);
    return new BorrowedEngine(engine);
  }

  @Override
  public void close() {
    open.forEach(Engine::close);
  }
}
