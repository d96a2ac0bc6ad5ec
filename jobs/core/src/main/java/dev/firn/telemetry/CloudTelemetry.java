package dev.firn.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/**
 * Metrics of CloudWatch and events of EventBridge.
 *
 * <p>Metrics have no dimension: each combination of name and dimensions is billed as a metric, and
 * an alarm on the greatest value of all tables says as much. Which table it is says {@code firn
 * status}.
 */
public final class CloudTelemetry implements Telemetry {

  private static final String SOURCE = "firn";
  private static final ObjectMapper JSON =
      JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();

  private final Region region;
  private final Optional<String> namespace;
  private final Optional<String> bus;
  private final List<String> problems = new ArrayList<>();
  private CloudWatchClient metrics;
  private EventBridgeClient events;

  /**
   * @param namespace of metrics; empty when nobody wants them
   * @param bus that events are put on; empty when nobody wants them
   */
  public CloudTelemetry(String region, Optional<String> namespace, Optional<String> bus) {
    this.region = Region.of(region);
    this.namespace = namespace;
    this.bus = bus;
  }

  @Override
  public boolean measures() {
    return namespace.isPresent();
  }

  @Override
  public void measure(Map<String, Double> values) {
    if (namespace.isEmpty()) {
      return;
    }
    try {
      if (metrics == null) {
        metrics = CloudWatchClient.builder().region(region).build();
      }
      List<MetricDatum> data =
          new TreeMap<>(values)
              .entrySet().stream()
                  .map(
                      one ->
                          MetricDatum.builder()
                              .metricName(one.getKey())
                              .value(one.getValue())
                              .build())
                  .toList();
      metrics.putMetricData(put -> put.namespace(namespace.get()).metricData(data));
    } catch (SdkException e) {
      problems.add("metrics were not sent to %s: %s".formatted(namespace.get(), e.getMessage()));
    }
  }

  @Override
  public void tell(String event, Object detail) {
    if (bus.isEmpty()) {
      return;
    }
    try {
      if (events == null) {
        events = EventBridgeClient.builder().region(region).build();
      }
      PutEventsRequestEntry entry =
          PutEventsRequestEntry.builder()
              .eventBusName(bus.get())
              .source(SOURCE)
              .detailType(event)
              .detail(JSON.writeValueAsString(detail))
              .build();
      PutEventsResponse response = events.putEvents(put -> put.entries(entry));
      if (response.failedEntryCount() > 0) {
        problems.add(
            "the event %s was not taken by %s: %s"
                .formatted(event, bus.get(), response.entries().get(0).errorMessage()));
      }
    } catch (SdkException e) {
      problems.add("the event %s was not sent: %s".formatted(event, e.getMessage()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    if (metrics != null) {
      metrics.close();
    }
    if (events != null) {
      events.close();
    }
  }
}
