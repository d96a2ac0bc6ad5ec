package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firn.contract.ColumnType;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JSON values of another JSON type than the column takes, as the one that the contract declares.
 */
final class Converted {

  private static final Set<ColumnType> TIMES =
      Set.of(Primitive.DATE, Primitive.TIMESTAMP, Primitive.TIMESTAMPTZ);

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,40}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");

  /** No column holds an integer of more digits. */
  private static final int MOST_DIGITS = 40;

  private Converted() {}

  /** What the column is to take; null is a value, too. */
  static JsonNode of(JsonNode value, ColumnType type, Conversion conversion, JsonPointer at)
      throws Rejection {
    return switch (conversion) {
      case PARSE -> value.isTextual() ? parsed(value, type, at) : value;
      case WHOLE_NUMBER -> wholeNumber(value, at);
      case ZERO_ONE -> zeroOne(value, at);
      case TEXT -> text(value, at);
      case NONE,
          EPOCH_SECONDS,
          EPOCH_MILLIS,
          EPOCH_MICROS,
          JSON,
          UTC,
          START_OF_DAY,
          TRUNCATE,
          BASE64,
          BASE64_URL ->
          value;
    };
  }

  private static JsonNode parsed(JsonNode value, ColumnType type, JsonPointer at) throws Rejection {
    String text = value.textValue().strip();
    if (text.isEmpty()) {
      return NullNode.getInstance();
    }
    if (type == Primitive.BOOLEAN) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> BooleanNode.TRUE;
        case "false" -> BooleanNode.FALSE;
        default -> throw unfit(value, "true or false as text", at);
      };
    }
    if (TIMES.contains(type)) {
      return TextNode.valueOf(text);
    }
    boolean integer = type == Primitive.INT || type == Primitive.LONG;
    if (!(integer ? INTEGER : NUMBER).matcher(text).matches()) {
      throw unfit(value, integer ? "an integer as text" : "a number as text", at);
    }
    BigDecimal number = new BigDecimal(text);
    return integer
        ? BigIntegerNode.valueOf(number.toBigIntegerExact())
        : DecimalNode.valueOf(number);
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
