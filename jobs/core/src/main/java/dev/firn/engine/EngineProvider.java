package dev.firn.engine;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import java.util.ServiceLoader;

/** Found by {@link ServiceLoader}, so that nothing here needs Spark to compile or to start. */
public interface EngineProvider {

  Engine open(Lake lake);

  /** The engine of this distribution. */
  static EngineProvider installed() {
    return ServiceLoader.load(EngineProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new FirnException(
                    Fault.USAGE,
                    "this installation has no Spark engine beside it",
                    "run the whole distribution: ./firn"));
  }
}
