package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.engine.RuleOutcome;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.RowCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded feeds end in the tables of their truth files, under each strategy that has a truth. */
class FeedReplayTest {

  private static final int ALL = 1_000_000;

  /**
   * @param records JSON Pointer to them
   * @param key members that make it up
   * @param mirror which truth
   * @param mayDiffer member that is declared volatile; null when none is
   * @param change to the project's contract
   */
  record Replay(
      String name,
      String feed,
      String contract,
      String records,
      List<String> key,
      boolean mirror,
      String mayDiffer,
      UnaryOperator<String> change) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String STATIONS = "/data/stations";
  private static final String COUNTIES = "/vaccination_county_condensed_data";
  private static final List<String> COUNTY = List.of("Date", "StateAbbr", "FIPS");

  /** As the contracts say. */
  static Stream<Replay> replays() {
    return Stream.of(
        new Replay(
            "stations",
            "oslo-bikes",
            "stations.odcs.yaml",
            STATIONS,
            List.of("station_id"),
            true,
            "last_reported",
            contract -> contract),
        new Replay(
            "vulnerabilities",
            "cisa-kev",
            "vulnerabilities.odcs.yaml",
            "/vulnerabilities",
            List.of("cveID"),
            true,
            null,
            contract -> contract),
        new Replay(
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
  static Stream<Replay> variants() {
    return Stream.of(
        new Replay(
            "stations, nothing volatile",
            "oslo-bikes",
            "stations.odcs.yaml",
            STATIONS,
            List.of("station_id"),
            true,
            null,
            contract ->
                contract.replace("firn.volatile, value: true", "firn.volatile, value: false")),
        new Replay(
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
        new Replay(
            "vulnerabilities, upsert",
            "cisa-kev",
            "vulnerabilities.odcs.yaml",
            "/vulnerabilities",
            List.of("cveID"),
            false,
            null,
            FeedReplayTest::upsert),
        new Replay(
            "county_vaccinations, mirror",
            "cdc-counties",
            "county_vaccinations.odcs.yaml",
            COUNTIES,
            COUNTY,
            true,
            null,
            FeedReplayTest::mirror),
        new Replay(
            "earthquakes, mirror",
            "usgs-quakes",
            "earthquakes.odcs.yaml",
            "/features",
            List.of("id"),
            true,
            null,
            FeedReplayTest::mirror),
        new Replay(
            "earthquakes, scd2",
            "usgs-quakes",
            "earthquakes.odcs.yaml",
            "/features",
            List.of("id"),
            false,
            null,
            FeedReplayTest::scd2),
        new Replay(
            "vulnerabilities, scd2",
            "cisa-kev",
            "vulnerabilities.odcs.yaml",
            "/vulnerabilities",
            List.of("cveID"),
            false,
            null,
            contract -> scd2(upsert(contract))));
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

  /**
   * Versions by landing; the current ones are what upsert has. Without the rulesets, which want
   * keys once.
   */
  private static String scd2(String contract) {
    return contract
        .replaceFirst("firn.merge, value: upsert", "firn.merge, value: scd2")
        .replaceFirst(".*property: firn.order.*\\R", "")
        .replaceFirst("(?s)    quality:.*?(?=    properties:)", "");
  }

  @ParameterizedTest
  @MethodSource("replays")
  void oneMergeACheckpointEndsInTheTruth(Replay replay, @TempDir Path folder) throws IOException {
    check(replay, folder, false);
  }

  @ParameterizedTest
  @Tag("full")
  @MethodSource("replays")
  void soDoesOneMergeAResponse(Replay replay, @TempDir Path folder) throws IOException {
    check(replay, folder, true);
  }

  @ParameterizedTest
  @Tag("full")
  @MethodSource("variants")
  void soDoVariantsOfTheContracts(Replay replay, @TempDir Path folder) throws IOException {
    check(replay, folder, false);
  }

  private static void check(Replay replay, Path folder, boolean eachResponse) throws IOException {
    RecordedFeed feed = RecordedFeed.named(replay.feed());
    RecordedTruth truth = new RecordedTruth(replay.records(), replay.key());
    List<Path> responses = feed.responses();
    try (RecordedService service = new RecordedService(responses);
        ReplayScene scene =
            new ReplayScene(folder, replay.contract(), service.location(), replay.change())) {
      Versions versions = new Versions();
      for (int fetched = 1; fetched <= responses.size(); fetched++) {
        scene.fetch();
        truth.apply(responses.get(fetched - 1));
        truth
            .mirror()
            .forEach((key, record) -> versions.add(key, said(record, replay.mayDiffer())));
        JsonNode checkpoint = feed.checkpoint(fetched);
        if (eachResponse || !checkpoint.isMissingNode()) {
          TableReport report = scene.merge();
          assertThat(failed(report)).as("rules").isEmpty();
          assertThat(report.outcome())
              .isIn(
                  RunOutcome.PUBLISHED, eachResponse ? RunOutcome.UNCHANGED : RunOutcome.PUBLISHED);
        }
        if (!checkpoint.isMissingNode()) {
          compare(replay, scene, truth, checkpoint);
          if (isVersioned(scene)) {
            assertThat(RowCount.of(scene.state().main())).isEqualTo(versions.count());
          }
        }
      }
    }
  }

  /** How often something else was said about a key than before. */
  private static final class Versions {
    private final Map<String, Map<String, String>> current = new HashMap<>();
    private long count;

    void add(String key, Map<String, String> said) {
      count += said.equals(current.put(key, said)) ? 0 : 1;
    }

    long count() {
      return count;
    }
  }

  private static boolean isVersioned(ReplayScene scene) {
    return scene.table().merge() == MergeStrategy.SCD2;
  }

  private static List<RuleOutcome> failed(TableReport report) {
    return report.checks().stream().filter(rule -> rule.blocking() && !rule.passed()).toList();
  }

  private static void compare(
      Replay replay, ReplayScene scene, RecordedTruth truth, JsonNode checkpoint)
      throws IOException {
    String strategy = replay.mirror() ? "mirror" : "upsert";
    Map<String, JsonNode> expected = replay.mirror() ? truth.mirror() : truth.upsert();
    assertThat(truth.digest(expected))
        .as("what it is compared with")
        .isEqualTo(checkpoint.get(strategy + "_sha256_key_content16").textValue());
    Map<String, JsonNode> rows = rows(scene, truth);
    assertThat(rows.keySet()).isEqualTo(expected.keySet());
    rows.forEach(
        (key, record) ->
            assertThat(said(record, replay.mayDiffer()))
                .as("row of " + key)
                .isEqualTo(said(expected.get(key), replay.mayDiffer())));
  }

  /** Key to the record that each row leads back to. */
  private static Map<String, JsonNode> rows(ReplayScene scene, RecordedTruth truth)
      throws IOException {
    Map<String, JsonNode> bodies = new HashMap<>();
    Map<String, JsonNode> rows = new TreeMap<>();
    for (List<String> row :
        scene
            .engine()
            .query(
                "SELECT firn_raw, firn_pointer FROM %s%s"
                    .formatted(
                        scene.table().name(),
                        isVersioned(scene) ? " WHERE firn_valid_to IS NULL" : ""),
                ALL)
            .rows()) {
      JsonNode body = bodies.get(row.get(0));
      if (body == null) {
        body = RecordedTruth.parse(scene.lake().store().read(row.get(0)));
        bodies.put(row.get(0), body);
      }
      JsonNode record = body.at(row.get(1));
      assertThat(rows.put(truth.key(record), record)).as("rows of one key").isNull();
    }
    return rows;
  }

  /** To a table, null and nothing are the same, and so are 95 and 95.0. */
  private static Map<String, String> said(JsonNode record, String mayDiffer) {
    Map<String, String> said = new TreeMap<>();
    ObjectNode members = (ObjectNode) record;
    members
        .properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (!value.isNull() && !member.getKey().equals(mayDiffer)) {
                said.put(
                    member.getKey(),
                    value.isNumber()
                        ? value.decimalValue().stripTrailingZeros().toPlainString()
                        : value.toString());
              }
            });
    return said;
  }
}
