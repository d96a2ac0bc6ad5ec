package dev.firn.infra.observability;

import dev.firn.infra.pipeline.Pipeline;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.storage.LakeStorage;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Who is told when something is wrong, and where to look. */
public final class Observability extends Construct {

  private final Topic alerts;

  public Observability(
      Construct scope, String id, Stage stage, LakeStorage storage, Pipeline pipeline) {
    super(scope, id);
    this.alerts =
        Topic.Builder.create(this, "Alerts")
            .displayName("Firn " + stage.name())
            .masterKey(storage.key())
            .enforceSsl(true)
            .build();
    stage.alerts().ifPresent(email -> alerts.addSubscription(new EmailSubscription(email)));
    pipeline.failures().forEach(this::tell);
    pipeline.missed().forEach(queue -> tell(missed(stage, queue)));
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
