package dev.firn.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "' 120 ', PT2M",
    "'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
    "'Sun, 01 Mar 2026 11:00:00 GMT', PT0S",
  })
  void readsBothForms(String value, Duration expected) {
    assertThat(read(Map.of("Retry-After", List.of(value)))).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "Sun, 99 Mar 2026 12:00:30 GMT"})
  void ignoresWhatCannotBeRead(String value) {
    assertThat(read(Map.of("Retry-After", List.of(value)))).isEmpty();
  }

  @Test
  void takesTheThirdPartysClockForItsDates() {
    assertThat(
            read(
                Map.of(
                    "Retry-After", List.of("Sun, 01 Mar 2026 18:00:30 GMT"),
                    "Date", List.of("Sun, 01 Mar 2026 18:00:00 GMT"))))
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void takesAnAbsurdNumberForForever() {
    assertThat(read(Map.of("Retry-After", List.of("99999999999999999999"))))
        .contains(Duration.ofDays(3650));
  }

  private static Optional<Duration> read(Map<String, List<String>> headers) {
    return RetryAfter.read(HttpHeaders.of(headers, (name, value) -> true), FakeTime.START);
  }
}
