package dev.firn.infra.serving;

import dev.firn.infra.catalog.LakeCatalog;
import dev.firn.infra.review.Accepted;
import dev.firn.infra.settings.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.CustomState;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.Pass;
import software.amazon.awscdk.services.stepfunctions.Result;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * Asks Athena the ready queries of every table, as readers do; fails when one fails. A release that
 * breaks what people read does not get further.
 */
final class Checks extends Construct {

  Checks(
      Construct scope,
      String id,
      Stage stage,
      LakeCatalog lake,
      Serving serving,
      List<ReadyQuery> queries,
      List<TableWords> tables) {
    super(scope, id);
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("states.amazonaws.com"))
            .build();
    serving.grantReading(role);
    List<String> asked = new ArrayList<>();
    for (ReadyQuery query : queries) {
      if (query.asks() || query.isUnfinished() || query.needsRejected() || !query.reads()) {
        continue;
      }
      if (query.isOfATable()) {
        tables.stream().filter(query::suits).map(query::sqlFor).forEach(asked::add);
      } else {
        asked.add(query.sql());
      }
    }
    Map<String, Object> ask = new TreeMap<>();
    ask.put("Type", "Task");
    ask.put("Resource", "arn:aws:states:::athena:startQueryExecution.sync");
    ask.put(
        "Parameters",
        new TreeMap<>(
            Map.of(
                "QueryString.$", "$",
                "WorkGroup", serving.workgroup(),
                "QueryExecutionContext", Map.of("Database", lake.database()))));
    ask.put("TimeoutSeconds", 600);
    ask.put("End", true);
    Map<String, Object> each = new TreeMap<>();
    each.put("Type", "Map");
    each.put("ItemsPath", "$");
    each.put("MaxConcurrency", 5);
    each.put(
        "ItemProcessor", new TreeMap<>(Map.of("StartAt", "Ask", "States", Map.of("Ask", ask))));
    StateMachine.Builder.create(this, "Machine")
        .stateMachineName(name(stage))
        .role(role)
        .definitionBody(
            DefinitionBody.fromChainable(
                Pass.Builder.create(this, "Queries")
                    .result(Result.fromArray(asked))
                    .build()
                    .next(CustomState.Builder.create(this, "Ask each").stateJson(each).build())))
        .timeout(Duration.hours(1))
        .tracingEnabled(true)
        .logs(
            LogOptions.builder()
                .level(LogLevel.ALL)
                .destination(
                    LogGroup.Builder.create(this, "Log")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build())
                .build())
        .build();
    Accepted.rule(
        role,
        "IAM5[Resource::*]",
        "The delivery of logs and traces is allowed as a whole or not: its actions name no resource.");
  }

  static String name(Stage stage) {
    return "firn-%s-checks".formatted(stage.name());
  }
}
