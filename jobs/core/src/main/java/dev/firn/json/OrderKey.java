package dev.firn.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * The contract's order of a record as text whose byte order is that order, so that Java, Spark SQL
 * and Iceberg's column bounds compare it alike. Missing and null come first, then false, true,
 * numbers by value, text by code point.
 */
public final class OrderKey {

  private static final char SEPARATOR = '\u0001';
  private static final int BIAS = 50_000;

  private OrderKey() {}

  /** Whether all values are scalars of a sane size. */
  public static boolean canOrder(List<JsonNode> values) {
    return values.stream()
        .allMatch(
            value -> !value.isContainerNode() && (!value.isNumber() || sane(value.decimalValue())));
  }

  private static boolean sane(BigDecimal value) {
    return Math.abs((long) value.precision() - value.scale()) < BIAS;
  }

  /**
   * @throws IllegalArgumentException if a value is an object, an array, or a number beyond 1E±49999
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
      case STRING -> key.append('4').append(value.textValue().replace(SEPARATOR, '\u0002'));
      default -> throw new IllegalArgumentException("cannot order by " + value.getNodeType());
    }
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
      key.append('6').append("%05d".formatted(exponent + BIAS)).append('.').append(digits);
    } else {
      key.append('4').append("%05d".formatted(BIAS - exponent)).append('.');
      digits.chars().forEach(digit -> key.append((char) ('9' - (digit - '0'))));
      key.append('~');
    }
  }
}
