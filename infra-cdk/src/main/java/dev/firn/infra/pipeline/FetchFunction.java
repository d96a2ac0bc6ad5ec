package dev.firn.infra.pipeline;

import dev.firn.infra.catalog.LakeCatalog;
import dev.firn.infra.review.Accepted;
import dev.firn.infra.settings.RawSource;
import dev.firn.infra.settings.Release;
import dev.firn.infra.settings.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Fetches and lands; has no Spark, and cannot write to a table. */
final class FetchFunction extends Construct {

  /** From here on a function has a whole core. */
  private static final int ONE_CORE = 1769;

  private final LogGroup log;
  private final Function function;

  FetchFunction(
      Construct scope,
      String id,
      Stage stage,
      Release release,
      Program program,
      LakeCatalog lake,
      FeedSecrets secrets) {
    super(scope, id);
    this.log =
        LogGroup.Builder.create(this, "Log")
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
            .resources(List.of(log.getLogGroupArn()))
            .build());
    lake.grantFetching(role);
    program.grantFetching(role);
    secrets.grantReading(role);
    Map<String, String> environment =
        new TreeMap<>(Map.of("FIRN_LAKE", lake.lake(), "FIRN_PROJECT", program.project()));
    if (stage.rawFrom() != null) {
      environment.put("FIRN_FETCH_FROM", "glue:" + stage.rawFrom().database());
      grantCopying(role, stage.rawFrom());
    }
    this.function =
        Function.Builder.create(this, "Function")
            .description("Firn %s: fetch and land".formatted(stage.name()))
            .runtime(Runtime.JAVA_17)
            .architecture(Architecture.X86_64)
            .handler("dev.firn.lambda.FetchHandler::handleRequest")
            .code(Code.fromAsset(release.function().toString()))
            .memorySize(ONE_CORE)
            // The longest that there is; a contract's own budget is shorter.
            .timeout(Duration.minutes(15))
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .environment(environment)
            .role(role)
            .logGroup(log)
            .build();
    Accepted.rule(function, "L1", "The Java that Glue runs, so that it is one program.");
  }

  private void grantCopying(Role role, RawSource from) {
    Stack stack = Stack.of(this);
    String objects = "arn:%s:s3:::%s/log/*".formatted(stack.getPartition(), from.bucket());
    allow(
        role,
        List.of("glue:GetDatabase"),
        List.of(glue(stack, "catalog"), glue(stack, "database/" + from.database())));
    allow(role, List.of("s3:GetObject"), List.of(objects));
    allow(
        role,
        List.of("s3:ListBucket"),
        List.of("arn:%s:s3:::%s".formatted(stack.getPartition(), from.bucket())));
    allow(role, List.of("kms:Decrypt"), List.of(from.key()));
    Accepted.wildcard(role, objects, "The raw log of another stage: names are not known before.");
  }

  private static String glue(Stack stack, String resource) {
    return stack.formatArn(
        ArnComponents.builder()
            .service("glue")
            .resource(resource)
            .arnFormat(ArnFormat.NO_RESOURCE_NAME)
            .build());
  }

  private static void allow(Role role, List<String> actions, List<String> resources) {
    role.addToPolicy(
        PolicyStatement.Builder.create().actions(actions).resources(resources).build());
  }

  ILogGroup log() {
    return log;
  }

  /** The version that goes with this release. */
  IFunction version() {
    return function.getCurrentVersion();
  }
}
