package dev.firn.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.Step;
import dev.firn.run.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLogTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream service = new PrintStream(written, true, UTF_8);
  private final JobLog log =
      new JobLog(service, Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));

  @Test
  void aStepHasItsRunAndTable() {
    Subject quakes = new Subject("earthquakes", "20260102t030405-1");
    log.started(quakes, Step.MERGE);
    log.finished(quakes, Step.MERGE, "3 new, 1 \"changed\"");

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            """
            {"time":"2026-01-02T03:04:05Z","level":"info","run":"20260102t030405-1","table":"earthquakes","step":"merge","message":"started"}
            {"time":"2026-01-02T03:04:05Z","level":"info","run":"20260102t030405-1","table":"earthquakes","step":"merge","message":"3 new, 1 \\"changed\\"","seconds":0.0}
            """);
  }

  @Test
  void whatAConsoleWouldShowIsALineEach() throws IOException {
    try (Writer console = log.console()) {
      console.write("firn: no lake\nnext: fi");
      console.write("rn run\n\nnote: last");
    }

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            """
            {"time":"2026-01-02T03:04:05Z","level":"error","message":"firn: no lake"}
            {"time":"2026-01-02T03:04:05Z","level":"info","message":"next: firn run"}
            {"time":"2026-01-02T03:04:05Z","level":"info","message":"note: last"}
            """);
  }

  @Test
  void aJobLogsItsErrorAndKeepsIt(@TempDir Path folder) {
    Job.Ended ended =
        new Job(
                lake -> {
                  throw new AssertionError("no engine is needed");
                },
                Map.of("FIRN_PROJECT", folder.toString()),
                service,
                service)
            .run("status");

    assertThat(ended.failure())
        .hasMessageStartingWith("FIRN_USAGE (exit code 2): firn: there is no folder schemas in ");
    assertThat(written.toString(UTF_8))
        .startsWith("{\"time\":")
        .contains("\"level\":\"error\",\"message\":\"firn: there is no folder schemas in ");
  }
}
