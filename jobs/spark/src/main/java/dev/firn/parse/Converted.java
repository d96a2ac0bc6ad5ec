package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firn.contract.ColumnType;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import dev.firn.contract.Conversion.Step;
import dev.firn.json.Excerpt;
import dev.firn.json.SpeltNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JSON values of another JSON type than the column takes, as the one that the contract declares.
 */
final class Converted {

  private static final Set<ColumnType> TIMES =
      Set.of(Primitive.DATE, Primitive.TIMESTAMP, Primitive.TIMESTAMPTZ);

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,40}");

  /** No column holds an integer of more digits. */
  private static final int MOST_DIGITS = 40;

  private Converted() {}

  /** What the column is to take; null is a value, too. */
  static JsonNode of(JsonNode value, ColumnType type, Conversion conversion, JsonPointer at)
      throws Rejection {
    JsonNode result =
        conversion.has(Step.PARSE) && value.isTextual()
            ? parsed(value, type, conversion, at)
            : value;
    if (conversion.has(Step.ANY_EMPTY) && isEmpty(result)) {
      result = empty(type);
    }
    if (result.isNull()) {
      return result;
    } else if (conversion.has(Step.ONE_OR_MANY)) {
      return result.isArray() ? result : JsonNodeFactory.instance.arrayNode().add(result);
    } else if (conversion.has(Step.WHOLE_NUMBER)) {
      return wholeNumber(result, at);
    } else if (conversion.has(Step.ZERO_ONE)) {
      return zeroOne(result, at);
    } else if (conversion.has(Step.YES_NO) && result.isTextual()) {
      return yesNo(result, result.textValue(), at);
    } else if (conversion.has(Step.TEXT)) {
      return text(result, at);
    }
    return result;
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isTextual()
        ? value.textValue().isBlank()
        : value.isContainerNode() && value.isEmpty();
  }

  private static JsonNode empty(ColumnType type) {
    return type instanceof ColumnType.ListOf
        ? JsonNodeFactory.instance.arrayNode()
        : JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode parsed(
      JsonNode value, ColumnType type, Conversion conversion, JsonPointer at) throws Rejection {
    if (TIMES.contains(type)) {
      return value; // Times take the blanks away.
    }
    String text = value.textValue().strip();
    if (text.isEmpty()) {
      return NullNode.getInstance();
    }
    if (conversion.has(Step.YES_NO)) {
      return yesNo(value, text, at);
    }
    if (type == Primitive.BOOLEAN) {
      return truth(value, text, conversion, at);
    }
    boolean integer =
        (type == Primitive.INT || type == Primitive.LONG) && !conversion.has(Step.WHOLE_NUMBER);
    if (integer) {
      return integer(text).orElseThrow(() -> unfit(value, "an integer as text", at));
    }
    return SpeltNumber.of(text)
        .map(DecimalNode::valueOf)
        .orElseThrow(() -> unfit(value, "a number as text", at));
  }

  private static JsonNode truth(JsonNode value, String text, Conversion conversion, JsonPointer at)
      throws Rejection {
    boolean numbers = conversion.has(Step.ZERO_ONE);
    Optional<JsonNode> number = numbers ? integer(text) : Optional.empty();
    if (number.isPresent()) {
      return number.get();
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> throw unfit(value, (numbers ? "0, 1, " : "") + "true or false as text", at);
    };
  }

  private static JsonNode yesNo(JsonNode value, String text, JsonPointer at) throws Rejection {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "y", "yes" -> BooleanNode.TRUE;
      case "n", "no" -> BooleanNode.FALSE;
      default -> throw unfit(value, "Y, N, yes or no as text", at);
    };
  }

  private static Optional<JsonNode> integer(String text) {
    return INTEGER.matcher(text).matches()
        ? Optional.of(BigIntegerNode.valueOf(new BigInteger(text)))
        : Optional.empty();
  }

  private static JsonNode wholeNumber(JsonNode value, JsonPointer at) throws Rejection {
    if (!value.isNumber() || value.isIntegralNumber()) {
      return value;
    }
    BigDecimal number = value.decimalValue();
    boolean whole =
        number.signum() == 0
            || ((long) number.precision() - number.scale() <= MOST_DIGITS
                && number.stripTrailingZeros().scale() <= 0);
    if (!whole) {
      throw unfit(value, "a whole number", at);
    }
    return BigIntegerNode.valueOf(
        number.signum() == 0 ? BigInteger.ZERO : number.toBigIntegerExact());
  }

  private static JsonNode zeroOne(JsonNode value, JsonPointer at) throws Rejection {
    if (value.isBoolean()) {
      return value;
    }
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      int number = value.intValue();
      if (number == 0 || number == 1) {
        return BooleanNode.valueOf(number == 1);
      }
    }
    throw unfit(value, "0 or 1", at);
  }

  private static JsonNode text(JsonNode value, JsonPointer at) throws Rejection {
    if (value.isContainerNode()) {
      throw unfit(value, "text, a number or a boolean", at);
    }
    return value.isTextual() ? value : TextNode.valueOf(value.toString());
  }

  private static Rejection unfit(JsonNode value, String expected, JsonPointer at) {
    return new Rejection("expected %s, found %s".formatted(expected, Excerpt.of(value)), at);
  }
}
