package dev.firn.kill;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.drill.Drill;
import dev.firn.drill.DrillOptions;
import dev.firn.lake.Lake;
import dev.firn.lake.LakeAddress;
import dev.firn.spark.SparkEngineProvider;
import dev.firn.testing.Boundaries;
import java.nio.file.Path;
import java.time.Clock;

/** As {@link KilledRun}, of a drill. */
final class KilledDrill {

  private KilledDrill() {}

  /**
   * @param args the project's folder, the lake's address, and the boundary to die at: see {@link
   *     Boundaries}
   */
  public static void main(String[] args) {
    Boundaries boundaries =
        new Boundaries(
            here -> {
              if (here.equals(args[2])) {
                Runtime.getRuntime().halt(137);
              }
            });
    Contract contract = new Contracts(Path.of(args[0])).readAll().get(0);
    int exitCode;
    try (Lake lake = LakeAddress.of(args[1]).open()) {
      exitCode =
          new Drill(
                  lake,
                  copy -> boundaries.around(new SparkEngineProvider().open(copy)),
                  Clock.systemUTC(),
                  contract,
                  contract.tables().get(0),
                  new DrillOptions(100, true))
              .execute()
              .outcome()
              .exitCode();
    }
    Runtime.getRuntime().exit(exitCode);
  }
}
