package dev.firn.infra.observability;

import dev.firn.infra.settings.Stage;
import dev.firn.infra.signals.Signals;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/** What wakes somebody, of what Firn measures. Which table it is says {@code firn status}. */
final class Alarms extends Construct {

  /** Every commit writes it anew, and every reader reads it. */
  private static final int MUCH_METADATA = 20_000_000;

  private final Stage stage;
  private final String namespace;
  private final List<Alarm> all = new ArrayList<>();

  Alarms(Construct scope, String id, Stage stage, Signals signals) {
    super(scope, id);
    this.stage = stage;
    this.namespace = signals.namespace();
    above("FailedAudits", 0, 5, 1, "An audit failed. main is untouched: firn status");
    above("Held", 0, 60, 1, "A table is held and waits for a decision: firn status");
    above("Late", 0, 60, 1, "A feed brought nothing new for longer than its contract allows");
    above("Pending", 0, 60, 6, "Batches have landed and were not merged for six hours");
    above("Merges", 2, 60, 1, "A run merged again and again: others keep moving main");
    above(
        "MetadataBytes",
        MUCH_METADATA,
        60,
        1,
        "The metadata of a table is large: fewer snapshots, or a shorter recovery window");
    all.add(
        Alarm.Builder.create(this, "Silent")
            .alarmName("firn-%s-silent".formatted(stage.name()))
            .alarmDescription("Nothing was fetched for a day: are the schedules on?")
            .metric(metric("Pending", Stats.SAMPLE_COUNT, Duration.days(1)))
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
            .threshold(1)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.BREACHING)
            .build());
  }

  private void above(String metric, int limit, int minutes, int periods, String meaning) {
    all.add(
        Alarm.Builder.create(this, metric)
            .alarmName("firn-%s-%s".formatted(stage.name(), metric))
            .alarmDescription(meaning)
            .metric(metric(metric, Stats.MAXIMUM, Duration.minutes(minutes)))
            .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
            .threshold(limit)
            .evaluationPeriods(periods)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build());
  }

  Metric metric(String name, String statistic, Duration period) {
    return Metric.Builder.create()
        .namespace(namespace)
        .metricName(name)
        .statistic(statistic)
        .period(period)
        .build();
  }

  List<Alarm> all() {
    return List.copyOf(all);
  }
}
