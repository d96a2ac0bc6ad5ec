package dev.firn.demo.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PressTest {

  private static final FeedReader GOOD = FeedReader.of(Scenario.of(), 1);

  @Test
  void printsTheSameBytesForTheSameSeed() {
    Press one = new Press(Scenario.demo());
    Press other = new Press(Scenario.demo());

    assertThat(IntStream.range(0, 13).mapToObj(hour -> one.sheet(hour).json()))
        .containsExactlyElementsOf(
            IntStream.range(0, 13).mapToObj(hour -> other.sheet(hour).json()).toList());
  }

  @Test
  void printsOtherBytesForAnotherSeed() {
    Scenario other = new Scenario(7, Scenario.of().start(), List.of());

    assertThat(new Press(other).sheet(0).json())
        .isNotEqualTo(new Press(Scenario.of()).sheet(0).json());
  }

  @Test
  void hasTheMembersOfASummaryFeedInTheirOrder() {
    JsonNode document = GOOD.document();
    JsonNode feature = GOOD.features().get(0);

    assertThat(document.fieldNames())
        .toIterable()
        .containsExactly("type", "metadata", "features", "bbox");
    assertThat(document.get("metadata").fieldNames())
        .toIterable()
        .containsExactly("generated", "url", "title", "status", "api", "count");
    assertThat(document.at("/metadata/count").intValue()).isEqualTo(GOOD.features().size());
    assertThat(document.get("bbox")).hasSize(6);
    assertThat(feature.fieldNames())
        .toIterable()
        .containsExactly("type", "properties", "geometry", "id");
    assertThat(feature.get("properties").fieldNames())
        .toIterable()
        .containsExactly(
            "mag", "place", "time", "updated", "tz", "url", "detail", "felt", "cdi", "mmi", "alert",
            "status", "tsunami", "sig", "net", "code", "ids", "sources", "types", "nst", "dmin",
            "rms", "gap", "magType", "type", "title");
  }

  @Test
  void hasTheJsonTypesThatTheContractReads() {
    Map<String, Set<String>> types = new LinkedHashMap<>();
    GOOD.features()
        .forEach(
            feature ->
                feature
                    .get("properties")
                    .fields()
                    .forEachRemaining(
                        field ->
                            types
                                .computeIfAbsent(field.getKey(), name -> new TreeSet<>())
                                .add(field.getValue().getNodeType().name())));

    for (String name : List.of("mag", "time", "updated", "tsunami", "sig", "rms")) {
      assertThat(types.get(name)).as(name).containsExactly("NUMBER");
    }
    for (String name : List.of("felt", "cdi", "mmi", "nst", "dmin", "gap")) {
      assertThat(types.get(name)).as(name).containsExactly("NULL", "NUMBER");
    }
    for (String name :
        List.of(
            "place", "url", "detail", "status", "net", "code", "ids", "sources", "types", "magType",
            "type", "title")) {
      assertThat(types.get(name)).as(name).containsExactly("STRING");
    }
    assertThat(types.get("tz")).containsExactly("NULL");
    assertThat(types.get("alert")).containsExactly("NULL", "STRING");
  }

  @Test
  void staysWithinWhatRulesAboutEarthquakesAllow() {
    for (JsonNode feature : GOOD.features()) {
      JsonNode coordinates = feature.at("/geometry/coordinates");
      long generated = GOOD.document().at("/metadata/generated").longValue();

      assertThat(coordinates).hasSize(3);
      assertThat(coordinates.get(0).doubleValue()).isBetween(-180.0, 180.0);
      assertThat(coordinates.get(1).doubleValue()).isBetween(-90.0, 90.0);
      assertThat(coordinates.get(2).doubleValue()).isBetween(0.0, 700.0);
      assertThat(feature.at("/properties/mag").doubleValue()).isBetween(2.5, 8.0);
      assertThat(feature.at("/properties/time").longValue())
          .isBetween(generated - 24 * 3_600_000L, feature.at("/properties/updated").longValue());
      assertThat(feature.at("/properties/updated").longValue()).isLessThan(generated);
    }
  }

  @Test
  void hasManyEventsEachOnce() {
    assertThat(GOOD.features()).hasSizeBetween(30, 90);
    assertThat(GOOD.byId()).hasSameSizeAs(GOOD.features());
  }

  @Test
  void publishesTwoOrThreeEventsAnHour() {
    Set<String> fresh = new HashSet<>(GOOD.byId().keySet());
    fresh.removeAll(FeedReader.of(Scenario.of(), 0).byId().keySet());

    assertThat(fresh).hasSizeBetween(2, 3);
  }

  @Test
  void repeatsTheHourBeforeWhenQuiet() {
    Press press = new Press(Scenario.of(new Hour(1, Act.QUIET)));

    assertThat(press.sheet(1)).isSameAs(press.sheet(0));
    assertThat(press.sheet(2).etag()).isNotEqualTo(press.sheet(1).etag());
  }

  @Test
  void publishesLateEvents() {
    FeedReader late = FeedReader.of(Scenario.of(new Hour(1, Act.LATE_EVENTS)), 1);
    Map<String, JsonNode> added = late.byId();
    added.keySet().removeAll(GOOD.byId().keySet());
    long generated = late.document().at("/metadata/generated").longValue();

    assertThat(added).hasSize(2);
    assertThat(added.values())
        .allSatisfy(
            feature ->
                assertThat(generated - feature.at("/properties/time").longValue())
                    .isGreaterThan(4 * 3_600_000L));
  }

  @Test
  void revisesEvents() {
    FeedReader before = FeedReader.of(Scenario.of(), 0);
    FeedReader revised = FeedReader.of(Scenario.of(new Hour(1, Act.REVISIONS)), 1);
    Map<String, JsonNode> changed = revised.byId();
    changed.keySet().retainAll(before.byId().keySet());
    changed.values().removeAll(before.byId().values());

    assertThat(changed).hasSize(3);
    changed.forEach(
        (id, feature) -> {
          JsonNode old = before.byId().get(id).get("properties");
          assertThat(feature.at("/properties/mag")).isNotEqualTo(old.get("mag"));
          assertThat(feature.at("/properties/place")).isNotEqualTo(old.get("place"));
          assertThat(feature.at("/properties/updated").longValue())
              .isGreaterThan(old.get("updated").longValue());
        });
  }

  @Test
  void sendsARecordTwice() {
    List<JsonNode> features = withAct(Act.DUPLICATE).features();

    assertThat(features).hasSize(GOOD.features().size() + 1).containsAll(GOOD.features());
    assertThat(new HashSet<>(features)).hasSameSizeAs(GOOD.features());
  }

  @Test
  void sendsOneIdWithTwoContents() {
    FeedReader read = withAct(Act.TWO_VERSIONS);
    JsonNode second = read.features().get(read.features().size() - 1);
    JsonNode first = GOOD.byId().get(second.get("id").textValue());

    assertThat(read.features()).hasSize(GOOD.features().size() + 1).contains(first);
    assertThat(second.at("/properties/mag")).isNotEqualTo(first.at("/properties/mag"));
    assertThat(second.at("/properties/updated")).isEqualTo(first.at("/properties/updated"));
  }

  @Test
  void sendsAMagnitudeAsText() {
    assertThat(withAct(Act.TEXT_MAGNITUDE).values("/properties/mag"))
        .filteredOn(JsonNode::isTextual)
        .singleElement()
        .satisfies(text -> assertThat(text.textValue()).matches("circa \\d(,\\d)?"));
  }

  @Test
  void addsAFieldThatStaysWithItsEvents() {
    Scenario scenario = Scenario.of(new Hour(1, Act.UNKNOWN_FIELD));

    assertThat(FeedReader.of(scenario, 1).values("/properties/felt_radius_km"))
        .filteredOn(JsonNode::isInt)
        .hasSizeBetween(2, 3)
        .isEqualTo(
            FeedReader.of(scenario, 2).values("/properties/felt_radius_km").stream()
                .filter(JsonNode::isInt)
                .toList());
  }

  @Test
  void sendsWrongUnits() {
    FeedReader wrong = withAct(Act.WRONG_UNITS);

    assertThat(wrong.byId())
        .allSatisfy(
            (id, feature) -> {
              JsonNode good = GOOD.byId().get(id);
              assertThat(feature.at("/properties/time").longValue())
                  .isEqualTo(good.at("/properties/time").longValue() / 1000);
              assertThat(feature.at("/geometry/coordinates/2").decimalValue())
                  .isEqualByComparingTo(
                      good.at("/geometry/coordinates/2").decimalValue().movePointRight(3));
            });
  }

  @Test
  void sendsHundredfoldMagnitudes() {
    assertThat(withAct(Act.HUNDREDFOLD_MAGNITUDES).values("/properties/mag"))
        .allSatisfy(magnitude -> assertThat(magnitude.doubleValue()).isBetween(250.0, 800.0));
  }

  @Test
  void sendsAFewImpossibleMagnitudes() {
    assertThat(withAct(Act.IMPOSSIBLE_MAGNITUDES).values("/properties/mag"))
        .filteredOn(magnitude -> magnitude.doubleValue() > 10)
        .hasSizeBetween(3, 9)
        .allSatisfy(magnitude -> assertThat(magnitude.doubleValue()).isLessThan(11));
  }

  @Test
  void neverCorrectsTheOldestImpossibleMagnitude() {
    Scenario demo = Scenario.demo();
    FeedReader bad = FeedReader.of(demo, 9);
    JsonNode oldest = bad.features().get(bad.features().size() - 1);

    assertThat(oldest.at("/properties/mag").doubleValue()).isGreaterThan(10);
    assertThat(FeedReader.of(demo, 10).byId()).doesNotContainKey(oldest.get("id").textValue());
  }

  @Test
  void isGoodAgainAfterwards() {
    Scenario bad = Scenario.of(new Hour(1, Act.WRONG_UNITS, Act.TEXT_MAGNITUDE, Act.DUPLICATE));

    assertThat(new Press(bad).sheet(2)).isEqualTo(new Press(Scenario.of()).sheet(2));
  }

  private static FeedReader withAct(Act act) {
    return FeedReader.of(Scenario.of(new Hour(1, act)), 1);
  }
}
