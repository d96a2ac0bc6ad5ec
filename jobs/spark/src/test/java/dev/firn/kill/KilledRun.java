package dev.firn.kill;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.fetch.HttpFetcher;
import dev.firn.lake.Lake;
import dev.firn.lake.LakeAddress;
import dev.firn.run.FeedFetch;
import dev.firn.run.Program;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import dev.firn.secret.SecretReader;
import dev.firn.spark.SparkEngineProvider;
import dev.firn.testing.Boundaries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The program as its users start it, with one thing added: the process ends at a given boundary, at
 * once and without a word, as when the machine goes away.
 */
final class KilledRun {

  private KilledRun() {}

  /**
   * @param args the project's folder, the lake's address, and the boundary to die at: see {@link
   *     Boundaries}
   */
  public static void main(String[] args) throws IOException {
    Path project = Path.of(args[0]);
    Boundaries boundaries =
        new Boundaries(
            here -> {
              if (here.equals(args[2])) {
                Runtime.getRuntime().halt(137);
              }
            });
    Contract contract = new Contracts(project).readAll().get(0);
    try (Lake lake = LakeAddress.of(args[1]).open();
        Workbench bench =
            new Workbench(
                lake,
                same -> boundaries.around(new SparkEngineProvider().open(same)),
                boundaries,
                Clock.systemUTC())) {
      var landed =
          new FeedFetch(
                  bench, new HttpFetcher(Program.version(), new SecretReader(Map.of())), contract)
              .execute();
      new TableRun(bench, contract, contract.tables().get(0)).execute(landed);
    }
    Runtime.getRuntime().exit(0);
  }
}
