package dev.firn.spark;

import dev.firn.engine.Engine;
import dev.firn.engine.EngineProvider;
import dev.firn.lake.Lake;

/** The engine of the distribution. */
public final class SparkEngineProvider implements EngineProvider {

  @Override
  public Engine open(Lake lake) {
    return new SparkEngine(Sessions.local(lake), lake);
  }
}
