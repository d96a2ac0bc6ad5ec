package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.Conversion;
import dev.firn.contract.Conversion.Step;
import dev.firn.json.Excerpt;
import dev.firn.json.LoneSurrogates;
import dev.firn.json.Places;
import dev.firn.json.Times;
import dev.firn.json.UnfitException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.JavaConverters;

/**
 * JSON values as the values that Spark's rows take. Nothing is guessed and nothing is rounded
 * silently but the nearest double to a decimal fraction: what does not fit exactly is a rejection.
 */
final class Values {

  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private Values() {}

  /** Null for JSON null and for nothing at all. */
  static Object of(JsonNode value, ColumnType type, Conversion conversion, JsonPointer at)
      throws Rejection {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (conversion.has(Step.JSON)) {
      return LoneSurrogates.escaped(value);
    }
    return typed(Converted.of(value, type, conversion, at), type, conversion, at);
  }

  private static Object typed(
      JsonNode value, ColumnType type, Conversion conversion, JsonPointer at) throws Rejection {
    if (value.isNull()) {
      return null;
    }
    if (type instanceof ColumnType.Primitive primitive) {
      return primitive(value, primitive, conversion, at);
    } else if (type instanceof ColumnType.Decimal decimal) {
      return decimal(value, decimal, at);
    } else if (type instanceof ColumnType.Struct struct) {
      return struct(value, struct, at);
    } else if (type instanceof ColumnType.MapOf map) {
      return map(value, map, at);
    } else if (type instanceof ColumnType.ListOf list) {
      return list(value, list, at);
    }
    throw new IllegalStateException("unknown type " + type);
  }

  private static Object primitive(
      JsonNode value, ColumnType.Primitive type, Conversion conversion, JsonPointer at)
      throws Rejection {
    return switch (type) {
      case STRING -> text(value, at);
      case BOOLEAN -> require(value.isBoolean(), value, "true or false", at).booleanValue();
      case INT -> {
        integer(value, at);
        yield require(value.canConvertToInt(), value, "an integer of 32 bits", at).intValue();
      }
      case LONG -> integer(value, at);
      case FLOAT -> {
        float number = number(value, at).floatValue();
        yield exact(number, Float.isFinite(number), value, "a number that a float can hold", at);
      }
      case DOUBLE -> {
        double number = number(value, at).doubleValue();
        yield exact(number, Double.isFinite(number), value, "a number that a double can hold", at);
      }
      case DATE, TIMESTAMP, TIMESTAMPTZ -> time(value, type, conversion, at);
      case UUID -> uuid(value, at);
      case BINARY -> bytes(value, conversion, at);
    };
  }

  private static Object time(
      JsonNode value, ColumnType.Primitive type, Conversion conversion, JsonPointer at)
      throws Rejection {
    try {
      return Times.of(value, type, conversion).orElse(null);
    } catch (UnfitException e) {
      throw new Rejection(e.getMessage(), at);
    }
  }

  private static String text(JsonNode value, JsonPointer at) throws Rejection {
    String text = require(value.isTextual(), value, "text", at).textValue();
    require(!LoneSurrogates.in(text), value, "text of whole characters", at);
    return text;
  }

  private static long integer(JsonNode value, JsonPointer at) throws Rejection {
    require(value.isIntegralNumber(), value, "an integer", at);
    return require(value.canConvertToLong(), value, "an integer of 64 bits", at).longValue();
  }

  /** The nearest one to a decimal fraction, but no other integer than the one that was sent. */
  private static <N extends Number> N exact(
      N number, boolean finite, JsonNode value, String expected, JsonPointer at) throws Rejection {
    require(finite, value, expected, at);
    require(
        !value.isIntegralNumber()
            || new BigDecimal(number.doubleValue()).compareTo(value.decimalValue()) == 0,
        value,
        expected + " (declare a decimal or a long)",
        at);
    return number;
  }

  private static BigDecimal decimal(JsonNode value, ColumnType.Decimal type, JsonPointer at)
      throws Rejection {
    String expected =
        "a number with %d digits, %d of them decimals".formatted(type.precision(), type.scale());
    BigDecimal number = number(value, at).decimalValue();
    // Looks at the size first: a few bytes can name a number with a billion digits.
    long integerDigits = (long) number.precision() - number.scale();
    require(
        number.signum() == 0 || integerDigits <= type.precision() - type.scale(),
        value,
        expected,
        at);
    BigDecimal bare = number.stripTrailingZeros();
    require(bare.scale() <= type.scale(), value, expected, at);
    return bare.setScale(type.scale(), RoundingMode.UNNECESSARY);
  }

  private static JsonNode number(JsonNode value, JsonPointer at) throws Rejection {
    require(value.isNumber(), value, "a number", at);
    return require(
        Double.isFinite(value.doubleValue()) || !value.isDouble(), value, "a number", at);
  }

  private static String uuid(JsonNode value, JsonPointer at) throws Rejection {
    boolean fits = value.isTextual() && UUID.matcher(value.textValue()).matches();
    return require(fits, value, "a uuid as text", at).textValue().toLowerCase(Locale.ROOT);
  }

  private static byte[] bytes(JsonNode value, Conversion conversion, JsonPointer at)
      throws Rejection {
    boolean url = conversion.has(Step.BASE64_URL);
    String expected = url ? "base 64 for URLs as text" : "base 64 as text";
    String text = require(value.isTextual(), value, expected, at).textValue();
    try {
      return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      throw unfit(value, expected, at);
    }
  }

  private static Row struct(JsonNode value, ColumnType.Struct type, JsonPointer at)
      throws Rejection {
    require(value.isObject(), value, "an object", at);
    List<Column> members = type.members();
    Object[] values = new Object[members.size()];
    for (int i = 0; i < values.length; i++) {
      Column member = members.get(i);
      JsonPointer place = at.append(member.source().pointer());
      values[i] =
          of(value.at(member.source().pointer()), member.type(), member.conversion(), place);
      if (values[i] == null && member.required()) {
        throw new Rejection(member.name() + " is required and missing", place);
      }
    }
    return RowFactory.create(values);
  }

  private static scala.collection.Map<String, Object> map(
      JsonNode value, ColumnType.MapOf type, JsonPointer at) throws Rejection {
    require(value.isObject(), value, "an object", at);
    Map<String, Object> values = new TreeMap<>(); // Rows are the same in whatever order they came.
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonPointer place = Places.member(at, member.getKey());
      if (LoneSurrogates.in(member.getKey())) {
        throw new Rejection("expected a name of whole characters", place);
      }
      Object one = of(member.getValue(), type.values(), type.conversion(), place);
      if (one == null && type.required()) {
        throw new Rejection("a value is required and missing", place);
      }
      values.put(member.getKey(), one);
    }
    return JavaConverters.mapAsScalaMap(values);
  }

  private static Object[] list(JsonNode value, ColumnType.ListOf type, JsonPointer at)
      throws Rejection {
    require(value.isArray(), value, "an array", at);
    Object[] items = new Object[value.size()];
    for (int i = 0; i < items.length; i++) {
      JsonPointer place = at.appendIndex(i);
      items[i] = of(value.get(i), type.items(), type.conversion(), place);
      if (items[i] == null && type.required()) {
        throw new Rejection("an item is required and missing", place);
      }
    }
    return items;
  }

  private static JsonNode require(boolean fits, JsonNode value, String expected, JsonPointer at)
      throws Rejection {
    if (!fits) {
      throw unfit(value, expected, at);
    }
    return value;
  }

  private static Rejection unfit(JsonNode value, String expected, JsonPointer at) {
    return new Rejection("expected %s, found %s".formatted(expected, Excerpt.of(value)), at);
  }
}
