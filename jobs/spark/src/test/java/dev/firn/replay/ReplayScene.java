package dev.firn.replay;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.contract.TableContract;
import dev.firn.engine.Engine;
import dev.firn.fetch.HttpFetcher;
import dev.firn.lake.Lake;
import dev.firn.raw.Batch;
import dev.firn.run.FeedFetch;
import dev.firn.run.Program;
import dev.firn.run.Progress;
import dev.firn.run.Purpose;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import dev.firn.secret.SecretReader;
import dev.firn.spark.SparkEngineProvider;
import dev.firn.table.LakeTable;
import dev.firn.table.TableState;
import dev.firn.testing.KeptOpen;
import dev.firn.testing.TestLakes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A project of its own, with the project's real contract pointed at a recorded service. */
final class ReplayScene implements AutoCloseable {

  private final Lake lake;
  private final Engine engine;
  private final Workbench bench;
  private final Contract contract;

  ReplayScene(Path folder, String contractFile, URI location) throws IOException {
    this(folder, contractFile, location, UnaryOperator.identity());
  }

  /**
   * @param change to the contract's text
   */
  ReplayScene(Path folder, String contractFile, URI location, UnaryOperator<String> change)
      throws IOException {
    this(folder, contractFile, location, change, TestLakes.open(folder.resolve("lake")));
  }

  /** On a lake that others use as well. */
  ReplayScene(
      Path folder, String contractFile, URI location, UnaryOperator<String> change, Lake lake)
      throws IOException {
    Path root = Path.of(System.getProperty("firn.root"));
    Path schemas = Files.createDirectories(folder.resolve("schemas"));
    String text = Files.readString(root.resolve("schemas").resolve(contractFile));
    Files.writeString(
        schemas.resolve(contractFile),
        change.apply(text).replaceFirst("location: https\\S+", "location: " + location));
    Path rulesets = Files.createDirectories(folder.resolve("quality-checks"));
    try (Stream<Path> files = Files.list(root.resolve("quality-checks"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".dqdl")).toList()) {
        Files.copy(file, rulesets.resolve(file.getFileName()));
      }
    }
    this.contract = new Contracts(folder).readAll().get(0);
    this.lake = lake;
    this.engine = new SparkEngineProvider().open(lake);
    this.bench =
        new Workbench(lake, same -> new KeptOpen(engine), Progress.SILENT, Clock.systemUTC());
  }

  Lake lake() {
    return lake;
  }

  Engine engine() {
    return engine;
  }

  TableContract table() {
    return contract.tables().get(0);
  }

  TableState state() {
    return new LakeTable(lake, table().name()).load();
  }

  Batch fetch() throws IOException {
    return new FeedFetch(
            bench, new HttpFetcher(Program.version(), new SecretReader(Map.of())), contract)
        .execute()
        .batch();
  }

  TableReport merge() {
    return rework(Purpose.RUN);
  }

  TableReport rework(Purpose purpose) {
    return new TableRun(bench, contract, table(), purpose).execute(null);
  }

  @Override
  public void close() {
    lake.close();
  }
}
