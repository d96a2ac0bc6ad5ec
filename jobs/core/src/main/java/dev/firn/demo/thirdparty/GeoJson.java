package dev.firn.demo.thirdparty;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The feed's JSON: the members of a USGS summary feed, in their order. */
final class GeoJson {

  private static final String HOST = "https://quakes.example/earthquakes/";
  private static final JsonNodeFactory JSON = new JsonNodeFactory(true);

  private GeoJson() {}

  static ObjectNode document(Instant generated, List<Quake> quakes, List<ObjectNode> features) {
    ObjectNode document = JSON.objectNode().put("type", "FeatureCollection");
    document
        .putObject("metadata")
        .put("generated", generated.toEpochMilli())
        .put("url", HOST + "feed/v1.0/summary/2.5_day.geojson")
        .put("title", "Magnitude 2.5+ Earthquakes, Past Day")
        .put("status", 200)
        .put("api", "1.14.1")
        .put("count", features.size());
    document.putArray("features").addAll(features);
    document.set("bbox", bbox(quakes));
    return document;
  }

  static ObjectNode feature(Quake quake) {
    ObjectNode feature = JSON.objectNode().put("type", "Feature");
    feature.set("properties", properties(quake));
    ObjectNode geometry = feature.putObject("geometry").put("type", "Point");
    geometry
        .putArray("coordinates")
        .add(number(quake.longitude()))
        .add(number(quake.latitude()))
        .add(number(quake.depthKm()));
    return feature.put("id", quake.id());
  }

  private static ObjectNode properties(Quake quake) {
    double magnitude = quake.magnitude().doubleValue();
    boolean felt = quake.felt() != null;
    boolean large = magnitude >= 5;
    ObjectNode properties = JSON.objectNode();
    properties
        .put("mag", number(quake.magnitude()))
        .put("place", quake.place())
        .put("time", quake.time().toEpochMilli())
        .put("updated", quake.updated().toEpochMilli())
        .putNull("tz")
        .put("url", HOST + "eventpage/" + quake.id())
        .put("detail", HOST + "feed/v1.0/detail/" + quake.id() + ".geojson")
        .put("felt", quake.felt())
        .put("cdi", felt ? intensity(magnitude, "0.5") : null)
        .put("mmi", large ? intensity(magnitude, "0.25") : null)
        .put("alert", large ? "green" : null)
        .put("status", quake.reviewed() ? "reviewed" : "automatic")
        .put("tsunami", magnitude >= 6.5 ? 1 : 0)
        .put("sig", Math.round(magnitude * magnitude * 100 / 6.5))
        .put("net", quake.net())
        .put("code", quake.code())
        .put("ids", "," + quake.id() + ",")
        .put("sources", "," + quake.net() + ",")
        .put("types", (felt ? ",dyfi" : "") + ",origin,phase-data," + (large ? "shakemap," : ""))
        .put("nst", quake.stations())
        .put("dmin", number(quake.minDistance()))
        .put("rms", number(quake.rms()))
        .put("gap", number(quake.gap()))
        .put("magType", quake.magnitudeType())
        .put("type", "earthquake")
        .put(
            "title",
            "M " + quake.magnitude().setScale(1, RoundingMode.HALF_UP) + " - " + quake.place());
    if (quake.feltRadiusKm() != null) {
      properties.put("felt_radius_km", quake.feltRadiusKm());
    }
    return properties;
  }

  private static ArrayNode bbox(List<Quake> quakes) {
    List<Function<Quake, BigDecimal>> axes =
        List.of(Quake::longitude, Quake::latitude, Quake::depthKm);
    ArrayNode bbox = JSON.arrayNode();
    axes.forEach(
        axis ->
            bbox.add(
                number(quakes.stream().map(axis).min(Comparator.naturalOrder()).orElseThrow())));
    axes.forEach(
        axis ->
            bbox.add(
                number(quakes.stream().map(axis).max(Comparator.naturalOrder()).orElseThrow())));
    return bbox;
  }

  private static BigDecimal intensity(double magnitude, String step) {
    return number(
        BigDecimal.valueOf(magnitude - 1.5)
            .setScale(1, RoundingMode.HALF_UP)
            .add(new BigDecimal(step)));
  }

  /** As JavaScript would spell it: 5 and not 5.0, so that one column has integers and fractions. */
  private static BigDecimal number(BigDecimal value) {
    if (value == null) {
      return null;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
