package dev.firn.infra.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What differs between stages, as {@code stages.yaml} says it.
 *
 * @param name such as {@code dev}; part of the names of what is deployed
 * @param account twelve digits; null for that of whoever deploys
 * @param region null for that of whoever deploys
 * @param alertEmail whom alarms are sent to; null for nobody
 * @param workers of a job, 2 at least: one drives
 * @param jobMinutes after which a job is stopped
 * @param scanLimitGigabytes that a query of an analyst may read
 * @param archiveRawAfterDays after which raw objects become cheaper to keep
 * @param groups name to the feeds whose tables one job runs; a feed that is in none has its own
 * @param optimizedTables that exist and that Glue's table optimizers work on
 * @param lineage null when nobody asks for it
 * @param rawFrom null when third parties are asked
 */
public record Stage(
    @JsonProperty("name") String name,
    @JsonProperty("account") String account,
    @JsonProperty("region") String region,
    @JsonProperty("alertEmail") String alertEmail,
    @JsonProperty("fetching") Fetching fetching,
    @JsonProperty("engine") Engine engine,
    @JsonProperty("orchestrator") Orchestrator orchestrator,
    @JsonProperty("access") Access access,
    @JsonProperty("workers") int workers,
    @JsonProperty("jobMinutes") int jobMinutes,
    @JsonProperty("scanLimitGigabytes") int scanLimitGigabytes,
    @JsonProperty("archiveRawAfterDays") int archiveRawAfterDays,
    @JsonProperty("backupRaw") boolean backupRaw,
    @JsonProperty("rollout") Rollout rollout,
    @JsonProperty("groups") Map<String, List<String>> groups,
    @JsonProperty("optimizedTables") List<String> optimizedTables,
    @JsonProperty("lineage") Lineage lineage,
    @JsonProperty("rawFrom") RawSource rawFrom) {

  /** Who asks third parties. */
  public enum Fetching {
    @JsonProperty("lambda")
    LAMBDA,
    @JsonProperty("job")
    JOB
  }

  /** Where Spark runs. */
  public enum Engine {
    @JsonProperty("glue")
    GLUE,
    @JsonProperty("emr")
    EMR
  }

  /** What drives a run. */
  public enum Orchestrator {
    @JsonProperty("stateMachine")
    STATE_MACHINE,
    @JsonProperty("workflow")
    WORKFLOW
  }

  /** Who decides what readers may see. */
  public enum Access {
    @JsonProperty("iam")
    IAM,
    @JsonProperty("lakeFormation")
    LAKE_FORMATION
  }

  /** How new code takes over. */
  public enum Rollout {
    @JsonProperty("allAtOnce")
    ALL_AT_ONCE,
    @JsonProperty("gradual")
    GRADUAL
  }

  public Stage {
    require(name.matches("[a-z][a-z0-9]{1,15}"), name, "name", name, "a short word of a-z and 0-9");
    require(
        account == null || account.matches("\\d{12}"), name, "account", account, "twelve digits");
    require(fetching != null, name, "fetching", null, "lambda or job");
    require(engine != null, name, "engine", null, "glue or emr");
    require(orchestrator != null, name, "orchestrator", null, "stateMachine or workflow");
    require(access != null, name, "access", null, "iam or lakeFormation");
    require(rollout != null, name, "rollout", null, "allAtOnce or gradual");
    require(workers >= 2, name, "workers", workers, "2 at least");
    require(jobMinutes >= 1 && jobMinutes <= 480, name, "jobMinutes", jobMinutes, "1 to 480");
    require(scanLimitGigabytes >= 1, name, "scanLimitGigabytes", scanLimitGigabytes, "1 at least");
    require(
        archiveRawAfterDays >= 0, name, "archiveRawAfterDays", archiveRawAfterDays, "0 at least");
    require(
        orchestrator != Orchestrator.WORKFLOW || fetching == Fetching.JOB,
        name,
        "fetching",
        fetching,
        "job, since a Glue Workflow starts jobs and nothing else");
    require(
        orchestrator != Orchestrator.WORKFLOW || engine == Engine.GLUE,
        name,
        "engine",
        engine,
        "glue, since a Glue Workflow starts its jobs and nobody else's");
    require(
        rawFrom == null || fetching == Fetching.LAMBDA,
        name,
        "fetching",
        fetching,
        "lambda, since rawFrom is copied by it");
    groups = groups == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(groups));
    optimizedTables = optimizedTables == null ? List.of() : List.copyOf(optimizedTables);
  }

  public Optional<String> alerts() {
    return Optional.ofNullable(alertEmail);
  }

  /** The Glue database that is the stage's lake. */
  public String database() {
    return "firn_" + name;
  }

  private static void require(
      boolean holds, String stage, String setting, Object value, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException(
          "stage %s: %s is %s; it has to be %s".formatted(stage, setting, value, wanted));
    }
  }
}
