package dev.firn.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How a third party spells a position in its changes. A position is a number: of times, the seconds
 * since 1970-01-01T00:00:00Z.
 */
public enum PositionFormat {
  /** A time with its offset: {@code 2024-01-31T12:00:00Z}. */
  ISO8601("iso8601") {
    @Override
    BigDecimal read(String text) {
      return seconds(OffsetDateTime.parse(text).toInstant());
    }

    @Override
    public String write(BigDecimal position) {
      return instant(position).toString();
    }
  },

  /** A time without an offset, {@code 2024-01-31T12:00:00}, whosever it is. */
  LOCAL_DATE_TIME("localDateTime") {
    @Override
    BigDecimal read(String text) {
      return seconds(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    }

    @Override
    public String write(BigDecimal position) {
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(utc(position));
    }
  },

  /** A day: {@code 2024-01-31}. */
  DATE("date") {
    @Override
    BigDecimal read(String text) {
      return seconds(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    @Override
    public String write(BigDecimal position) {
      return utc(position).toLocalDate().toString();
    }
  },

  /** Seconds since 1970-01-01T00:00:00Z. */
  EPOCH_SECONDS("epochSeconds") {
    @Override
    BigDecimal read(String text) {
      return number(text);
    }

    @Override
    public String write(BigDecimal position) {
      return whole(position);
    }
  },

  /** Milliseconds since 1970-01-01T00:00:00Z. */
  EPOCH_MILLIS("epochMillis") {
    @Override
    BigDecimal read(String text) {
      return number(text).movePointLeft(3);
    }

    @Override
    public String write(BigDecimal position) {
      return whole(position.movePointRight(3));
    }
  },

  /** A whole number that grows, such as a serial one. */
  NUMBER("number") {
    @Override
    BigDecimal read(String text) {
      return number(text).setScale(0, RoundingMode.UNNECESSARY);
    }

    @Override
    public String write(BigDecimal position) {
      return whole(position);
    }
  };

  /** More digits than any clock or counter has, and few enough to calculate with. */
  private static final int MOST_DIGITS = 40;

  /** The clocks of the earth differ by so much. */
  private static final Duration FURTHEST_ZONE = Duration.ofHours(14);

  private final String word;

  PositionFormat(String word) {
    this.word = word;
  }

  /** The word contracts use. */
  public String word() {
    return word;
  }

  public boolean isTime() {
    return this != NUMBER;
  }

  /** Empty when the text is not of this format. */
  public Optional<BigDecimal> position(String text) {
    try {
      BigDecimal position = read(text.strip());
      if (isTime()) {
        instant(position);
      }
      return Optional.of(position);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The text of a position; where the format is coarser, of the last one before it. */
  public abstract String write(BigDecimal position);

  abstract BigDecimal read(String text);

  /** Whether a position may have been reached then; numbers know no future. */
  public boolean isReached(BigDecimal position, Instant now) {
    boolean anywhere = this == LOCAL_DATE_TIME || this == DATE;
    Instant latest = anywhere ? now.plus(FURTHEST_ZONE) : now;
    return !isTime() || position.compareTo(seconds(latest)) <= 0;
  }

  private static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS
        || number.precision() > MOST_DIGITS) {
      throw new ArithmeticException("beyond measure: " + text);
    }
    return number;
  }

  private static String whole(BigDecimal number) {
    return number.setScale(0, RoundingMode.FLOOR).toPlainString();
  }

  static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond())
        .add(BigDecimal.valueOf(instant.getNano(), 9));
  }

  private static Instant instant(BigDecimal position) {
    BigDecimal seconds = position.setScale(0, RoundingMode.FLOOR);
    return Instant.ofEpochSecond(
        seconds.longValueExact(), position.subtract(seconds).movePointRight(9).longValue());
  }

  private static LocalDateTime utc(BigDecimal position) {
    return LocalDateTime.ofInstant(instant(position), ZoneOffset.UTC);
  }
}
