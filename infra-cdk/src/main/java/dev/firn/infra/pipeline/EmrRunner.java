package dev.firn.infra.pipeline;

import dev.firn.infra.catalog.LakeCatalog;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.emrserverless.CfnApplication;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.Condition;
import software.constructs.Construct;

/** EMR Serverless: {@code spark-submit --class dev.firn.submit.Submitted}, with the same jar. */
final class EmrRunner extends Construct implements Runner {

  private static final String RELEASE = "emr-7.12.0";
  private static final String SUBMIT =
      String.join(
          " ",
          "--class dev.firn.submit.Submitted",
          "--conf spark.driver.userClassPathFirst=true",
          "--conf spark.executor.userClassPathFirst=true",
          "--conf spark.driver.cores=2",
          "--conf spark.driver.memory=6g",
          "--conf spark.executor.cores=2",
          "--conf spark.executor.memory=6g");

  private final Stage stage;
  private final LakeCatalog lake;
  private final Program program;
  private final SparkSettings spark;
  private final Role role;
  private final LogGroup log;
  private final CfnApplication application;

  EmrRunner(
      Construct scope,
      String id,
      Stage stage,
      LakeCatalog lake,
      FeedSecrets secrets,
      Program program,
      IKey key) {
    super(scope, id);
    this.stage = stage;
    this.lake = lake;
    this.program = program;
    this.spark = SparkSettings.of(stage);
    this.log =
        LogGroup.Builder.create(this, "Log")
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .encryptionKey(key)
            .build();
    this.role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("emr-serverless.amazonaws.com"))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(
                List.of("logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"))
            .resources(List.of(log.getLogGroupArn()))
            .build());
    lake.grantWriting(role);
    spark.grantReading(Stack.of(this), role);
    program.grantRunning(role);
    if (stage.fetching() == Stage.Fetching.JOB) {
      secrets.grantReading(role);
    }
    int cores = 2 * stage.workers();
    this.application =
        CfnApplication.Builder.create(this, "Application")
            .name("firn-" + stage.name())
            .type("SPARK")
            .releaseLabel(RELEASE)
            .autoStartConfiguration(
                CfnApplication.AutoStartConfigurationProperty.builder().enabled(true).build())
            .autoStopConfiguration(
                CfnApplication.AutoStopConfigurationProperty.builder()
                    .enabled(true)
                    .idleTimeoutMinutes(5)
                    .build())
            .maximumCapacity(
                CfnApplication.MaximumAllowedResourcesProperty.builder()
                    .cpu(cores + " vCPU")
                    .memory(4 * cores + " GB")
                    .build())
            .build();
  }

  @Override
  public ILogGroup log() {
    return log;
  }

  @Override
  public Map<String, Object> task(TableGroup group) {
    Map<String, Object> submit =
        new TreeMap<>(
            Map.of(
                "EntryPoint", program.jar(),
                "EntryPointArguments", CommandLine.of(stage, lake, program, group).words(),
                "SparkSubmitParameters", submitParameters()));
    Map<String, Object> logging =
        new TreeMap<>(Map.of("Enabled", true, "LogGroupName", log.getLogGroupName()));
    return new TreeMap<>(
        Map.of(
            "Type",
            "Task",
            "Resource",
            "arn:aws:states:::emr-serverless:startJobRun.sync",
            "Parameters",
            new TreeMap<>(
                Map.of(
                    "ApplicationId", application.getAttrApplicationId(),
                    "ExecutionRoleArn", role.getRoleArn(),
                    "Name", group.name(),
                    "ExecutionTimeoutMinutes", stage.jobMinutes(),
                    "JobDriver", Map.of("SparkSubmit", submit),
                    "ConfigurationOverrides",
                        Map.of(
                            "MonitoringConfiguration",
                            Map.of("CloudWatchLoggingConfiguration", logging)))),
            "TimeoutSeconds",
            2 * 60 * stage.jobMinutes(),
            "ResultPath",
            RESULT));
  }

  private String submitParameters() {
    String jars = spark.jars().isEmpty() ? "" : " --jars " + String.join(",", spark.jars());
    return (SUBMIT + " " + spark.words()).strip() + jars;
  }

  @Override
  public List<PolicyStatement> permissions(TableGroup group) {
    return List.of(
        PolicyStatement.Builder.create()
            .actions(List.of("emr-serverless:StartJobRun"))
            .resources(List.of(application.getAttrArn()))
            .build(),
        PolicyStatement.Builder.create()
            .actions(List.of("emr-serverless:GetJobRun", "emr-serverless:CancelJobRun"))
            .resources(List.of(application.getAttrArn() + "/jobruns/*"))
            .build(),
        // How Step Functions learns that a job has ended.
        PolicyStatement.Builder.create()
            .actions(List.of("events:PutTargets", "events:PutRule", "events:DescribeRule"))
            .resources(
                List.of(
                    Stack.of(this)
                        .formatArn(
                            ArnComponents.builder()
                                .service("events")
                                .resource("rule")
                                .resourceName("StepFunctionsGetEventsForEMRServerlessJobRule")
                                .build())))
            .build(),
        PolicyStatement.Builder.create()
            .actions(List.of("iam:PassRole"))
            .resources(List.of(role.getRoleArn()))
            .conditions(
                Map.of(
                    "StringEquals", Map.of("iam:PassedToService", "emr-serverless.amazonaws.com")))
            .build());
  }

  @Override
  public Condition stopped() {
    String state = RESULT + ".JobRun.State";
    return Condition.and(Condition.isPresent(state), Condition.stringEquals(state, "CANCELLED"));
  }

  @Override
  public List<String> passing() {
    return List.of(
        "EmrServerless.ConflictException",
        "EmrServerless.InternalServerException",
        "EmrServerless.ServiceQuotaExceededException",
        "EmrServerless.ThrottlingException");
  }
}
