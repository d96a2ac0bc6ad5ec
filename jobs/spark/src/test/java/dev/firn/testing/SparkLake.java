package dev.firn.testing;

import dev.firn.engine.Engine;
import dev.firn.engine.EngineProvider;
import dev.firn.lake.Lake;
import dev.firn.run.Progress;
import dev.firn.run.Workbench;
import dev.firn.spark.SparkEngineProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One lake with one engine for all tests of the module, because Spark takes its time to start.
 * Tests ask for it as a parameter and keep apart by the names of their tables. It lives as long as
 * the process: where tests run in several, each class is an execution of its own.
 */
public final class SparkLake implements AutoCloseable {

  /** The time of every run. */
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private final AtomicInteger names = new AtomicInteger();
  private final Path folder;
  private final Lake lake;
  private final Engine engine;
  private final SparkSession others;

  private SparkLake() {
    try {
      this.folder = Files.createTempDirectory("spark-lake-");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    this.lake = TestLakes.openAsLake(folder.resolve("lake"));
    this.engine = new SparkEngineProvider().open(lake);
    this.others = SparkSession.builder().getOrCreate().newSession();
    String catalog = "spark.sql.catalog." + Lake.CATALOG;
    others.conf().set(catalog, SparkCatalog.class.getName());
    others.conf().set(catalog + ".cache-enabled", "false");
    others.conf().set(catalog + ".default-namespace", lake.namespace().toString());
    lake.catalogProperties().forEach((key, value) -> others.conf().set(catalog + "." + key, value));
  }

  /** As on a command line. */
  public String address() {
    return TestLakes.address(folder.resolve("lake"));
  }

  public Lake lake() {
    return lake;
  }

  public Engine engine() {
    return new KeptOpen(engine);
  }

  /** A session that knows the same tables and nothing of Firn: what people use beside it. */
  public SparkSession spark() {
    return others;
  }

  /** Runs a statement beside Firn. */
  public List<Row> sql(String statement) {
    return others.sql(statement).collectAsList();
  }

  public Workbench bench(Progress progress) {
    return new Workbench(lake, any -> engine(), progress, CLOCK);
  }

  public Workbench bench(EngineProvider engines) {
    return new Workbench(lake, engines, Progress.SILENT, CLOCK);
  }

  /** A table's name that no other test has. */
  String unique(String name) {
    return name + "_" + names.incrementAndGet();
  }

  /** A folder of its own. */
  Path folder(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lake.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Gives tests the lake. */
  public static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SparkLake.class;
    }

    @Override
    public SparkLake resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(SparkLake.class, type -> new SparkLake(), SparkLake.class);
    }
  }
}
