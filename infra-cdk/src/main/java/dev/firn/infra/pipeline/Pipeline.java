package dev.firn.infra.pipeline;

import dev.firn.infra.catalog.LakeCatalog;
import dev.firn.infra.settings.Release;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import dev.firn.infra.storage.LakeStorage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What fetches, lands, merges, audits and publishes, and when. */
public final class Pipeline extends Construct {

  private final Map<String, String> executions = new LinkedHashMap<>();
  private final List<ILogGroup> logs = new ArrayList<>();
  private final List<Alarm> failures = new ArrayList<>();
  private final List<Queue> missed = new ArrayList<>();

  public Pipeline(
      Construct scope,
      String id,
      Stage stage,
      Release release,
      LakeStorage storage,
      LakeCatalog lake,
      FeedSecrets secrets,
      List<TableGroup> groups) {
    super(scope, id);
    Program program = new Program(this, "Program", release);
    switch (stage.orchestrator()) {
      case STATE_MACHINE -> stateMachines(stage, release, storage, lake, secrets, program, groups);
      case WORKFLOW -> {
        GlueRunner runner =
            new GlueRunner(this, "Glue", stage, lake, secrets, program, storage.key());
        logs.add(runner.log());
        groups.forEach(
            group -> new FeedWorkflow(this, "Workflow-" + group.name(), stage, group, runner));
      }
    }
  }

  private void stateMachines(
      Stage stage,
      Release release,
      LakeStorage storage,
      LakeCatalog lake,
      FeedSecrets secrets,
      Program program,
      List<TableGroup> groups) {
    Runner runner =
        switch (stage.engine()) {
          case GLUE -> new GlueRunner(this, "Glue", stage, lake, secrets, program, storage.key());
          case EMR -> new EmrRunner(this, "Emr", stage, lake, secrets, program, storage.key());
        };
    logs.add(runner.log());
    Optional<FetchFunction> function =
        switch (stage.fetching()) {
          case LAMBDA ->
              Optional.of(new FetchFunction(this, "Fetch", stage, release, program, lake, secrets));
          case JOB -> Optional.empty();
        };
    function.ifPresent(one -> logs.add(one.log()));
    Optional<IFunction> fetch = function.map(FetchFunction::version);
    FeedSchedules schedules = new FeedSchedules(this, "Schedules", stage);
    missed.add(schedules.missed());
    for (TableGroup group : groups) {
      FeedMachine machine =
          new FeedMachine(this, "Feed-" + group.name(), stage, group, fetch, runner);
      schedules.start(group, machine);
      executions.put(group.name(), machine.arn());
      logs.add(machine.log());
      failures.add(machine.failed());
    }
  }

  /** Group to the ARN of its state machine; empty with workflows. */
  public Map<String, String> executions() {
    return executions;
  }

  /** Of everything that runs. */
  public List<ILogGroup> logs() {
    return List.copyOf(logs);
  }

  /** One a state machine. */
  public List<Alarm> failures() {
    return List.copyOf(failures);
  }

  /** Where starts end that did not come about. */
  public List<Queue> missed() {
    return List.copyOf(missed);
  }
}
