package dev.firn.demo.thirdparty;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.demo.thirdparty.Newsroom.Edition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Prints the hours of a scenario, spoiling what the scenario wants spoiled. */
final class Press {

  private final Scenario scenario;
  private final Newsroom newsroom;
  private final List<Sheet> printed = new ArrayList<>();

  /**
   * A document as served.
   *
   * @param generated its own time stamp, which no two editions share
   */
  record Sheet(Instant generated, String json) {

    String etag() {
      return "\"" + Long.toString(generated.getEpochSecond(), Character.MAX_RADIX) + "\"";
    }
  }

  Press(Scenario scenario) {
    this.scenario = scenario;
    this.newsroom = new Newsroom(scenario);
  }

  synchronized Sheet sheet(int hour) {
    while (printed.size() <= hour) {
      Hour next = scenario.hour(printed.size());
      printed.add(
          next.has(Act.QUIET) ? printed.get(printed.size() - 1) : print(newsroom.next(next)));
    }
    return printed.get(hour);
  }

  private static Sheet print(Edition edition) {
    Hour hour = edition.hour();
    List<Quake> quakes = edition.quakes();
    if (hour.has(Act.HUNDREDFOLD_MAGNITUDES)) {
      quakes = magnitudes(quakes, (quake, i) -> quake.magnitude().movePointRight(2));
    }
    if (hour.has(Act.IMPOSSIBLE_MAGNITUDES)) {
      int last = quakes.size() - 1;
      quakes =
          magnitudes(
              quakes,
              (quake, i) ->
                  (last - i) % 10 == 0 ? BigDecimal.valueOf(101 + i / 10, 1) : quake.magnitude());
    }
    List<ObjectNode> features = new ArrayList<>(quakes.stream().map(GeoJson::feature).toList());
    spoil(edition, quakes, features);
    return new Sheet(
        edition.generated(), GeoJson.document(edition.generated(), quakes, features).toString());
  }

  private static void spoil(Edition edition, List<Quake> quakes, List<ObjectNode> features) {
    Hour hour = edition.hour();
    if (hour.has(Act.TEXT_MAGNITUDE)) {
      ObjectNode first = features.get(indexOf(edition.fresh().get(0), quakes));
      String text = first.at("/properties/mag").asText().replace('.', ',');
      ((ObjectNode) first.get("properties")).put("mag", "circa " + text);
    }
    if (hour.has(Act.TWO_VERSIONS)) {
      Quake second = quakes.get(indexOf(edition.fresh().get(1), quakes));
      features.add(GeoJson.feature(second.withMagnitude(second.magnitude().add(BigDecimal.ONE))));
    }
    if (hour.has(Act.DUPLICATE)) {
      features.add(features.get(quakes.size() - 1).deepCopy());
    }
    if (hour.has(Act.WRONG_UNITS)) {
      features.forEach(Press::wrongUnits);
    }
  }

  private static void wrongUnits(ObjectNode feature) {
    ObjectNode properties = (ObjectNode) feature.get("properties");
    properties.put("time", properties.get("time").longValue() / 1000);
    ArrayNode coordinates = (ArrayNode) feature.at("/geometry/coordinates");
    coordinates.set(2, coordinates.get(2).decimalValue().movePointRight(3));
  }

  private static List<Quake> magnitudes(
      List<Quake> quakes, BiFunction<Quake, Integer, BigDecimal> magnitude) {
    List<Quake> changed = new ArrayList<>();
    for (Quake quake : quakes) {
      changed.add(quake.withMagnitude(magnitude.apply(quake, changed.size())));
    }
    return changed;
  }

  private static int indexOf(String id, List<Quake> quakes) {
    return quakes.stream().map(Quake::id).toList().indexOf(id);
  }
}
