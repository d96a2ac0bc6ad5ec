package dev.firn.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What people type, understood or refused in their words. */
final class Typed {

  private Typed() {}

  static final class Format implements ITypeConverter<CommonOptions.Output> {
    @Override
    public CommonOptions.Output convert(String typed) {
      return switch (typed.toLowerCase(Locale.ROOT)) {
        case "text" -> CommonOptions.Output.TEXT;
        case "json" -> CommonOptions.Output.JSON;
        default -> throw refused("text or json", typed);
      };
    }
  }

  /** A batch's number. */
  static final class Batch implements ITypeConverter<Long> {
    @Override
    public Long convert(String typed) {
      if (!typed.matches("[1-9]\\d{0,17}")) {
        throw refused("the number of a batch", typed);
      }
      return Long.valueOf(typed);
    }
  }

  /** A place in the raw log. */
  static final class Place implements ITypeConverter<RawPlace> {
    @Override
    public RawPlace convert(String typed) {
      try {
        return RawPlace.parse(typed);
      } catch (IllegalArgumentException e) {
        throw refused("BATCH:POINTER, such as 3:/rows/1", typed);
      }
    }
  }

  static final class HowMany implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String typed) {
      if (!typed.matches("[1-9]\\d{0,8}")) {
        throw refused("a number from 1 to 999999999", typed);
      }
      return Integer.valueOf(typed);
    }
  }

  /** Something to say. */
  static final class Reason implements ITypeConverter<String> {
    @Override
    public String convert(String typed) {
      if (typed.isBlank()) {
        throw refused("a reason", typed);
      }
      return typed.strip();
    }
  }

  private static TypeConversionException refused(String expected, String typed) {
    return new TypeConversionException("expected %s, and not '%s'".formatted(expected, typed));
  }
}
