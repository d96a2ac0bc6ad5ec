package dev.firn.serve;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Spark's own Thrift server, in a process of its own, on loopback, with a lake as its catalog and
 * nothing but reading. It is part of Spark's distribution and not of Firn's.
 */
public final class ThriftServer implements AutoCloseable {

  private static final String MAIN = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2";
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 100;
  private static final int LAST_LINES = 5;
  private static final List<String> OF_THIS_PROCESS =
      List.of(
          "-XX:SharedArchiveFile",
          "-XX:ArchiveClassesAtExit",
          "-XX:TieredStopAtLevel",
          "-Xshare",
          "-javaagent",
          "-agent");

  /** Of processes that a person has ended: Ctrl-C, and kill. */
  private static final Set<Integer> ENDED = Set.of(130, 143);

  private final Path scratch;
  private final Process process;
  private final int port;
  private final String namespace;

  private ThriftServer(Path scratch, Process process, int port, String namespace) {
    this.scratch = scratch;
    this.process = process;
    this.port = port;
    this.namespace = namespace;
  }

  /**
   * Starts one, and comes back when it answers.
   *
   * @param spark a distribution of Spark: a folder with {@code jars}
   * @throws FirnException if there is none, or somebody else has the port
   */
  public static ThriftServer start(Lake lake, Path spark, int port) {
    requireNonNull(lake, "lake");
    Path jars = spark.toAbsolutePath().resolve("jars"); // It starts in another folder.
    requireServer(jars);
    requireFree(port);
    try {
      Path scratch = Files.createTempDirectory("firn-serve-");
      ThriftServer server =
          new ThriftServer(
              scratch,
              process(scratch, command(lake, jars, scratch, port)),
              port,
              lake.namespace().toString());
      try {
        server.awaitStart();
        return server;
      } catch (RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Spark's Thrift server", e);
    }
  }

  private static void requireServer(Path jars) {
    try (Stream<Path> files = Files.isDirectory(jars) ? Files.list(jars) : Stream.empty()) {
      if (files.noneMatch(
          file -> file.getFileName().toString().startsWith("spark-hive-thriftserver_"))) {
        throw new FirnException(
            Fault.USAGE,
            "there is no Spark with a Thrift server in " + jars.getParent(),
            "pip install pyspark==3.5.6, then name its folder with --spark-home or SPARK_HOME: python3 -c 'import pyspark; print(pyspark.__path__[0])'");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new FirnException(
          Fault.USAGE,
          "port %d of this machine is taken: %s".formatted(port, e.getMessage()),
          "name another with --port",
          e);
    }
  }

  private static Process process(Path scratch, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(scratch.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log(scratch).toFile())
        .start();
  }

  /** Where it runs, so that what Hive leaves in the current folder is left there. */
  private static Path log(Path scratch) {
    return scratch.resolve("server.log");
  }

  private static List<String> command(Lake lake, Path jars, Path scratch, int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(ThriftServer::isForAnyProcess)
        .forEach(command::add);
    settings(lake, scratch, port)
        .forEach((name, value) -> command.add("-D%s=%s".formatted(name, value)));
    command.add("-cp");
    // Spark's own first: Hive's parts fit them, and no others.
    command.add(jars.resolve("*") + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(MAIN);
    return command;
  }

  /** Archives and agents are this process's, and its compiler is for short runs. */
  private static boolean isForAnyProcess(String argument) {
    return OF_THIS_PROCESS.stream().noneMatch(argument::startsWith);
  }

  private static Map<String, String> settings(Lake lake, Path scratch, int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.master", "local[*]");
    settings.put("spark.app.name", "firn serve");
    settings.put("spark.driver.host", LOOPBACK);
    settings.put("spark.driver.bindAddress", LOOPBACK);
    settings.put("spark.ui.enabled", "false");
    settings.put(
        "spark.sql.shuffle.partitions",
        Integer.toString(Runtime.getRuntime().availableProcessors()));
    settings.put("spark.sql.session.timeZone", "UTC");
    settings.put("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString());
    settings.put(
        "spark.sql.extensions",
        "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions,dev.firn.sql.ReadOnlyExtension");
    settings.put("spark.sql.defaultCatalog", Lake.CATALOG);
    String catalog = "spark.sql.catalog." + Lake.CATALOG;
    settings.put(catalog, "org.apache.iceberg.spark.SparkCatalog");
    // Readers see a publish, or a rollback, with their next query.
    settings.put(catalog + ".cache-enabled", "false");
    settings.put(catalog + ".default-namespace", lake.namespace().toString());
    lake.catalogProperties().forEach((key, value) -> settings.put(catalog + "." + key, value));
    settings.put("spark.hadoop.hive.server2.thrift.bind.host", LOOPBACK);
    settings.put("spark.hadoop.hive.server2.thrift.port", Integer.toString(port));
    settings.put("spark.hadoop.hive.server2.logging.operation.enabled", "false");
    settings.put("spark.hadoop.hive.exec.scratchdir", scratch.resolve("hive").toString());
    settings.put("spark.hadoop.hive.exec.local.scratchdir", scratch.resolve("local").toString());
    settings.put("derby.stream.error.file", scratch.resolve("derby.log").toString());
    settings.put("java.io.tmpdir", scratch.toString());
    return settings;
  }

  private void awaitStart() {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new FirnException(
            Fault.INTERNAL,
            "Spark's Thrift server did not start: " + lastLines(),
            "the same command with --verbose shows all that it said");
      }
      pause();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) LOOK_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void pause() {
    try {
      process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Spark's Thrift server started", e);
    }
  }

  private String lastLines() {
    List<String> lines = said();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** All that it has written. */
  public List<String> said() {
    try {
      return Files.readAllLines(log(scratch));
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  /** For JDBC clients of Hive's protocol. */
  public String url() {
    return "jdbc:hive2://%s:%d/%s".formatted(LOOPBACK, port, namespace);
  }

  /**
   * Waits until it ends.
   *
   * @return whether somebody has ended it
   */
  public boolean await() {
    try {
      return ENDED.contains(process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public synchronized void close() {
    if (!Files.exists(scratch)) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + scratch, e);
    }
  }
}
