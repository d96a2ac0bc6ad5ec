package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.engine.RuleOutcome;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two weeks of real responses end in the table that their truth file gives. */
class UsgsReplayTest {

  private static final List<Integer> CHECKPOINTS = List.of(1, 84, 168, 336);

  @Test
  void oneMergeACheckpointEndsInTheTruth(@TempDir Path folder) throws IOException {
    RecordedFeed feed = RecordedFeed.named("usgs-quakes");
    try (RecordedService service = new RecordedService(feed.responses());
        ReplayScene scene = new ReplayScene(folder, "earthquakes.odcs.yaml", service.location())) {
      int fetched = 0;
      for (int checkpoint : CHECKPOINTS) {
        while (fetched < checkpoint) {
          scene.fetch();
          fetched++;
        }
        published(scene.merge());
        equalsTruth(scene, feed.checkpoint(checkpoint));
      }
      equalsLatest(scene, feed);
      TypedColumns.equalRaw(scene.engine(), feed);

      String metadata = scene.state().metadata().metadataFileLocation();
      service.rewind();
      for (int again = 0; again < feed.responses().size(); again++) {
        scene.fetch();
      }
      assertThat(scene.merge().outcome()).isEqualTo(RunOutcome.UNCHANGED);
      assertThat(scene.state().metadata().metadataFileLocation())
          .as("nothing was committed")
          .isEqualTo(metadata);
    }
  }

  @Test
  @Tag("full")
  void oneMergeAResponseEndsInTheSameTable(@TempDir Path folder) throws IOException {
    RecordedFeed feed = RecordedFeed.named("usgs-quakes");
    try (RecordedService service = new RecordedService(feed.responses());
        ReplayScene scene = new ReplayScene(folder, "earthquakes.odcs.yaml", service.location())) {
      for (int fetched = 1; fetched <= feed.responses().size(); fetched++) {
        scene.fetch();
        published(scene.merge());
        if (CHECKPOINTS.contains(fetched)) {
          equalsTruth(scene, feed.checkpoint(fetched));
        }
      }
      equalsLatest(scene, feed);
      TypedColumns.equalRaw(scene.engine(), feed);
    }
  }

  private static void published(TableReport report) {
    List<RuleOutcome> failed =
        report.checks().stream().filter(rule -> rule.blocking() && !rule.passed()).toList();
    assertThat(failed).isEmpty();
    assertThat(report.outcome()).isIn(RunOutcome.PUBLISHED, RunOutcome.UNCHANGED);
  }

  private static void equalsTruth(ReplayScene scene, JsonNode truth) throws IOException {
    Map<String, String[]> rows = new UsgsTruth(scene.engine(), scene.lake().store()).rows();
    assertThat(rows).hasSize(truth.get("upsert_rows").intValue());
    assertThat(UsgsTruth.digest(rows, 0))
        .isEqualTo(truth.get("upsert_sha256_key_version").textValue());
    assertThat(UsgsTruth.digest(rows, 1))
        .isEqualTo(truth.get("upsert_sha256_key_content16").textValue());
  }

  private static void equalsLatest(ReplayScene scene, RecordedFeed feed) throws IOException {
    Map<String, String[]> rows = new UsgsTruth(scene.engine(), scene.lake().store()).rows();
    for (String[] expected : feed.latest()) {
      assertThat(rows.remove(expected[0]))
          .as("row of " + expected[0])
          .containsExactly(expected[1], expected[2]);
    }
    assertThat(rows).isEmpty();
  }
}
