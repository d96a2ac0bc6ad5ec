package dev.firn.contract;

import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion.Step;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Optional;

/** {@code logicalTypeOptions} of dates and times: how they are spelt, and where. */
final class TimeFormatReader {

  private TimeFormatReader() {}

  /** The conversion with the format, if there is one; empty if that has problems. */
  static Optional<Conversion> read(Element property, ColumnType type, Conversion conversion) {
    Element options = property.get("logicalTypeOptions");
    Element format = options.get("format");
    if (!OrderBy.TIMES.contains(type)) {
      return Optional.of(conversion);
    }
    if (!isZoneKnown(options, type)) {
      return Optional.empty();
    }
    if (format.text() == null) {
      return Optional.of(conversion);
    }
    if (conversion.isEpoch()) {
      format.problem("what counts from 1970 is a number, and has no format", "leave `format` out");
      return Optional.empty();
    }
    try {
      TimeFormat read = new TimeFormat(format.text());
      return fits(format, read, type, conversion)
          ? Optional.of(new Conversion(conversion.steps(), read))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      format.problem(
          "`%s` is no pattern of Java's DateTimeFormatter: %s"
              .formatted(format.text(), e.getMessage()),
          "such as dd.MM.uuuu HH:mm:ss, with text in ''");
      return Optional.empty();
    }
  }

  private static boolean fits(
      Element format, TimeFormat read, ColumnType type, Conversion conversion) {
    Optional<TemporalAccessor> sample = read.sample();
    boolean day = sample.map(time -> time.query(TemporalQueries.localDate())).isPresent();
    boolean clock = sample.map(time -> time.query(TemporalQueries.localTime())).isPresent();
    boolean offset = sample.map(time -> time.query(TemporalQueries.offset())).isPresent();
    boolean zone = sample.map(time -> time.query(TemporalQueries.zoneId())).isPresent();
    if (!day) {
      format.problem("`%s` does not say which day".formatted(read), "such as dd.MM.uuuu");
    } else if (zone) {
      format.problem(
          "`%s` names time zones, whose clocks show some hours twice".formatted(read),
          "take offsets, such as XXX, or take it as a string");
    } else if (type != Primitive.DATE && !clock && !conversion.has(Step.START_OF_DAY)) {
      format.problem(
          "`%s` does not say which time of the day".formatted(read),
          "add it, such as HH:mm, or write transformLogic: startOfDay");
    } else if (type != Primitive.TIMESTAMPTZ && offset) {
      format.problem(
          "`%s` has an offset, and a %s has none".formatted(read, TypeWords.word(type)),
          "make it a timestamptz");
    } else if (type == Primitive.TIMESTAMPTZ && clock && !offset && !conversion.has(Step.UTC)) {
      format.problem(
          "`%s` has no offset".formatted(read),
          "XXX reads Z and +01:00; or write transformLogic: utc, if it is UTC's");
    } else {
      return true;
    }
    return false;
  }

  /** The standard's default is UTC; anything else would have to be known to conversions. */
  private static boolean isZoneKnown(Element options, ColumnType type) {
    Element zone = options.get("defaultTimezone");
    boolean utc = zone.text() == null || zone.text().equals("Etc/UTC") || zone.text().equals("UTC");
    if (!utc) {
      zone.problem(
          "Firn does not know the clocks of %s, which show some hours twice".formatted(zone.text()),
          "take it as physicalType: timestamp, what clocks show, and leave `defaultTimezone` out");
    }
    Element has = options.get("timezone");
    boolean agrees =
        !has.node().isBoolean() || has.node().booleanValue() == (type == Primitive.TIMESTAMPTZ);
    if (!agrees) {
      has.problem(
          "`timezone: %s` is no %s".formatted(has.node(), TypeWords.word(type)),
          "leave one of them out");
    }
    return utc && agrees;
  }
}
