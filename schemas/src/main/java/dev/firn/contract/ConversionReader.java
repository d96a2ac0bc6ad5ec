package dev.firn.contract;

import static dev.firn.contract.Conversion.Step.ANY_EMPTY;
import static dev.firn.contract.Conversion.Step.EPOCH_MICROS;
import static dev.firn.contract.Conversion.Step.EPOCH_MILLIS;
import static dev.firn.contract.Conversion.Step.EPOCH_SECONDS;
import static dev.firn.contract.Conversion.Step.ONE_OR_MANY;
import static dev.firn.contract.Conversion.Step.PARSE;
import static dev.firn.contract.Conversion.Step.START_OF_DAY;
import static dev.firn.contract.Conversion.Step.TRUNCATE;
import static dev.firn.contract.Conversion.Step.UTC;
import static dev.firn.contract.Conversion.Step.WHOLE_NUMBER;
import static dev.firn.contract.Conversion.Step.YES_NO;
import static dev.firn.contract.Conversion.Step.ZERO_ONE;

import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code transformLogic}, and how dates and times are spelt. */
final class ConversionReader {

  /** The word that says as much as leaving it out. */
  private static final String NONE = "none";

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

  /** Steps and those after them that they go together with; all others stand alone. */
  private static final Map<Step, Set<Step>> TOGETHER =
      Map.of(
          PARSE,
          Set.of(
              EPOCH_SECONDS,
              EPOCH_MILLIS,
              EPOCH_MICROS,
              WHOLE_NUMBER,
              ZERO_ONE,
              YES_NO,
              UTC,
              START_OF_DAY,
              TRUNCATE),
          EPOCH_SECONDS,
          Set.of(TRUNCATE),
          EPOCH_MILLIS,
          Set.of(TRUNCATE),
          EPOCH_MICROS,
          Set.of(TRUNCATE),
          UTC,
          Set.of(START_OF_DAY, TRUNCATE),
          START_OF_DAY,
          Set.of(TRUNCATE),
          ANY_EMPTY,
          Set.of(ONE_OR_MANY));

  private ConversionReader() {}

  /**
   * Empty if it has problems.
   *
   * @param property what says how it is converted
   * @param type what it leads to; null when that is not known
   */
  static Optional<Conversion> read(Element property, ColumnType type) {
    Element logic = property.get("transformLogic");
    Optional<List<Step>> steps = steps(logic);
    if (steps.isEmpty() || type == null) {
      return steps.map(known -> new Conversion(known, null));
    }
    boolean fit = true;
    for (Step step : steps.get()) {
      fit &= fits(logic, step, type);
    }
    if (!fit || (steps.get().isEmpty() && !isSpelt(logic, type))) {
      return Optional.empty();
    }
    return TimeFormatReader.read(property, type, Conversion.of(steps.get().toArray(Step[]::new)));
  }

  private static Optional<List<Step>> steps(Element logic) {
    String text = logic.text();
    if (text == null || text.equals(NONE)) {
      return Optional.of(List.of());
    }
    if (text.contains(",")) {
      logic.problem(
          "`%s` is no transformLogic".formatted(text),
          "join its words with +: " + text.replaceAll("\\s*,\\s*", " + "));
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>();
    for (String word : text.split("\\+", -1)) {
      Optional<Step> step = step(logic, word.strip());
      if (step.isEmpty() || !fits(logic, steps, step.get())) {
        return Optional.empty();
      }
      steps.add(step.get());
    }
    return Optional.of(steps);
  }

  private static Optional<Step> step(Element logic, String word) {
    Optional<Step> step =
        Stream.of(Step.values()).filter(known -> known.word().equals(word)).findFirst();
    if (step.isEmpty()) {
      logic.problem(
          "unknown transformLogic `" + word + "`",
          word.isEmpty() || word.equals(NONE)
              ? "leave it out"
              : Suggestion.remedy(word, Stream.of(Step.values()).map(Step::word).toList()));
    }
    return step;
  }

  private static boolean fits(Element logic, List<Step> others, Step step) {
    for (Step other : others) {
      if (other == step) {
        logic.problem("`%s` is there twice".formatted(step.word()), "keep one");
        return false;
      }
      if (!goTogether(other, step) && !goTogether(step, other)) {
        logic.problem(
            "`%s` and `%s` do not go together".formatted(other.word(), step.word()), "keep one");
        return false;
      }
    }
    return true;
  }

  private static boolean goTogether(Step first, Step then) {
    return TOGETHER.getOrDefault(first, Set.of()).contains(then);
  }

  private static boolean fits(Element logic, Step step, ColumnType type) {
    return switch (step) {
      case JSON, TEXT -> fits(logic, step, type == Primitive.STRING, "a string");
      case PARSE ->
          fits(
              logic,
              step,
              PARSED.contains(type) || type instanceof ColumnType.Decimal,
              "a number, a boolean, a date or a timestamp");
      case ANY_EMPTY ->
          fits(
              logic,
              step,
              type instanceof ColumnType.ListOf
                  || type instanceof ColumnType.MapOf
                  || type instanceof ColumnType.Struct,
              "an array, a map or an object");
      case ONE_OR_MANY -> fits(logic, step, type instanceof ColumnType.ListOf, "an array");
      case WHOLE_NUMBER ->
          fits(logic, step, type == Primitive.INT || type == Primitive.LONG, "an int or a long");
      case ZERO_ONE, YES_NO -> fits(logic, step, type == Primitive.BOOLEAN, "a boolean");
      case UTC -> fits(logic, step, type == Primitive.TIMESTAMPTZ, "a timestamptz");
      case EPOCH_SECONDS, EPOCH_MILLIS, EPOCH_MICROS, START_OF_DAY, TRUNCATE ->
          fits(logic, step, TIMES.contains(type), "a timestamp or timestamptz");
      case BASE64, BASE64_URL -> fits(logic, step, type == Primitive.BINARY, "a binary");
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

  private static boolean fits(Element logic, Step step, boolean fits, String result) {
    if (!fits) {
      logic.problem("`" + step.word() + "` gives " + result, "make that the physicalType");
    }
    return fits;
  }
}
