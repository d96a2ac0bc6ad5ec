package dev.firn.spark;

import dev.firn.engine.Engine;
import dev.firn.engine.EngineProvider;
import dev.firn.lake.Lake;

/** On the Spark that the job was submitted to, with its master, resources and settings. */
public final class SubmittedEngineProvider implements EngineProvider {

  @Override
  public Engine open(Lake lake) {
    return new SparkEngine(Sessions.submitted(lake), lake);
  }
}
