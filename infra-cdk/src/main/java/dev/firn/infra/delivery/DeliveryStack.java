package dev.firn.infra.delivery;

import dev.firn.contract.Contract;
import dev.firn.infra.review.Accepted;
import dev.firn.infra.serving.Serving;
import dev.firn.infra.settings.Delivery;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.codebuild.BuildEnvironment;
import software.amazon.awscdk.services.codebuild.BuildSpec;
import software.amazon.awscdk.services.codebuild.ComputeType;
import software.amazon.awscdk.services.codebuild.LinuxBuildImage;
import software.amazon.awscdk.services.codebuild.PipelineProject;
import software.amazon.awscdk.services.codepipeline.Artifact;
import software.amazon.awscdk.services.codepipeline.FailureConditions;
import software.amazon.awscdk.services.codepipeline.IAction;
import software.amazon.awscdk.services.codepipeline.Pipeline;
import software.amazon.awscdk.services.codepipeline.PipelineType;
import software.amazon.awscdk.services.codepipeline.Result;
import software.amazon.awscdk.services.codepipeline.StageOptions;
import software.amazon.awscdk.services.codepipeline.actions.CodeBuildAction;
import software.amazon.awscdk.services.codepipeline.actions.CodeStarConnectionsSourceAction;
import software.amazon.awscdk.services.codepipeline.actions.InspectorSourceCodeScanAction;
import software.amazon.awscdk.services.codepipeline.actions.ManualApprovalAction;
import software.amazon.awscdk.services.codepipeline.actions.StepFunctionInvokeAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * From a commit to production: built and scanned once, deployed to preprod, tried there on real
 * feeds and by readers' queries, approved, deployed to prod and asked the same queries. When prod
 * fails, its stage goes back to the release before.
 */
public final class DeliveryStack extends Stack {

  private static final String CDK = "npx --yes aws-cdk@2 deploy --app infra-cdk/target/cdk.out";

  private final Key key;
  private final Artifact source = new Artifact("source");
  private final Artifact release = new Artifact("release");

  /**
   * @param stages among which preprod and prod have to be
   */
  public static DeliveryStack of(
      Construct scope, Delivery delivery, List<Stage> stages, List<Contract> contracts) {
    Stage preprod = named("preprod", stages);
    return new DeliveryStack(
        scope, delivery, preprod, named("prod", stages), TableGroup.of(preprod, contracts));
  }

  private static Stage named(String name, List<Stage> stages) {
    return stages.stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("delivery: there is no stage " + name));
  }

  /**
   * @param groups of tables, which preprod runs
   */
  private DeliveryStack(
      Construct scope, Delivery delivery, Stage preprod, Stage prod, List<TableGroup> groups) {
    super(
        scope,
        "firn-delivery",
        StackProps.builder().description("Firn: from a commit to production").build());
    this.key =
        Key.Builder.create(this, "Key")
            .description("Firn: releases on their way")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Pipeline pipeline =
        Pipeline.Builder.create(this, "Pipeline")
            .pipelineName("firn")
            .pipelineType(PipelineType.V2)
            .artifactBucket(artifacts())
            .build();
    pipeline.addStage(stage("Source", List.of(commits(delivery))).build());
    pipeline.addStage(stage("Build", List.of(build(), scan())).build());
    List<IAction> tried = new ArrayList<>(List.of(deploy(preprod)));
    groups.forEach(group -> tried.add(run(preprod, group)));
    tried.add(check(preprod));
    pipeline.addStage(stage("Preprod", tried).build());
    pipeline.addStage(stage("Approval", List.of(approval())).build());
    pipeline.addStage(
        stage("Prod", List.of(deploy(prod), check(prod)))
            .onFailure(FailureConditions.builder().result(Result.ROLLBACK).build())
            .build());
    Accepted.wildcard(
        this,
        logs("/aws/codepipeline/" + pipeline.getPipelineName()),
        "The log of the pipeline's own actions: its streams are not known before.");
    Accepted.wildcard(this, "*", "Inspector scans what it is given: the action names no resource.");
  }

  private String logs(String group) {
    return "arn:%s:logs:%s:%s:log-group:%s:*"
        .formatted(getPartition(), getRegion(), getAccount(), group);
  }

  /** CDK's own grants to its pipeline, of releases on their way and of nothing else. */
  private void acceptGrantsOn(Bucket bucket) {
    String reason =
        "CDK grants reading and writing artifacts so; they are in a bucket of their own.";
    Accepted.wildcard(this, bucket.arnForObjects("*"), reason);
    for (String action :
        List.of(
            "s3:List*",
            "s3:GetObject*",
            "s3:GetBucket*",
            "s3:DeleteObject*",
            "s3:Abort*",
            "kms:ReEncrypt*",
            "kms:GenerateDataKey*")) {
      Accepted.rule(this, "IAM5[Action::%s]".formatted(action), reason);
    }
  }

  private Bucket artifacts() {
    Bucket bucket =
        Bucket.Builder.create(this, "Artifacts")
            .encryption(BucketEncryption.KMS)
            .encryptionKey(key)
            .bucketKeyEnabled(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .minimumTlsVersion(1.2)
            .lifecycleRules(List.of(LifecycleRule.builder().expiration(Duration.days(180)).build()))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Accepted.rule(bucket, "S1", "Releases on their way: only the pipeline reads and writes them.");
    acceptGrantsOn(bucket);
    return bucket;
  }

  private static StageOptions.Builder stage(String name, List<IAction> actions) {
    return StageOptions.builder().stageName(name).actions(actions);
  }

  private IAction commits(Delivery delivery) {
    return CodeStarConnectionsSourceAction.Builder.create()
        .actionName("Commit")
        .connectionArn(delivery.connection())
        .owner(delivery.owner())
        .repo(delivery.name())
        .branch(delivery.branch())
        .output(source)
        .build();
  }

  private IAction build() {
    return CodeBuildAction.Builder.create()
        .actionName("Build")
        .project(
            project(
                "Build",
                ComputeType.MEDIUM,
                List.of("CI=true ./mvnw -B verify"),
                List.of("infra-cdk/target/cdk.out/**/*")))
        .input(source)
        .outputs(List.of(release))
        .build();
  }

  private IAction scan() {
    return InspectorSourceCodeScanAction.Builder.create()
        .actionName("Vulnerabilities")
        .input(source)
        .output(new Artifact("vulnerabilities"))
        .criticalThreshold(0)
        .highThreshold(0)
        .build();
  }

  private static IAction approval() {
    return ManualApprovalAction.Builder.create().actionName("Release").build();
  }

  private IAction deploy(Stage stage) {
    PipelineProject project =
        project(
            "Deploy-" + stage.name(),
            ComputeType.SMALL,
            List.of("%s firn-%s --require-approval never".formatted(CDK, stage.name())),
            List.of());
    String roles =
        "arn:%s:iam::%s:role/cdk-hnb659fds-*"
            .formatted(getPartition(), stage.account() == null ? getAccount() : stage.account());
    project.addToRolePolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("sts:AssumeRole"))
            .resources(List.of(roles))
            .build());
    Accepted.wildcard(
        project,
        roles,
        "The bootstrap's roles, which deploy; what they may is that account's to say.");
    return CodeBuildAction.Builder.create()
        .actionName("Deploy")
        .project(project)
        .input(release)
        .runOrder(1)
        .build();
  }

  private IAction run(Stage stage, TableGroup group) {
    return machine(
        stage, "Run-" + group.name(), "firn-%s-%s".formatted(stage.name(), group.name()), 2);
  }

  private IAction check(Stage stage) {
    return machine(stage, "Check", Serving.checks(stage), 3);
  }

  private IAction machine(Stage stage, String action, String name, int order) {
    Accepted.wildcard(
        this,
        "arn:%s:states:%s:%s:execution:%s:*"
            .formatted(getPartition(), getRegion(), getAccount(), name),
        "An execution has no name before it is one.");
    return StepFunctionInvokeAction.Builder.create()
        .actionName(action)
        .stateMachine(StateMachine.fromStateMachineName(this, stage.name() + "-" + action, name))
        .runOrder(order)
        .build();
  }

  /**
   * @param files that the next stages need
   */
  private PipelineProject project(
      String id, ComputeType size, List<String> commands, List<String> files) {
    Map<String, Object> spec = new TreeMap<>();
    spec.put("version", "0.2");
    spec.put(
        "phases",
        new TreeMap<>(
            Map.of(
                "install",
                Map.of(
                    "runtime-versions",
                    new TreeMap<>(Map.of("java", "corretto17", "nodejs", "22"))),
                "build",
                Map.of("commands", commands))));
    if (!files.isEmpty()) {
      spec.put("artifacts", Map.of("files", files));
    }
    PipelineProject project =
        PipelineProject.Builder.create(this, id)
            .encryptionKey(key)
            .environment(
                BuildEnvironment.builder()
                    .buildImage(LinuxBuildImage.AMAZON_LINUX_2023_5)
                    .computeType(size)
                    .build())
            .grantReportGroupPermissions(false)
            .timeout(Duration.hours(2))
            .buildSpec(BuildSpec.fromObjectToYaml(spec))
            .build();
    Accepted.wildcard(
        project,
        logs("/aws/codebuild/" + project.getProjectName()),
        "Its log: streams are not known before.");
    return project;
  }
}
