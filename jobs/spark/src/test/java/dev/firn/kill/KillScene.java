package dev.firn.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.demo.thirdparty.Act;
import dev.firn.demo.thirdparty.Hour;
import dev.firn.demo.thirdparty.QuakeService;
import dev.firn.demo.thirdparty.Scenario;
import dev.firn.engine.Engine;
import dev.firn.lake.Lake;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.spark.SparkEngineProvider;
import dev.firn.table.LakeTable;
import dev.firn.table.RunFacts;
import dev.firn.table.TableState;
import dev.firn.testing.TestLakes;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A project on an embedded third party, run in processes of its own. */
final class KillScene implements AutoCloseable {

  static final String NOWHERE = "nowhere";

  private static final Instant START = Instant.parse("2025-09-01T00:00:00Z");

  private final Path project;
  private final QuakeService thirdParty;

  KillScene(Path project) throws IOException {
    this.project = project;
    this.thirdParty =
        new QuakeService(
            new Scenario(7, START, List.of(new Hour(0, Act.TEXT_MAGNITUDE, Act.DUPLICATE))));
    Path root = Path.of(System.getProperty("firn.root"));
    copy(root, "schemas/earthquakes.odcs.yaml", thirdParty.location());
    copy(root, "quality-checks/earthquakes.dqdl", thirdParty.location());
    copy(root, "quality-checks/earthquakes.watch.dqdl", thirdParty.location());
  }

  private void copy(Path root, String file, URI location) throws IOException {
    Files.createDirectories(project.resolve(file).getParent());
    Files.writeString(
        project.resolve(file),
        Files.readString(root.resolve(file))
            .replaceFirst("location: https\\S+", "location: " + location));
  }

  /** Starts a run that dies at the boundary. */
  Process start(String boundary) throws IOException {
    return start(KilledRun.class, boundary);
  }

  /** As {@link #start(String)}, of another program with the same arguments. */
  Process start(Class<?> program, String boundary) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of(System.getProperty("firn.root"), "jobs", "jvm.options"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    TestLakes.settings().forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.add(project.toString());
    command.add(TestLakes.address(project.resolve("lake")));
    command.add(boundary);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(project.toFile(), "run-" + boundary.replace(':', '-') + ".log"))
        .start();
  }

  int run(String boundary) throws IOException, InterruptedException {
    return run(KilledRun.class, boundary);
  }

  int run(Class<?> program, String boundary) throws IOException, InterruptedException {
    Process process = start(program, boundary);
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("the run ends").isTrue();
    return process.exitValue();
  }

  /** What has to be true after a run that nobody killed: all work done, once. */
  void everythingIsDoneOnce() throws IOException {
    try (Lake lake = TestLakes.open(project.resolve("lake"))) {
      TableState state = new LakeTable(lake, "earthquakes").load();
      assertThat(state.hold()).isEmpty();
      List<Batch> content =
          new RawLog(lake.store(), "earthquakes")
              .after(0).stream().filter(Batch::hasContent).toList();
      assertThat(content).as("the same bytes are content once").hasSize(1);
      assertThat(state.applied().through()).isGreaterThanOrEqualTo(content.get(0).seq());
      assertThat(
              state.ancestors(state.main()).stream()
                  .filter(s -> RunFacts.of(s.summary()).isPresent()))
          .as("runs that main shows")
          .hasSize(1);
      Engine engine = new SparkEngineProvider().open(lake);
      Contract contract = new Contracts(project).readAll().get(0);
      long records = content.get(0).scans().get(contract.tables().get(0).name()).records();
      assertThat(one(engine, "SELECT count(*) FROM earthquakes"))
          .isEqualTo(one(engine, "SELECT count(DISTINCT event_id) FROM earthquakes"));
      assertThat(Long.parseLong(one(engine, "SELECT count(*) FROM earthquakes")))
          .isEqualTo(records - 2);
      assertThat(one(engine, "SELECT count(*) FROM earthquakes_rejected")).isEqualTo("1");
      assertThat(one(engine, "SELECT count(DISTINCT firn_run_id) FROM earthquakes")).isEqualTo("1");
    }
  }

  private static String one(Engine engine, String sql) {
    return engine.query(sql, 1).rows().get(0).get(0);
  }

  @Override
  public void close() {
    thirdParty.close();
  }
}
