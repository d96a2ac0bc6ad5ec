package dev.firn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronScheduleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * *",
        "5 * * * *",
        "*/20 * * * *",
        "0,30 8-18/2 1 1-6 MON-FRI",
        "59 23 31 dec 7"
      })
  void takes(String schedule) {
    assertThat(CronSchedule.mistake(schedule)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          60 * * * *      | `60` is no minute (0 to 59)
          * 9-8 * * *     | `9-8` is no hour (0 to 23)
          * * 0 * *       | `0` is no day (1 to 31)
          * * * */0 *     | `*/0` is no month (1 to 12)
          * * * * MON#2   | `MON#2` is no weekday (0 to 7)
          * * ? * *       | `?` is no day (1 to 31)
          1, * * * *      | `` is no minute (0 to 59)
          * * * *         | a cron schedule has five fields (minute hour day month weekday), not 4
          """)
  void refuses(String schedule, String mistake) {
    assertThat(CronSchedule.mistake(schedule)).contains(mistake);
  }
}
