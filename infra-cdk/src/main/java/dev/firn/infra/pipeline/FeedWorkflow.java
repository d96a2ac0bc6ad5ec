package dev.firn.infra.pipeline;

import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import java.util.List;
import software.amazon.awscdk.services.glue.CfnTrigger;
import software.amazon.awscdk.services.glue.CfnWorkflow;
import software.constructs.Construct;

/** Instead of state machines: the same jobs, started by a Glue Workflow a table group. */
final class FeedWorkflow extends Construct {

  FeedWorkflow(Construct scope, String id, Stage stage, TableGroup group, GlueRunner runner) {
    super(scope, id);
    String name = "firn-%s-%s".formatted(stage.name(), group.name());
    CfnWorkflow workflow =
        CfnWorkflow.Builder.create(this, "Workflow").name(name).maxConcurrentRuns(1).build();
    CfnTrigger.Builder trigger =
        CfnTrigger.Builder.create(this, "Trigger")
            .name(name)
            .workflowName(workflow.getRef())
            .actions(
                List.of(
                    CfnTrigger.ActionProperty.builder()
                        .jobName(runner.job(group).getRef())
                        .build()));
    group
        .schedule()
        .ifPresentOrElse(
            cron -> trigger.type("SCHEDULED").schedule(cron).startOnCreation(true).build(),
            () -> trigger.type("ON_DEMAND").build());
  }
}
