package dev.firn.cli;

import dev.firn.engine.Engine;
import dev.firn.engine.EngineProvider;
import dev.firn.lake.Lake;
import java.util.function.Supplier;

/**
 * One engine, on a lake of its own, for several commands: they close what they open, and this keeps
 * it open.
 */
final class SharedEngine implements EngineProvider, AutoCloseable {

  private final EngineProvider engines;
  private final Supplier<Lake> lakes;
  private Lake lake;
  private Engine open;

  SharedEngine(EngineProvider engines, Supplier<Lake> lakes) {
    this.engines = engines;
    this.lakes = lakes;
  }

  @Override
  public Engine open(Lake borrowers) {
    if (open == null) {
      lake = lakes.get();
      open = engines.open(lake);
    }
    return new BorrowedEngine(open);
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      lake.close();
    }
  }
}
