package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cost.Meter;
import dev.firn.cost.Usage;
import dev.firn.demo.thirdparty.Act;
import dev.firn.demo.thirdparty.Hour;
import dev.firn.demo.thirdparty.QuakeService;
import dev.firn.demo.thirdparty.Scenario;
import dev.firn.engine.Engine;
import dev.firn.lake.GlueLake;
import dev.firn.lake.Lake;
import dev.firn.spark.SparkEngineProvider;
import dev.firn.table.LakeTable;
import dev.firn.testing.EmulatedAws;
import dev.firn.testing.KeptOpen;
import dev.firn.testing.SparkLake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands ask of AWS, and so what they cost: the table of the README. */
class RequestsTest {

  private static final int HOURS = 4;

  @TempDir private Path project;
  private final Meter meter = Meter.ofThisProcess(OptionalDouble.empty());
  private final EmulatedAws aws = EmulatedAws.instance();

  @Test
  void areThoseOfTheReadme() throws IOException {
    String database = aws.newDatabase();
    List<String> table = new ArrayList<>();
    try (QuakeService thirdParty = new QuakeService(changesEveryHour());
        Lake lake = GlueLake.open(database);
        Engine engine = new KeptOpen(new SparkEngineProvider().open(lake))) {
      prepare(thirdParty.location());
      String first = requestsOf(engine, database, "run");
      String later = null;
      for (int hour = 1; hour <= HOURS; hour++) {
        thirdParty.advance(Duration.ofHours(1));
        String before = later;
        later = requestsOf(engine, database, "run");
        if (hour > 2) {
          assertThat(later).as("a run costs what its batch costs").isEqualTo(before);
        }
      }
      table.add("`firn run`, the first | " + first);
      table.add("`firn run`, rows new and changed | " + later);
      table.add("`firn run`, 304 Not Modified | " + requestsOf(engine, database, "run"));
      table.add("`firn fetch`, 304 Not Modified | " + requestsOf(engine, database, "fetch"));
      table.add("`firn status` | " + requestsOf(engine, database, "status"));
      table.add("`firn history` | " + requestsOf(engine, database, "history", "earthquakes"));
      table.add("`firn diff` | " + requestsOf(engine, database, "diff", "earthquakes"));
      String before = Long.toString(new LakeTable(lake, "earthquakes").load().main().parentId());
      table.add(
          "`firn rollback` | "
              + requestsOf(engine, database, "rollback", "earthquakes", "--to", before));
      table.add("`firn undo` | " + requestsOf(engine, database, "undo", "earthquakes"));
    }
    assertThat(Files.readString(root().resolve("README.md")))
        .contains(table.stream().map(row -> "| " + row + " |\n").collect(Collectors.joining()));
  }

  private static Scenario changesEveryHour() {
    return Scenario.of(
        IntStream.rangeClosed(1, HOURS)
            .mapToObj(hour -> new Hour(hour, Act.REVISIONS, Act.LATE_EVENTS))
            .toArray(Hour[]::new));
  }

  private static Path root() {
    return Path.of(System.getProperty("firn.root"));
  }

  private void prepare(URI location) throws IOException {
    for (String file :
        List.of(
            "schemas/earthquakes.odcs.yaml",
            "quality-checks/earthquakes.dqdl",
            "quality-checks/earthquakes.watch.dqdl")) {
      Files.createDirectories(project.resolve(file).getParent());
      Files.writeString(
          project.resolve(file),
          Files.readString(root().resolve(file))
              .replaceFirst("location: https\\S+", "location: " + location));
    }
  }

  /** Glue's, S3's that read, S3's that write or list, and dollars for a thousand such commands. */
  private String requestsOf(Engine engine, String database, String... command) {
    aws.wire().takeCounts();
    meter.take();
    StringWriter said = new StringWriter();
    int exitCode =
        new Cli(
                new PrintWriter(said),
                new PrintWriter(said),
                Map.of("FIRN_PROJECT", project.toString(), "FIRN_LAKE", "glue:" + database),
                SparkLake.CLOCK,
                any -> new KeptOpen(engine))
            .execute(command);
    assertThat(exitCode).as(said.toString()).isZero();
    Map<String, Integer> counts = aws.wire().takeCounts();
    int glue = sum(counts, "glue:.*");
    int reading = sum(counts, "s3:(GET|HEAD)");
    int writing = sum(counts, "s3:(PUT|LIST)");
    assertThat(glue + reading + writing)
        .as("others have a price of their own: " + counts)
        .isEqualTo(sum(counts, ".*"));
    Usage usage = meter.take();
    assertThat(List.of(usage.glueRequests(), usage.s3Reads(), usage.s3Writes()))
        .as("what run records say was asked")
        .containsExactly((long) glue, (long) reading, (long) writing);
    double dollars = glue * 0.001 + reading * 0.0004 + writing * 0.005;
    return "%d | %d | %d | %.3f".formatted(glue, reading, writing, dollars);
  }

  private static int sum(Map<String, Integer> counts, String operations) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().matches(operations))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
