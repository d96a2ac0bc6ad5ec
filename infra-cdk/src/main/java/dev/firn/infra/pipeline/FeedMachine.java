package dev.firn.infra.pipeline;

import dev.firn.infra.review.Accepted;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.CatchProps;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachine;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachineAlias;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachineVersion;
import software.amazon.awscdk.services.stepfunctions.Choice;
import software.amazon.awscdk.services.stepfunctions.Condition;
import software.amazon.awscdk.services.stepfunctions.CustomState;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.Fail;
import software.amazon.awscdk.services.stepfunctions.IChainable;
import software.amazon.awscdk.services.stepfunctions.JitterType;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.RetryProps;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.Succeed;
import software.amazon.awscdk.services.stepfunctions.TaskInput;
import software.amazon.awscdk.services.stepfunctions.Wait;
import software.amazon.awscdk.services.stepfunctions.WaitTime;
import software.amazon.awscdk.services.stepfunctions.tasks.LambdaInvoke;
import software.constructs.Construct;

/**
 * The steps of one table group: fetch, and run if something is to be merged.
 *
 * <p>What ended in a Fail state would end there again when it is redriven, so only what a redrive
 * cannot help does: a hold waits for a person, a mistake in a contract for a deployment, a third
 * party for its next turn. Everything else fails in the task that failed, after one more try, and a
 * redrive starts that task again.
 */
final class FeedMachine extends Construct {

  private static final String FAILURE = "$.failure";
  private static final String FETCHED = "$.fetch";

  private final TableGroup group;
  private final Runner runner;
  private final LogGroup log;
  private final StateMachine machine;
  private final Alarm failed;
  private final CfnStateMachineAlias alias;

  /**
   * @param fetch what fetches; empty when jobs do
   */
  FeedMachine(
      Construct scope,
      String id,
      Stage stage,
      TableGroup group,
      Optional<IFunction> fetch,
      Runner runner) {
    super(scope, id);
    this.group = group;
    this.runner = runner;
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("states.amazonaws.com"))
            .build();
    this.log =
        LogGroup.Builder.create(this, "Log")
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    this.machine =
        StateMachine.Builder.create(this, "Machine")
            .stateMachineName("firn-%s-%s".formatted(stage.name(), group.name()))
            .role(role)
            .definitionBody(
                DefinitionBody.fromChainable(fetch.map(this::fetching).orElseGet(this::running)))
            .timeout(Duration.minutes(30 + 4L * stage.jobMinutes()))
            .tracingEnabled(true)
            .logs(
                LogOptions.builder()
                    .level(LogLevel.ALL)
                    .includeExecutionData(true)
                    .destination(log)
                    .build())
            .build();
    for (PolicyStatement permission : runner.permissions(group)) {
      role.addToPolicy(permission);
      permission.getResources().stream()
          .filter(resource -> resource.endsWith("*"))
          .forEach(
              resource ->
                  Accepted.wildcard(role, resource, "A job run has no name before it is one."));
    }
    Accepted.rule(
        role,
        "IAM5[Resource::*]",
        "The delivery of logs and traces is allowed as a whole or not: its actions name no resource.");
    this.failed =
        machine
            .metricFailed(MetricOptions.builder().period(Duration.minutes(5)).build())
            .createAlarm(
                this,
                "Failed",
                CreateAlarmOptions.builder()
                    .alarmName("firn-%s-%s-failed".formatted(stage.name(), group.name()))
                    .alarmDescription("An execution failed; its error says why.")
                    .threshold(1)
                    .evaluationPeriods(1)
                    .treatMissingData(TreatMissingData.NOT_BREACHING)
                    .build());
    this.alias = alias(stage);
  }

  Alarm failed() {
    return failed;
  }

  /** What to start; new executions get the newest version. */
  String live() {
    return alias.getAttrArn();
  }

  String arn() {
    return machine.getStateMachineArn();
  }

  ILogGroup log() {
    return log;
  }

  /** Fetching first, without Spark. */
  private IChainable fetching(IFunction fetch) {
    return LambdaInvoke.Builder.create(this, "Fetch")
        .lambdaFunction(fetch)
        .payload(TaskInput.fromObject(Map.of("tables", group.tables())))
        .payloadResponseOnly(true)
        .resultPath(FETCHED)
        .build()
        .next(
            new Choice(this, "Due?")
                .when(Condition.isPresent(FETCHED + ".due[0]"), running())
                .otherwise(new Succeed(this, "Nothing to merge")));
  }

  private IChainable running() {
    IChainable end = end();
    CustomState run = job("Run");
    CustomState again = job("Run again");
    again.next(end);
    run.addCatch(
        outcome(again),
        CatchProps.builder().errors(List.of("States.TaskFailed")).resultPath(FAILURE).build());
    return run.next(end);
  }

  private CustomState job(String id) {
    CustomState job = CustomState.Builder.create(this, id).stateJson(runner.task(group)).build();
    job.addRetry(
        RetryProps.builder()
            .errors(runner.passing())
            .interval(Duration.seconds(30))
            .backoffRate(2)
            .maxAttempts(6)
            .jitterStrategy(JitterType.FULL)
            .build());
    return job;
  }

  /** By the first word of the job's exception. */
  private IChainable outcome(CustomState again) {
    return new Choice(this, "Why?")
        .when(
            says("FIRN_HELD"),
            fail(
                "Held",
                "FIRN_HELD",
                FAILURE + ".Cause",
                "Readers see what they saw before. firn status says what to decide; the next run goes on."))
        .when(
            says("FIRN_THIRD_PARTY"),
            fail("Third party", "FIRN_THIRD_PARTY", FAILURE + ".Cause", "The next run asks again."))
        .when(
            says("FIRN_USAGE"),
            fail(
                "Wrong settings",
                "FIRN_USAGE",
                FAILURE + ".Cause",
                "A contract or a setting is wrong: mend and deploy it, and start a new execution."))
        .otherwise(
            Wait.Builder.create(this, "A moment")
                .comment("A conflict or a failure of Firn or AWS: once more.")
                .time(WaitTime.duration(Duration.minutes(1)))
                .build()
                .next(again));
  }

  private static Condition says(String token) {
    return Condition.stringMatches(FAILURE + ".Cause", "*" + token + "*");
  }

  private IChainable end() {
    return new Choice(this, "Ended?")
        .when(
            runner.stopped(),
            Fail.Builder.create(this, "Stopped")
                .error("STOPPED")
                .cause("Somebody stopped the job. Nothing is lost: start a new execution.")
                .build())
        .when(
            Condition.isPresent(FETCHED + ".failure"),
            fail(
                "Feed failed",
                "FIRN_THIRD_PARTY",
                FETCHED + ".failure",
                "What had landed is merged; the next run asks again."))
        .otherwise(new Succeed(this, "Done"));
  }

  private IChainable fail(String id, String error, String cause, String comment) {
    return Fail.Builder.create(this, id).error(error).causePath(cause).comment(comment).build();
  }

  /** Executions go on with the version that they started with. */
  private CfnStateMachineAlias alias(Stage stage) {
    CfnStateMachine resource = (CfnStateMachine) machine.getNode().getDefaultChild();
    CfnStateMachineVersion version =
        CfnStateMachineVersion.Builder.create(this, "Version")
            .stateMachineArn(machine.getStateMachineArn())
            .stateMachineRevisionId(resource.getAttrStateMachineRevisionId())
            .build();
    version.getCfnOptions().setDeletionPolicy(CfnDeletionPolicy.RETAIN);
    version.getCfnOptions().setUpdateReplacePolicy(CfnDeletionPolicy.RETAIN);
    CfnStateMachineAlias.DeploymentPreferenceProperty.Builder preference =
        CfnStateMachineAlias.DeploymentPreferenceProperty.builder()
            .stateMachineVersionArn(version.getAttrArn());
    return CfnStateMachineAlias.Builder.create(this, "Live")
        .name("live")
        .deploymentPreference(
            switch (stage.rollout()) {
              case ALL_AT_ONCE -> preference.type("ALL_AT_ONCE").build();
              case GRADUAL ->
                  preference
                      .type("LINEAR")
                      .percentage(10)
                      .interval(60)
                      .alarms(List.of(failed().getAlarmName()))
                      .build();
            })
        .build();
  }
}
