package dev.firn.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.demo.thirdparty.Act;
import dev.firn.demo.thirdparty.Hour;
import dev.firn.demo.thirdparty.QuakeService;
import dev.firn.demo.thirdparty.Scenario;
import dev.firn.job.Job;
import dev.firn.job.JobFailedException;
import dev.firn.spark.SubmittedEngineProvider;
import dev.firn.testing.KeptOpen;
import dev.firn.testing.SparkLake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkLake.Extension.class)
class SubmittedTest {

  private static final Path ROOT = Path.of(System.getProperty("firn.root"));

  @TempDir private Path project;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /**
   * @param lake asked for because Spark has to be there, as it is where jobs are submitted to
   */
  @Test
  void runsUntilAnAuditFails(SparkLake lake) throws IOException {
    Job job =
        new Job(
            own -> new KeptOpen(new SubmittedEngineProvider().open(own)),
            Map.of("FIRN_PROJECT", project.toString()),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    try (QuakeService thirdParty =
        new QuakeService(Scenario.of(new Hour(1, Act.IMPOSSIBLE_MAGNITUDES)))) {
      for (String file :
          new String[] {
            "schemas/earthquakes.odcs.yaml",
            "quality-checks/earthquakes.dqdl",
            "quality-checks/earthquakes.watch.dqdl"
          }) {
        Files.createDirectories(project.resolve(file).getParent());
        Files.writeString(
            project.resolve(file),
            Files.readString(ROOT.resolve(file))
                .replaceFirst("location: https\\S+", "location: " + thirdParty.location()));
      }

      assertThat(job.run("run").exitCode()).isZero();
      assertThat(out.toString(UTF_8)).contains("earthquakes: published by run");

      thirdParty.advance(Duration.ofHours(1));
      assertThat(job.run("run").failure())
          .hasMessageStartingWith("FIRN_HELD (exit code 3): earthquakes: HELD")
          .hasMessageContaining("leave the batches out:  firn exclude earthquakes 2");
    }
    assertThat(out.toString(UTF_8)).contains("earthquakes: HELD");
  }

  @Test
  void saysWhyInItsException() {
    assertThatThrownBy(() -> Submitted.main("check", "--project", project + "/none"))
        .isInstanceOf(JobFailedException.class)
        .hasMessageStartingWith("FIRN_USAGE (exit code 2): firn: there is no folder schemas in ")
        .hasMessageContaining("next: ");
  }
}
