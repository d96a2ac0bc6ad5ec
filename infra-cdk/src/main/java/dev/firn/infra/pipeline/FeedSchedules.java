package dev.firn.infra.pipeline;

import dev.firn.infra.review.Accepted;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** Starts executions as the contracts say. */
final class FeedSchedules extends Construct {

  private final CfnScheduleGroup schedules;
  private final Queue missed;
  private final Role role;

  FeedSchedules(Construct scope, String id, Stage stage) {
    super(scope, id);
    this.schedules =
        CfnScheduleGroup.Builder.create(this, "Group").name("firn-" + stage.name()).build();
    this.missed =
        Queue.Builder.create(this, "Missed")
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(14))
            .build();
    Accepted.rule(missed, "SQS3", "It is a dead-letter queue itself: of the schedules.");
    this.role =
        Role.Builder.create(this, "Role")
            .assumedBy(
                ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                    .conditions(
                        Map.of(
                            "StringEquals",
                            Map.of("aws:SourceAccount", Stack.of(this).getAccount())))
                    .build())
            .build();
    missed.grantSendMessages(role);
  }

  /** Nothing when the group has no schedule. */
  void start(TableGroup group, FeedMachine machine) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("states:StartExecution"))
            .resources(List.of(machine.live()))
            .build());
    group
        .schedule()
        .ifPresent(
            cron ->
                CfnSchedule.Builder.create(this, group.name())
                    .name(group.name())
                    .groupName(schedules.getRef())
                    .description("Tables: " + String.join(", ", group.tables()))
                    .scheduleExpression(cron)
                    .scheduleExpressionTimezone("UTC")
                    .flexibleTimeWindow(
                        CfnSchedule.FlexibleTimeWindowProperty.builder().mode("OFF").build())
                    .target(
                        CfnSchedule.TargetProperty.builder()
                            .arn(machine.live())
                            .roleArn(role.getRoleArn())
                            .input("{}")
                            .deadLetterConfig(
                                CfnSchedule.DeadLetterConfigProperty.builder()
                                    .arn(missed.getQueueArn())
                                    .build())
                            .retryPolicy(
                                CfnSchedule.RetryPolicyProperty.builder()
                                    .maximumEventAgeInSeconds(3600)
                                    .maximumRetryAttempts(10)
                                    .build())
                            .build())
                    .build());
  }

  /** Where a start that did not come about ends. */
  Queue missed() {
    return missed;
  }
}
