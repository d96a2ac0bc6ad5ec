package dev.firn.cli;

import dev.firn.table.Upkeep;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
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

  /** How old something has to be. */
  static final class Age implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String typed) {
      if (!typed.matches("[1-9]\\d{0,4}[hd]")) {
        throw refused("hours or days, such as 36h or 14d", typed);
      }
      long number = Long.parseLong(typed.substring(0, typed.length() - 1));
      return typed.endsWith("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }
  }

  /** A step of upkeep. */
  static final class UpkeepStep implements ITypeConverter<Upkeep.Step> {
    @Override
    public Upkeep.Step convert(String typed) {
      return Stream.of(Upkeep.Step.values())
          .filter(step -> step.toString().equals(typed.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() -> refused("compact, manifests, expire or orphans", typed));
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
