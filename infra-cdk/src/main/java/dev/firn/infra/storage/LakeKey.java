package dev.firn.infra.storage;

import dev.firn.infra.settings.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** One key for all that a lake is, and the services that use it on the lake's behalf. */
final class LakeKey extends Construct {

  private final Key key;

  LakeKey(Construct scope, String id, Stage stage) {
    super(scope, id);
    this.key =
        Key.Builder.create(this, "Key")
            .description("Firn %s: raw log, tables, logs and query results".formatted(stage.name()))
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Stack stack = Stack.of(this);
    Map<String, Object> ofThisAccount =
        Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount()));
    // Alarms to a topic, trail files, results that Athena keeps, logs of jobs.
    allow("cloudwatch.amazonaws.com", ofThisAccount);
    allow("cloudtrail.amazonaws.com", ofThisAccount);
    allow("encryption.athena.amazonaws.com", ofThisAccount);
    allow(
        "logs.%s.amazonaws.com".formatted(stack.getRegion()),
        Map.of(
            "ArnLike",
            Map.of(
                "kms:EncryptionContext:aws:logs:arn",
                "arn:%s:logs:%s:%s:log-group:*"
                    .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount()))));
  }

  private void allow(String service, Map<String, Object> conditions) {
    key.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .principals(List.of(new ServicePrincipal(service)))
            .actions(
                List.of("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"))
            .resources(List.of("*"))
            .conditions(conditions)
            .build());
  }

  Key key() {
    return key;
  }
}
