package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.engine.RuleOutcome;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.RowCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded feeds end in the tables of their truth files, under each strategy that has a truth. */
class FeedReplayTest {

  private static final String STATIONS = "/data/stations";
  private static final String COUNTIES = "/vaccination_county_condensed_data";
  private static final List<String> COUNTY = List.of("Date", "StateAbbr", "FIPS");

  /** As the contracts say. */
  static Stream<RecordedReplay> replays() {
    return Stream.of(
        new RecordedReplay(
            "stations",
            "oslo-bikes",
            "stations.odcs.yaml",
            STATIONS,
            List.of("station_id"),
            true,
            "last_reported",
            contract -> contract),
        new RecordedReplay(
            "vulnerabilities",
            "cisa-kev",
            "vulnerabilities.odcs.yaml",
            "/vulnerabilities",
            List.of("cveID"),
            true,
            null,
            contract -> contract),
        new RecordedReplay(
            "county_vaccinations",
            "cdc-counties",
            "county_vaccinations.odcs.yaml",
            COUNTIES,
            COUNTY,
            false,
            null,
            contract -> contract));
  }

  /** Under the other strategy, or with all that the contract calls volatile. */
  static Stream<RecordedReplay> variants() {
    return Stream.of(
        new RecordedReplay(
            "stations, nothing volatile",
            "oslo-bikes",
            "stations.odcs.yaml",
            STATIONS,
            List.of("station_id"),
            true,
            null,
            contract ->
                contract.replace("firn.volatile, value: true", "firn.volatile, value: false")),
        new RecordedReplay(
            "stations, upsert, nothing volatile",
            "oslo-bikes",
            "stations.odcs.yaml",
            STATIONS,
            List.of("station_id"),
            false,
            null,
            contract ->
                upsert(contract)
                    .replace("firn.volatile, value: true", "firn.volatile, value: false")),
        new RecordedReplay(
            "vulnerabilities, upsert",
            "cisa-kev",
            "vulnerabilities.odcs.yaml",
            "/vulnerabilities",
            List.of("cveID"),
            false,
            null,
            FeedReplayTest::upsert),
        new RecordedReplay(
            "county_vaccinations, mirror",
            "cdc-counties",
            "county_vaccinations.odcs.yaml",
            COUNTIES,
            COUNTY,
            true,
            null,
            FeedReplayTest::mirror),
        new RecordedReplay(
            "earthquakes, mirror",
            "usgs-quakes",
            "earthquakes.odcs.yaml",
            "/features",
            List.of("id"),
            true,
            null,
            FeedReplayTest::mirror),
        new RecordedReplay(
            "earthquakes, scd2",
            "usgs-quakes",
            "earthquakes.odcs.yaml",
            "/features",
            List.of("id"),
            false,
            null,
            RecordedReplay::scd2),
        new RecordedReplay(
            "vulnerabilities, scd2",
            "cisa-kev",
            "vulnerabilities.odcs.yaml",
            "/vulnerabilities",
            List.of("cveID"),
            false,
            null,
            contract -> RecordedReplay.scd2(upsert(contract))));
  }

  private static String upsert(String contract) {
    return contract
        .replaceFirst("firn.merge, value: mirror", "firn.merge, value: upsert")
        .replaceFirst(".*property: firn.deletes.*\\R", "");
  }

  private static String mirror(String contract) {
    return contract.replaceFirst(
        "(.*)\\{property: firn.merge, value: upsert.*",
        "$1{property: firn.merge, value: mirror}\n$1{property: firn.deletes, value: {share: 1}}");
  }

  @ParameterizedTest
  @MethodSource("replays")
  void oneMergeACheckpointEndsInTheTruth(RecordedReplay replay, @TempDir Path folder)
      throws IOException {
    check(replay, folder, false);
  }

  @ParameterizedTest
  @Tag("full")
  @MethodSource("replays")
  void soDoesOneMergeAResponse(RecordedReplay replay, @TempDir Path folder) throws IOException {
    check(replay, folder, true);
  }

  @ParameterizedTest
  @Tag("full")
  @MethodSource("variants")
  void soDoVariantsOfTheContracts(RecordedReplay replay, @TempDir Path folder) throws IOException {
    check(replay, folder, false);
  }

  private static void check(RecordedReplay replay, Path folder, boolean eachResponse)
      throws IOException {
    RecordedFeed feed = RecordedFeed.named(replay.feed());
    RecordedTruth truth = new RecordedTruth(replay.records(), replay.key());
    List<Path> responses = feed.responses();
    try (RecordedService service = new RecordedService(responses);
        ReplayScene scene =
            new ReplayScene(folder, replay.contract(), service.location(), replay.change())) {
      RecordedVersions versions = new RecordedVersions(replay);
      for (int fetched = 1; fetched <= responses.size(); fetched++) {
        scene.fetch();
        truth.apply(responses.get(fetched - 1));
        versions.add(truth.mirror());
        JsonNode checkpoint = feed.checkpoint(fetched);
        if (eachResponse || !checkpoint.isMissingNode()) {
          TableReport report = scene.merge();
          assertThat(failed(report)).as("rules").isEmpty();
          assertThat(report.outcome())
              .isIn(
                  RunOutcome.PUBLISHED, eachResponse ? RunOutcome.UNCHANGED : RunOutcome.PUBLISHED);
        }
        if (!checkpoint.isMissingNode()) {
          replay.compare(scene, truth, checkpoint);
          if (RecordedReplay.isVersioned(scene)) {
            assertThat(RowCount.of(scene.state().main())).isEqualTo(versions.count());
          }
        }
      }
    }
  }

  private static List<RuleOutcome> failed(TableReport report) {
    return report.checks().stream().filter(rule -> rule.blocking() && !rule.passed()).toList();
  }
}
