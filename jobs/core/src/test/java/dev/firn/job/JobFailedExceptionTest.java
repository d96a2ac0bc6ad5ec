package dev.firn.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobFailedExceptionTest {

  @Test
  void keepsTheBeginningOfALongError() {
    assertThat(JobFailedException.of(5, "the beginning" + "x".repeat(2000)).getMessage())
        .startsWith("FIRN_THIRD_PARTY (exit code 5): the beginningxxx")
        .hasSizeLessThan(1600);
    assertThat(JobFailedException.of(4, "").getMessage()).isEqualTo("FIRN_CONFLICT (exit code 4)");
    assertThat(JobFailedException.of(99, "").getMessage())
        .isEqualTo("FIRN_INTERNAL (exit code 99)");
  }
}
