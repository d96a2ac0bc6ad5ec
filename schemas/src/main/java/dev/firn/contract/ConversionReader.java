package dev.firn.contract;

import dev.firn.contract.ColumnType.Primitive;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code transformLogic}. */
final class ConversionReader {

  private static final Set<ColumnType> PARSED =
      Set.of(
          Primitive.INT,
          Primitive.LONG,
          Primitive.FLOAT,
          Primitive.DOUBLE,
          Primitive.BOOLEAN,
          Primitive.DATE,
          Primitive.TIMESTAMP,
          Primitive.TIMESTAMPTZ);
  private static final Set<ColumnType> TIMES = Set.of(Primitive.TIMESTAMP, Primitive.TIMESTAMPTZ);

  private ConversionReader() {}

  /**
   * Empty if it has problems.
   *
   * @param type what it leads to; null when that is not known
   */
  static Optional<Conversion> read(Element logic, ColumnType type) {
    String word = logic.text() == null ? Conversion.NONE.word() : logic.text();
    Optional<Conversion> conversion =
        Stream.of(Conversion.values()).filter(known -> known.word().equals(word)).findFirst();
    if (conversion.isEmpty()) {
      logic.problem(
          "unknown transformLogic `" + logic.text() + "`",
          Suggestion.remedy(
              logic.text(), Stream.of(Conversion.values()).map(Conversion::word).toList()));
    }
    return conversion.filter(known -> type == null || fits(logic, known, type));
  }

  private static boolean fits(Element logic, Conversion conversion, ColumnType type) {
    return switch (conversion) {
      case NONE -> isSpelt(logic, type);
      case JSON, TEXT -> fits(logic, type == Primitive.STRING, "a string");
      case PARSE ->
          fits(
              logic,
              PARSED.contains(type) || type instanceof ColumnType.Decimal,
              "a number, a boolean, a date or a timestamp");
      case WHOLE_NUMBER ->
          fits(logic, type == Primitive.INT || type == Primitive.LONG, "an int or a long");
      case ZERO_ONE -> fits(logic, type == Primitive.BOOLEAN, "a boolean");
      case UTC -> fits(logic, type == Primitive.TIMESTAMPTZ, "a timestamptz");
      case EPOCH_SECONDS, EPOCH_MILLIS, EPOCH_MICROS, START_OF_DAY, TRUNCATE ->
          fits(logic, TIMES.contains(type), "a timestamp or timestamptz");
      case BASE64, BASE64_URL -> fits(logic, type == Primitive.BINARY, "a binary");
    };
  }

  private static boolean isSpelt(Element logic, ColumnType type) {
    if (type == Primitive.BINARY) {
      logic.problem(
          "JSON has no bytes, so a binary is spelt by text",
          "say how: transformLogic: base64 or base64url");
    }
    return type != Primitive.BINARY;
  }

  private static boolean fits(Element logic, boolean fits, String result) {
    if (!fits) {
      logic.problem("`" + logic.text() + "` gives " + result, "make that the physicalType");
    }
    return fits;
  }
}
