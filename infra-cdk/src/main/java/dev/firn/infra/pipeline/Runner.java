package dev.firn.infra.pipeline;

import dev.firn.infra.settings.TableGroup;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.stepfunctions.Condition;

/** Where Spark runs, and how a state machine starts a job there and waits for it. */
interface Runner {

  /** Where the job's result is in what a state machine carries along. */
  String RESULT = "$.run";

  /** Where jobs log. */
  ILogGroup log();

  /** A Task of the Amazon States Language that runs the group's tables. */
  Map<String, Object> task(TableGroup group);

  /** What whoever runs that task needs. */
  List<PolicyStatement> permissions(TableGroup group);

  /** The job ended and is no failure, but somebody stopped it. */
  Condition stopped();

  /** Names of errors because of which a job was not started, and that pass. */
  List<String> passing();
}
