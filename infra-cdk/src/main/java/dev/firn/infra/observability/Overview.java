package dev.firn.infra.observability;

import dev.firn.infra.pipeline.Pipeline;
import dev.firn.infra.settings.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.constructs.Construct;

/** One page: what is wrong, what ran, how the tables are, what readers scan. */
final class Overview extends Construct {

  private static final int WHOLE = 24;
  private static final int HALF = 12;

  Overview(
      Construct scope,
      String id,
      Stage stage,
      Alarms alarms,
      List<Alarm> all,
      Pipeline pipeline,
      String workgroup) {
    super(scope, id);
    Dashboard page =
        Dashboard.Builder.create(this, "Page").dashboardName("firn-" + stage.name()).build();
    page.addWidgets(
        AlarmStatusWidget.Builder.create().title("What is wrong").alarms(all).width(WHOLE).build());
    page.addWidgets(
        graph("Tables that are", highest(alarms, List.of("Held", "Late", "FailedAudits"))),
        graph("Batches that wait, merges a run", highest(alarms, List.of("Pending", "Merges"))));
    List<IMetric> executions = new ArrayList<>();
    pipeline
        .executions()
        .forEach(
            (group, arn) -> {
              executions.add(execution("ExecutionsSucceeded", group + " succeeded", arn));
              executions.add(execution("ExecutionsFailed", group + " failed", arn));
            });
    page.addWidgets(
        graph("Executions", executions),
        graph(
            "Bytes that readers scanned",
            List.of(
                Metric.Builder.create()
                    .namespace("AWS/Athena")
                    .metricName("ProcessedBytes")
                    .dimensionsMap(Map.of("WorkGroup", workgroup))
                    .statistic(Stats.SUM)
                    .period(Duration.hours(1))
                    .build())));
  }

  private static List<IMetric> highest(Alarms alarms, List<String> names) {
    List<IMetric> metrics = new ArrayList<>();
    names.forEach(name -> metrics.add(alarms.metric(name, Stats.MAXIMUM, Duration.hours(1))));
    return metrics;
  }

  private static Metric execution(String metric, String label, String arn) {
    return Metric.Builder.create()
        .namespace("AWS/States")
        .metricName(metric)
        .label(label)
        .dimensionsMap(Map.of("StateMachineArn", arn))
        .statistic(Stats.SUM)
        .period(Duration.hours(1))
        .build();
  }

  private static GraphWidget graph(String title, List<IMetric> metrics) {
    return GraphWidget.Builder.create().title(title).left(metrics).width(HALF).build();
  }
}
