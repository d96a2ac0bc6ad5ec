package dev.firn.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The contract's order of a record as text whose byte order is that order, so that Java, Spark SQL
 * and Iceberg's column bounds compare it alike. Missing and null come first, then false, true,
 * numbers by value, text by code point.
 */
public final class OrderKey {

  private static final char SEPARATOR = '\u0001';

  /** Begins the code points up to itself, so that nothing in a text is below the separator. */
  private static final char LOW = '\u0002';

  /**
   * Begins the code points from itself on, which are spelt in hexadecimal: Java's order of them is
   * not the order of their bytes.
   */
  private static final char HIGH = '\uD7FF';

  private static final int BIAS = 50_000;

  private OrderKey() {}

  /** Whether it is a scalar of a sane size. */
  static boolean canOrder(JsonNode value) {
    return !value.isContainerNode() && (!value.isNumber() || sane(value.decimalValue()));
  }

  private static boolean sane(BigDecimal value) {
    return value.signum() == 0 || Math.abs((long) value.precision() - value.scale()) < BIAS;
  }

  /**
   * @throws IllegalArgumentException if a value is an object, an array, or a number that is not
   *     zero and of 50,000 or more digits before the point or zeros after it
   */
  public static String of(List<JsonNode> values) {
    StringBuilder key = new StringBuilder();
    for (JsonNode value : values) {
      if (!key.isEmpty()) {
        key.append(SEPARATOR);
      }
      append(key, value);
    }
    return key.toString();
  }

  private static void append(StringBuilder key, JsonNode value) {
    switch (value.getNodeType()) {
      case MISSING, NULL -> key.append('0');
      case BOOLEAN -> key.append(value.booleanValue() ? '2' : '1');
      case NUMBER -> number(key.append('3'), value.decimalValue());
      case STRING -> value.textValue().codePoints().forEach(text(key.append('4')));
      default -> throw new IllegalArgumentException("cannot order by " + value.getNodeType());
    }
  }

  private static IntConsumer text(StringBuilder key) {
    return code -> {
      if (code <= LOW) {
        key.append(LOW).append((char) ('0' + code));
      } else if (code < HIGH) {
        key.append((char) code);
      } else {
        key.append(HIGH).append(HexFormat.of().toHexDigits(code, 6));
      }
    };
  }

  /**
   * Sign, then exponent, then digits; for negative numbers both as complements, so that more is
   * less.
   */
  private static void number(StringBuilder key, BigDecimal value) {
    if (value.signum() == 0) {
      key.append('5');
      return;
    }
    BigDecimal bare = value.stripTrailingZeros().abs();
    String digits = bare.unscaledValue().toString();
    long exponent = (long) bare.precision() - bare.scale();
    if (!sane(bare)) {
      throw new IllegalArgumentException("cannot order by a number of that size: " + value);
    }
    if (value.signum() > 0) {
      key.append('6').append(fiveDigits(BIAS + exponent)).append('.').append(digits);
    } else {
      key.append('4').append(fiveDigits(BIAS - exponent)).append('.');
      digits.chars().forEach(digit -> key.append((char) ('9' - (digit - '0'))));
      key.append('~');
    }
  }

  /** Not by a format, which would write the digits of the machine's language. */
  private static String fiveDigits(long number) {
    return Long.toString(100_000 + number).substring(1);
  }
}
