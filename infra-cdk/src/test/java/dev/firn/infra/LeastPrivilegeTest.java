package dev.firn.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeastPrivilegeTest {

  /** How actions begin that change nothing. */
  private static final String READING =
      "(s3:(Get|List)|glue:(Get|BatchGet)|athena:(Get|List|BatchGet|StartQuery|StopQuery)"
          + "|kms:(Decrypt|GenerateDataKey)|lakeformation:GetDataAccess).*";

  private static final String METRICS = "cloudwatch:PutMetricData";

  @TempDir private static Path folder;

  private static Deployed deployed;

  @BeforeAll
  static void deploy() throws IOException {
    deployed = Deployed.of(folder, Map.of());
  }

  private record Allowed(String action, String resource, String condition) {}

  /** What policies of a role allow, by a part of the role's logical id. */
  private static List<Allowed> allowed(String role) {
    List<Allowed> all = new ArrayList<>();
    for (JsonNode policy : deployed.resources("AWS::IAM::Policy")) {
      if (!policy.get("Roles").toString().contains(role)) {
        continue;
      }
      for (JsonNode statement : policy.get("PolicyDocument").get("Statement")) {
        assertThat(statement.get("Effect").asText()).isEqualTo("Allow");
        each(
            statement.get("Action"),
            action ->
                each(
                    statement.get("Resource"),
                    resource ->
                        all.add(
                            new Allowed(
                                action.asText(),
                                Deployed.text(resource),
                                statement.path("Condition").toString()))));
      }
    }
    assertThat(all).as("policies of a role like " + role).isNotEmpty();
    return all;
  }

  private static void each(JsonNode oneOrMany, Consumer<JsonNode> what) {
    if (oneOrMany.isArray()) {
      oneOrMany.forEach(what);
    } else {
      what.accept(oneOrMany);
    }
  }

  @Test
  void fetchingCannotWriteToTheWarehouse() {
    assertThat(allowed("PipelineFetch"))
        .filteredOn(one -> one.resource().contains("Warehouse"))
        .extracting(Allowed::action)
        .containsOnly("s3:GetObject");
    assertThat(allowed("PipelineFetch"))
        .filteredOn(one -> one.action().startsWith("glue:"))
        .extracting(Allowed::action)
        .containsOnly("glue:GetDatabase", "glue:GetTable");
  }

  @Test
  void fetchingWritesToTheRawLogAndNowhereElse() {
    assertThat(allowed("PipelineFetch"))
        .filteredOn(one -> one.action().equals("s3:PutObject"))
        .extracting(Allowed::resource)
        .singleElement()
        .asString()
        .matches("<StorageRaw\\w+\\.Arn>/log/\\*");
  }

  @Test
  void fetchingReadsTheSecretsOfFeedsAndNoOthers() {
    assertThat(allowed("PipelineFetch"))
        .filteredOn(one -> one.action().startsWith("secretsmanager:"))
        .isNotEmpty()
        .allMatch(one -> one.action().matches("secretsmanager:(GetSecretValue|DescribeSecret)"))
        .allMatch(one -> one.resource().endsWith(":secret:firn/tides-??????"));
    assertThat(allowed("PipelineGlue"))
        .noneMatch(one -> one.action().startsWith("secretsmanager:"));
  }

  @Test
  void readersCannotWriteAtAll() {
    assertThat(allowed("ServingAnalyst")).allMatch(one -> one.action().matches(READING));
    assertThat(allowed("ServingNotebook")).allMatch(one -> one.action().matches(READING));
  }

  /** Streaming of results is an action of its own, which Athena's JDBC driver 3 starts with. */
  @Test
  void readersCanDoWhatJdbcDriversDo() {
    for (String role : List.of("ServingAnalyst", "ServingNotebook")) {
      assertThat(allowed(role))
          .extracting(Allowed::action)
          .contains(
              "athena:StartQueryExecution",
              "athena:GetQueryExecution",
              "athena:StopQueryExecution",
              "athena:GetQueryResults",
              "athena:GetQueryResultsStream",
              "athena:GetWorkGroup",
              "glue:GetDatabase",
              "glue:GetTable",
              "glue:GetTables");
    }
  }

  @Test
  void nobodyIsAllowedEverything() {
    for (String role :
        List.of(
            "PipelineFetch", "PipelineGlue", "ServingAnalyst", "ServingNotebook", "Schedules")) {
      assertThat(allowed(role))
          .noneMatch(one -> one.action().contains("*"))
          .noneMatch(one -> one.resource().equals("*") && !one.action().equals(METRICS));
    }
  }

  /** Metrics are no resources; a namespace is as near as one comes. */
  @Test
  void metricsGoToOurNamespaceOnly() {
    assertThat(allowed("Pipeline"))
        .filteredOn(one -> one.action().equals(METRICS))
        .isNotEmpty()
        .allMatch(
            one ->
                one.condition()
                    .equals("{\"StringEquals\":{\"cloudwatch:namespace\":\"Firn/prod\"}}"));
  }

  @Test
  void jobsDeleteNothingOfTheRawLog() {
    assertThat(allowed("PipelineGlue"))
        .filteredOn(one -> one.action().startsWith("s3:Delete"))
        .extracting(Allowed::resource)
        .singleElement()
        .asString()
        .matches("<StorageWarehouse\\w+\\.Arn>/warehouse/\\*");
  }

  @Test
  void aStateMachineStartsItsOwnJobOnly() {
    assertThat(allowed("PipelineFeedlights"))
        .filteredOn(one -> one.action().startsWith("glue:"))
        .extracting(Allowed::resource)
        .allMatch(resource -> resource.matches(".*:job/<PipelineGlueJoblights\\w*>"));
  }

  @Test
  void rawIsWriteOnceByItsBucket() {
    List<String> denied = new ArrayList<>();
    for (JsonNode policy : deployed.resources("AWS::S3::BucketPolicy")) {
      if (policy.get("Bucket").toString().contains("StorageRaw")) {
        policy
            .get("PolicyDocument")
            .get("Statement")
            .forEach(
                statement -> {
                  if (statement.has("Sid") && statement.get("Effect").asText().equals("Deny")) {
                    denied.add(
                        statement.get("Sid").asText()
                            + " "
                            + statement.get("Action")
                            + " "
                            + statement.path("Condition"));
                  }
                });
      }
    }
    assertThat(denied)
        .containsExactly(
            "NobodyDeletes [\"s3:DeleteObject\",\"s3:DeleteObjectVersion\"] ",
            "NobodyWritesOver \"s3:PutObject\""
                + " {\"Bool\":{\"s3:ObjectCreationOperation\":\"true\"},"
                + "\"Null\":{\"s3:if-none-match\":\"true\"}}");
  }
}
