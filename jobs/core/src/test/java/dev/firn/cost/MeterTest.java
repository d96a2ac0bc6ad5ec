package dev.firn.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeterTest {

  private final AtomicLong uptime = new AtomicLong(30_000);

  @Test
  void whatIsTakenAddsUpToTheProcess() {
    Meter meter = new Meter(OptionalDouble.of(2), uptime::get);
    Usage first = meter.take();
    uptime.set(36_500);
    Usage second = meter.take();

    assertThat(first.seconds()).isEqualTo(30);
    assertThat(second.seconds()).isEqualTo(6.5);
    assertThat(second.dpuSeconds()).isEqualTo(13);
    // 13 seconds at 44 cents an hour.
    assertThat(second.estimatedUsd()).isEqualTo(0.001589);
  }

  @Test
  void whatNobodySaidTheDpusOfHasNoCost() {
    Usage usage = new Meter(OptionalDouble.empty(), uptime::get).take();

    assertThat(usage.seconds()).isEqualTo(30);
    assertThat(usage.dpuSeconds()).isNull();
    assertThat(usage.estimatedUsd()).isNull();
  }
}
