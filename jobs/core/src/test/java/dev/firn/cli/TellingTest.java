package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.cost.Usage;
import dev.firn.engine.RuleOutcome;
import dev.firn.lake.Lake;
import dev.firn.lake.LocalLake;
import dev.firn.lake.Pointers;
import dev.firn.run.RunOutcome;
import dev.firn.run.Status;
import dev.firn.run.TableReport;
import dev.firn.store.WriteOnceStore;
import dev.firn.telemetry.Telemetry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TellingTest {

  @TempDir private Path folder;
  private final Heard heard = new Heard();
  private final StringWriter err = new StringWriter();

  /** Remembers what it was told. */
  private static final class Heard implements Telemetry {

    private final Map<String, Double> values = new TreeMap<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    @Override
    public boolean measures() {
      return true;
    }

    @Override
    public void measure(Map<String, Double> some) {
      values.putAll(some);
    }

    @Override
    public void tell(String event, Object detail) {
      events.add(event + " " + ((JsonNode) detail).get("table").asText());
    }

    @Override
    public List<String> problems() {
      return problems;
    }

    @Override
    public void close() {}
  }

  private record HeardLake(Lake lake, Telemetry telemetry) implements Lake {

    @Override
    public Catalog catalog() {
      return lake.catalog();
    }

    @Override
    public Namespace namespace() {
      return lake.namespace();
    }

    @Override
    public WriteOnceStore store() {
      return lake.store();
    }

    @Override
    public List<String> storeLocations() {
      return lake.storeLocations();
    }

    @Override
    public Map<String, String> catalogProperties() {
      return lake.catalogProperties();
    }

    @Override
    public Pointers pointers() {
      return lake.pointers();
    }

    @Override
    public String description() {
      return lake.description();
    }

    @Override
    public void close() {
      lake.close();
    }
  }

  private static TableReport report(RunOutcome outcome, boolean passed) {
    return new TableReport(
        "lights",
        "r1",
        outcome,
        null,
        List.of(),
        null,
        "1",
        2,
        null,
        0,
        List.of(new RuleOutcome("rules", "IsComplete \"id\"", true, passed, null)),
        0,
        0,
        0,
        1L,
        2L,
        Map.of(),
        new Usage(1, null, 0, 0, 0, null),
        "digest",
        "0.1.0",
        "2026-01-01T00:00:00Z");
  }

  private Telling telling() {
    return new Telling(new HeardLake(LocalLake.open(folder), heard), new PrintWriter(err));
  }

  @ParameterizedTest
  @EnumSource(RunOutcome.class)
  void whatARunCameToIsAnEventUnlessItCameToNothing(RunOutcome outcome) {
    telling().ran(report(outcome, true));

    assertThat(heard.events)
        .isEqualTo(
            outcome == RunOutcome.UNCHANGED
                ? List.of()
                : List.of(outcome.name().toLowerCase(Locale.ROOT) + " lights"));
    assertThat(heard.values).isEqualTo(Map.of("FailedAudits", 0.0, "Merges", 2.0));
  }

  @Test
  void aFailedAuditCounts() {
    telling().ran(report(RunOutcome.HELD, false));

    assertThat(heard.values).containsEntry("FailedAudits", 1.0);
  }

  @Test
  void howATableIsIsMeasured() {
    telling()
        .found(
            new Status.Line(
                "lights",
                Status.Condition.LATE,
                0,
                null,
                null,
                null,
                0,
                0,
                null,
                List.of(4L, 5L),
                Map.of(),
                null,
                List.of()));

    assertThat(heard.values)
        .isEqualTo(Map.of("Held", 0.0, "Late", 1.0, "Pending", 2.0, "MetadataBytes", 0.0));
  }

  @Test
  void whatNobodyHeardIsAdmittedOnce() {
    heard.problems.add("the event published was not sent: nobody answers");
    Telling telling = telling();
    telling.ran(report(RunOutcome.PUBLISHED, true));
    telling.ran(report(RunOutcome.PUBLISHED, true));

    assertThat(err).hasToString("note: the event published was not sent: nobody answers\n");
  }
}
