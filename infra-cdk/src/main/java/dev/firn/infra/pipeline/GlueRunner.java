package dev.firn.infra.pipeline;

import dev.firn.infra.catalog.LakeCatalog;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.glue.CloudWatchEncryption;
import software.amazon.awscdk.services.glue.JobBookmarksEncryption;
import software.amazon.awscdk.services.glue.SecurityConfiguration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.Condition;
import software.constructs.Construct;

/** Glue 5.1: a job a table group. */
final class GlueRunner extends Construct implements Runner {

  /** Firn's own argument; what is behind it is a command line. */
  static final String COMMAND = "--firn";

  private final Stage stage;
  private final LakeCatalog lake;
  private final Program program;
  private final SparkSettings spark;
  private final Role role;
  private final LogGroup log;
  private final SecurityConfiguration security;
  private final Map<String, CfnJob> jobs = new HashMap<>();

  GlueRunner(
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
            .assumedBy(new ServicePrincipal("glue.amazonaws.com"))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey"))
            .resources(List.of(log.getLogGroupArn()))
            .build());
    lake.grantWriting(role);
    spark.grantReading(Stack.of(this), role);
    program.grantRunning(role);
    if (stage.fetching() == Stage.Fetching.JOB) {
      secrets.grantReading(role);
    }
    this.security =
        SecurityConfiguration.Builder.create(this, "Security")
            .cloudWatchEncryption(CloudWatchEncryption.kms(key))
            .jobBookmarksEncryption(JobBookmarksEncryption.clientSideKms(key))
            .build();
  }

  @Override
  public ILogGroup log() {
    return log;
  }

  CfnJob job(TableGroup group) {
    return jobs.computeIfAbsent(group.name(), name -> create(group));
  }

  private CfnJob create(TableGroup group) {
    Map<String, String> arguments = new TreeMap<>(release(group));
    arguments.put("--job-language", "scala");
    arguments.put("--class", "FirnJob");
    // Iceberg is in our jar, in the version that is tested, and comes before Glue's own.
    arguments.put("--user-jars-first", "true");
    // S3A asks us-east-2 when nobody tells it a region.
    arguments.put(
        "--conf",
        spark
            .with("spark.hadoop.fs.s3a.endpoint.region", Stack.of(this).getRegion())
            .words()
            // Glue puts the first --conf there itself.
            .replaceFirst("^--conf ", ""));
    arguments.put("--enable-auto-scaling", "true");
    arguments.put("--enable-metrics", "true");
    arguments.put("--enable-observability-metrics", "true");
    arguments.put("--enable-continuous-cloudwatch-log", "true");
    arguments.put("--continuous-log-logGroup", log.getLogGroupName());
    return CfnJob.Builder.create(this, "Job-" + group.name())
        .name("firn-%s-%s".formatted(stage.name(), group.name()))
        .description("Firn %s: %s".formatted(stage.name(), String.join(", ", group.tables())))
        .role(role.getRoleArn())
        .glueVersion("5.1")
        .workerType("G.1X")
        .numberOfWorkers(stage.workers())
        .timeout(stage.jobMinutes())
        .maxRetries(0)
        // A second run waits for the first; both would merge the same, and one of them in vain.
        .jobRunQueuingEnabled(true)
        .executionProperty(CfnJob.ExecutionPropertyProperty.builder().maxConcurrentRuns(1).build())
        .securityConfiguration(security.getSecurityConfigurationName())
        .command(
            CfnJob.JobCommandProperty.builder()
                .name("glueetl")
                .scriptLocation(program.script())
                .build())
        .defaultArguments(arguments)
        .build();
  }

  /** What changes with a release: a state machine names it, so that its executions end with it. */
  private Map<String, String> release(TableGroup group) {
    return new TreeMap<>(
        Map.of(
            "--extra-jars",
            Stream.concat(Stream.of(program.jar()), spark.jars().stream())
                .collect(Collectors.joining(",")),
            COMMAND,
            CommandLine.of(stage, lake, program, group).joined()));
  }

  @Override
  public Map<String, Object> task(TableGroup group) {
    return new TreeMap<>(
        Map.of(
            "Type",
            "Task",
            "Resource",
            "arn:aws:states:::glue:startJobRun.sync",
            "Parameters",
            new TreeMap<>(Map.of("JobName", job(group).getRef(), "Arguments", release(group))),
            "TimeoutSeconds",
            2 * 60 * stage.jobMinutes(),
            "ResultPath",
            RESULT));
  }

  @Override
  public List<PolicyStatement> permissions(TableGroup group) {
    return List.of(
        PolicyStatement.Builder.create()
            .actions(
                List.of(
                    "glue:StartJobRun",
                    "glue:GetJobRun",
                    "glue:GetJobRuns",
                    "glue:BatchStopJobRun"))
            .resources(
                List.of(
                    Stack.of(this)
                        .formatArn(
                            ArnComponents.builder()
                                .service("glue")
                                .resource("job")
                                .resourceName(job(group).getRef())
                                .build())))
            .build());
  }

  @Override
  public Condition stopped() {
    String state = RESULT + ".JobRunState";
    return Condition.and(
        Condition.isPresent(state), Condition.not(Condition.stringEquals(state, "SUCCEEDED")));
  }

  @Override
  public List<String> passing() {
    return List.of(
        "Glue.ConcurrentRunsExceededException",
        "Glue.InternalServiceException",
        "Glue.OperationTimeoutException",
        "Glue.ResourceNumberLimitExceededException",
        "Glue.ThrottlingException");
  }
}
