package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.run.Purpose;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Exclusion;
import dev.firn.table.History;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.Rollback;
import dev.firn.table.RowCount;
import dev.firn.table.Undo;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real feeds with a bad answer among the real ones, which every rule lets through. Whoever finds
 * out later gets the truth back, by each of the ways there are.
 */
@Tag("full")
class BadResponsesTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final BigDecimal MILE = new BigDecimal("0.621371");

  /**
   * @param damage to the records of the answer that would have been next
   * @param quarter of the feed after which it comes
   */
  record Bad(RecordedReplay replay, Consumer<ArrayNode> damage, int quarter) {
    @Override
    public String toString() {
      return replay.name();
    }
  }

  static Stream<Bad> bad() {
    return Stream.of(
        new Bad(
            new RecordedReplay(
                "earthquakes, scd2, depths in miles",
                "usgs-quakes",
                "earthquakes.odcs.yaml",
                "/features",
                List.of("id"),
                false,
                null,
                RecordedReplay::scd2),
            BadResponsesTest::milesForKilometres,
            2),
        new Bad(
            new RecordedReplay(
                "vulnerabilities, half of the catalogue",
                "cisa-kev",
                "vulnerabilities.odcs.yaml",
                "/vulnerabilities",
                List.of("cveID"),
                true,
                null,
                BadResponsesTest::deletingAnything),
            BadResponsesTest::halfOfIt,
            4),
        new Bad(
            new RecordedReplay(
                "county_vaccinations, keys swapped",
                "cdc-counties",
                "county_vaccinations.odcs.yaml",
                "/vaccination_county_condensed_data",
                List.of("Date", "StateAbbr", "FIPS"),
                false,
                null,
                UnaryOperator.identity()),
            BadResponsesTest::keysSwapped,
            1));
  }

  private static void milesForKilometres(ArrayNode records) {
    for (JsonNode record : records) {
      ArrayNode coordinates = (ArrayNode) record.at("/geometry/coordinates");
      coordinates.set(2, coordinates.get(2).decimalValue().multiply(MILE));
    }
  }

  private static void halfOfIt(ArrayNode records) {
    int all = records.size();
    while (records.size() > all / 2) {
      records.remove(records.size() - 1);
    }
  }

  private static void keysSwapped(ArrayNode records) {
    for (int i = 0; i + 1 < records.size(); i += 2) {
      JsonNode one = records.get(i).get("FIPS");
      ((ObjectNode) records.get(i)).set("FIPS", records.get(i + 1).get("FIPS"));
      ((ObjectNode) records.get(i + 1)).set("FIPS", one);
    }
  }

  /** Else the limit on deletes would stop it. */
  private static String deletingAnything(String contract) {
    return contract.replaceFirst("(property: firn.deletes, value: )\\{[^}]*\\}", "$1{share: 1}");
  }

  @ParameterizedTest
  @MethodSource("bad")
  void isTakenOutByEachWayThereIs(Bad bad, @TempDir Path folder) throws IOException {
    RecordedReplay replay = bad.replay();
    RecordedFeed feed = RecordedFeed.named(replay.feed());
    List<Path> real = feed.responses();
    int before = real.size() * bad.quarter() / 4;
    List<Path> answers = new ArrayList<>(real);
    answers.add(
        before,
        damaged(bad, real.get(Math.min(before, real.size() - 1)), folder.resolve("bad.json")));
    RecordedTruth truth = new RecordedTruth(replay.records(), replay.key());
    RecordedVersions versions = new RecordedVersions(replay);
    for (Path response : real) {
      truth.apply(response);
      versions.add(truth.mirror());
    }
    JsonNode checkpoint = feed.checkpoint(real.size());
    try (RecordedService service = new RecordedService(answers);
        ReplayScene scene =
            new ReplayScene(folder, replay.contract(), service.location(), replay.change())) {
      fetch(scene, before);
      published(scene.merge());
      long batch = scene.fetch().seq();
      TableReport badRun = scene.merge();
      published(badRun);
      List<Purpose> ways = new ArrayList<>();
      Point beforeIt = new Point("before:" + badRun.runId());
      Exclusion exclusion = new Exclusion(new TreeSet<>(List.of(batch)), "not what they meant");
      Purpose without = Purpose.REPLAY.without(exclusion);
      ways.add(without);
      if (before < real.size()) {
        fetch(scene, real.size() - before);
        published(scene.merge());
        ways.add(without.from(beforeIt));
      }
      Map<String, Map<String, String>> spoilt = replay.table(scene, truth);
      long spoiltRows = RowCount.of(scene.state().main());
      assertThat(foundInHistory(scene, batch)).isEqualTo(badRun.runId());

      LakeTable table = new LakeTable(scene.lake(), scene.table().name());
      for (Purpose way : ways) {
        published(scene.rework(way));
        compare(replay, scene, truth, versions, checkpoint);
        new Undo(table).execute();
        assertThat(replay.table(scene, truth)).isEqualTo(spoilt);
        assertThat(RowCount.of(scene.state().main())).isEqualTo(spoiltRows);
      }
      new Rollback(table, beforeIt, scene.table().recoveryWindow(), Clock.systemUTC())
          .excluding(exclusion.batches())
          .execute();
      scene.merge();
      compare(replay, scene, truth, versions, checkpoint);
    }
  }

  private static void compare(
      RecordedReplay replay,
      ReplayScene scene,
      RecordedTruth truth,
      RecordedVersions versions,
      JsonNode checkpoint)
      throws IOException {
    replay.compare(scene, truth, checkpoint);
    if (RecordedReplay.isVersioned(scene)) {
      assertThat(RowCount.of(scene.state().main())).isEqualTo(versions.count());
    }
  }

  private static Path damaged(Bad bad, Path response, Path to) throws IOException {
    JsonNode document = RecordedTruth.parse(RecordedFeed.bytes(response));
    bad.damage().accept((ArrayNode) document.at(bad.replay().records()));
    return Files.write(to, JSON.writeValueAsBytes(document));
  }

  private static void fetch(ReplayScene scene, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      scene.fetch();
    }
  }

  private static void published(TableReport report) {
    assertThat(report.outcome()).as(() -> report.toString()).isEqualTo(RunOutcome.PUBLISHED);
  }

  /** The run that merged the batch. */
  private static String foundInHistory(ReplayScene scene, long batch) {
    return new History(scene.state())
        .lines().stream()
            .filter(line -> Long.toString(batch).equals(line.batches()))
            .map(History.Line::run)
            .findFirst()
            .orElseThrow();
  }
}
