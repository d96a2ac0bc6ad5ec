package dev.firn.infra.observability;

import dev.firn.infra.pipeline.Pipeline;
import dev.firn.infra.serving.ReadyQuery;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.signals.Signals;
import dev.firn.infra.storage.LakeStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.logs.QueryDefinition;
import software.amazon.awscdk.services.logs.QueryString;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Who is told when something is wrong, and where to look. */
public final class Observability extends Construct {

  private final Topic alerts;

  /**
   * @param queries folder with Athena SQL for operators
   */
  public Observability(
      Construct scope,
      String id,
      Stage stage,
      LakeStorage storage,
      Signals signals,
      Pipeline pipeline,
      Path queries,
      String workgroup) {
    super(scope, id);
    this.alerts =
        Topic.Builder.create(this, "Alerts")
            .displayName("Firn " + stage.name())
            .masterKey(storage.key())
            .enforceSsl(true)
            .build();
    stage.alerts().ifPresent(email -> alerts.addSubscription(new EmailSubscription(email)));
    Rule.Builder.create(this, "Decide")
        .description("A table is held, or was rolled back: people hear of it at once")
        .eventBus(signals.bus())
        .eventPattern(
            EventPattern.builder()
                .source(List.of("firn"))
                .detailType(List.of("held", "rolled_back"))
                .build())
        .targets(List.of(new SnsTopic(alerts)))
        .build();
    Alarms alarms = new Alarms(this, "Alarms", stage, signals);
    List<Alarm> all = new ArrayList<>(alarms.all());
    all.addAll(pipeline.failures());
    pipeline.missed().forEach(queue -> all.add(missed(stage, queue)));
    all.forEach(this::tell);
    new Overview(this, "Overview", stage, alarms, all, pipeline, workgroup);
    logQueries(stage, pipeline);
    AccessTrail trail = new AccessTrail(this, "Trail", stage, storage);
    for (ReadyQuery query : ReadyQuery.in(queries)) {
      CfnNamedQuery.Builder.create(this, query.name())
          .name("operators: " + query.name().replace('_', ' '))
          .description(query.answers())
          .database(trail.database())
          .queryString(query.sql())
          .workGroup(workgroup)
          .build();
    }
  }

  private void logQueries(Stage stage, Pipeline pipeline) {
    logQuery(
        stage,
        pipeline,
        "failures",
        QueryString.Builder.create()
            .fields(List.of("@timestamp", "@log", "@message"))
            .filterStatements(List.of("level = \"error\" or @message like /FIRN_|ExecutionFailed/"))
            .sort("@timestamp desc")
            .limit(200)
            .build());
    logQuery(
        stage,
        pipeline,
        "steps of runs",
        QueryString.Builder.create()
            .fields(List.of("@timestamp", "run", "table", "step", "seconds", "message"))
            .filterStatements(List.of("ispresent(step) and ispresent(seconds)"))
            .sort("@timestamp desc")
            .limit(1000)
            .build());
    logQuery(
        stage,
        pipeline,
        "slow fetches",
        QueryString.Builder.create()
            .filterStatements(List.of("@type = \"REPORT\""))
            .statsStatements(
                List.of("max(@duration) as ms, max(@maxMemoryUsed) as bytes by bin(1h)"))
            .build());
  }

  private void logQuery(Stage stage, Pipeline pipeline, String name, QueryString query) {
    QueryDefinition.Builder.create(this, name)
        .queryDefinitionName("firn-%s/%s".formatted(stage.name(), name))
        .logGroups(pipeline.logs())
        .queryString(query)
        .build();
  }

  private Alarm missed(Stage stage, Queue queue) {
    return queue
        .metricApproximateNumberOfMessagesVisible(
            MetricOptions.builder().period(Duration.minutes(5)).build())
        .createAlarm(
            this,
            "Missed",
            CreateAlarmOptions.builder()
                .alarmName("firn-%s-missed-starts".formatted(stage.name()))
                .alarmDescription(
                    "A schedule could not start an execution; its message says which.")
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build());
  }

  private void tell(Alarm alarm) {
    alarm.addAlarmAction(new SnsAction(alerts));
    alarm.addOkAction(new SnsAction(alerts));
  }
}
