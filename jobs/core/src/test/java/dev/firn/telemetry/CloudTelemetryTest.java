package dev.firn.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testing.EmulatedAws;
import dev.firn.testing.Wire;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class CloudTelemetryTest {

  private static final String PUT_EVENTS = "AWSEvents.PutEvents";

  private final EmulatedAws aws = EmulatedAws.instance();

  private CloudTelemetry telemetry(String namespace, String bus) {
    return new CloudTelemetry(
        aws.settings().get("aws.region"), Optional.ofNullable(namespace), Optional.ofNullable(bus));
  }

  @Test
  void metricsArriveAndAnAlarmSeesTheGreatest() {
    try (CloudTelemetry telemetry = telemetry("Firn/test", null)) {
      telemetry.measure(Map.of("Held", 0.0, "Pending", 2.0));
      telemetry.measure(Map.of("Held", 1.0, "Pending", 0.0));

      assertThat(telemetry.problems()).isEmpty();
    }
    assertThat(greatest("Held")).isEqualTo(1.0);
    assertThat(greatest("Pending")).isEqualTo(2.0);
  }

  private static double greatest(String metric) {
    try (CloudWatchClient client = CloudWatchClient.create()) {
      List<Datapoint> points =
          client
              .getMetricStatistics(
                  get ->
                      get.namespace("Firn/test")
                          .metricName(metric)
                          .startTime(Instant.now().minus(1, ChronoUnit.HOURS))
                          .endTime(Instant.now().plus(1, ChronoUnit.HOURS))
                          .period(3600)
                          .statistics(Statistic.MAXIMUM))
              .datapoints();
      return points.stream().mapToDouble(Datapoint::maximum).max().orElseThrow();
    }
  }

  @Test
  void eventsAreTakenByTheirBus() {
    try (CloudTelemetry telemetry = telemetry(null, "default")) {
      telemetry.tell("published", Map.of("table", "lights"));

      assertThat(telemetry.problems()).isEmpty();
    }
  }

  @Test
  void whatCannotBeToldIsAdmittedAndBreaksNothing() {
    try (CloudTelemetry telemetry = telemetry("Firn/away", "default")) {
      away(request -> !request.operation().equals(PUT_EVENTS));
      away(request -> request.operation().equals(PUT_EVENTS));
      telemetry.measure(Map.of("Held", 0.0));
      telemetry.tell("published", Map.of("table", "lights"));

      assertThat(aws.wire().isSpent()).isTrue();
      assertThat(telemetry.problems())
          .satisfiesExactly(
              one -> assertThat(one).startsWith("metrics were not sent to Firn/away: "),
              two -> assertThat(two).startsWith("the event published was not sent: "));
    } finally {
      aws.wire().heal();
    }
  }

  /** For as often as the SDK asks. */
  private void away(Predicate<Wire.Request> which) {
    for (int tries = 0; tries < 4; tries++) {
      aws.wire().failNext(which, Wire.Fault.UNAVAILABLE);
    }
  }

  @Test
  void nobodyAsksForWhatNobodyWants() {
    try (CloudTelemetry telemetry = telemetry(null, null)) {
      aws.wire().takeCounts();
      telemetry.measure(Map.of("Held", 0.0));
      telemetry.tell("published", Map.of());

      assertThat(telemetry.measures()).isFalse();
      assertThat(aws.wire().takeCounts()).isEmpty();
    }
  }
}
