package dev.firn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PositionFormatTest {

  @ParameterizedTest
  @CsvSource({
    "ISO8601,         2024-01-31T12:00:00.25Z,      1706702400.25, 2024-01-31T12:00:00.250Z",
    "ISO8601,         2024-01-31T14:00+02:00,       1706702400,    2024-01-31T12:00:00Z",
    "LOCAL_DATE_TIME, 2024-01-31T12:00:00.000,      1706702400,    2024-01-31T12:00:00",
    "DATE,            2024-01-31,                   1706659200,    2024-01-31",
    "EPOCH_SECONDS,   1706702400,                   1706702400,    1706702400",
    "EPOCH_SECONDS,   1706702400.75,                1706702400.75, 1706702400",
    "EPOCH_MILLIS,    1706702400250,                1706702400.25, 1706702400250",
    "EPOCH_MILLIS,    -1,                           -0.001,        -1",
    "NUMBER,          9007199254740993,             9007199254740993, 9007199254740993",
    "NUMBER,          17.0,                         17,            17",
  })
  void readsAndWrites(PositionFormat format, String text, BigDecimal position, String written) {
    assertThat(format.position(text))
        .get()
        .usingComparator(BigDecimal::compareTo)
        .isEqualTo(position);
    assertThat(format.write(position)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "ISO8601, 2024-01-31T12:00:00",
    "ISO8601, 2024-01-31",
    "ISO8601, ''",
    "LOCAL_DATE_TIME, 2024-01-31T12:00:00Z",
    "DATE, 2024-02-30",
    "EPOCH_SECONDS, soon",
    "EPOCH_SECONDS, 1e30",
    "EPOCH_MILLIS, 1e999999999",
    "NUMBER, 1.5",
    "NUMBER, 1e-999999999",
  })
  void knowsWhatIsNone(PositionFormat format, String text) {
    assertThat(format.position(text)).isEmpty();
  }

  @Test
  void sendsWhatIsNotAfterThePosition() {
    BigDecimal noon = new BigDecimal("1706702400.999999999");

    assertThat(PositionFormat.EPOCH_MILLIS.write(noon)).isEqualTo("1706702400999");
    assertThat(PositionFormat.DATE.write(noon)).isEqualTo("2024-01-31");
  }

  @ParameterizedTest
  @CsvSource({
    "ISO8601, 2024-01-31T12:00:00Z, true",
    "ISO8601, 2024-01-31T12:00:01Z, false",
    "LOCAL_DATE_TIME, 2024-02-01T02:00:00, true",
    "LOCAL_DATE_TIME, 2024-02-01T02:00:01, false",
    "DATE, 2024-02-01, true",
    "DATE, 2024-02-02, false",
    "NUMBER, 99999999999999999, true",
  })
  void knowsTheFuture(PositionFormat format, String text, boolean reached) {
    assertThat(
            format.isReached(
                format.position(text).orElseThrow(), Instant.parse("2024-01-31T12:00:00Z")))
        .isEqualTo(reached);
  }
}
