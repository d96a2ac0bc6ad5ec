package dev.firn.infra.serving;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.infra.catalog.LakeCatalog;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.settings.TableGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.athena.CfnPreparedStatement;
import software.amazon.awscdk.services.athena.CfnWorkGroup;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** SQL for people: a workgroup with limits, ready queries, and roles that read and nothing else. */
public final class Serving extends Construct {

  private static final long GIGABYTE = 1_000_000_000L;

  private final String workgroup;
  private final LakeCatalog lake;
  private final IKey key;
  private final Role analyst;
  private final Role notebook;

  public Serving(
      Construct scope,
      String id,
      Stage stage,
      LakeCatalog lake,
      IKey key,
      Path queries,
      List<TableGroup> groups,
      List<Contract> contracts) {
    super(scope, id);
    this.workgroup = "firn-" + stage.name();
    this.lake = lake;
    this.key = key;
    CfnWorkGroup created =
        CfnWorkGroup.Builder.create(this, "Workgroup")
            .name(workgroup)
            .description("Firn %s: for reading, with a limit a query".formatted(stage.name()))
            .recursiveDeleteOption(true)
            .workGroupConfiguration(
                CfnWorkGroup.WorkGroupConfigurationProperty.builder()
                    .enforceWorkGroupConfiguration(true)
                    .publishCloudWatchMetricsEnabled(true)
                    .bytesScannedCutoffPerQuery(stage.scanLimitGigabytes() * GIGABYTE)
                    .engineVersion(
                        CfnWorkGroup.EngineVersionProperty.builder()
                            .selectedEngineVersion("Athena engine version 3")
                            .build())
                    // Kept by Athena, so that readers need no bucket to write to.
                    .managedQueryResultsConfiguration(
                        CfnWorkGroup.ManagedQueryResultsConfigurationProperty.builder()
                            .enabled(true)
                            .encryptionConfiguration(
                                CfnWorkGroup.ManagedStorageEncryptionConfigurationProperty.builder()
                                    .kmsKey(key.getKeyArn())
                                    .build())
                            .build())
                    .build())
            .build();
    List<ReadyQuery> ready = ReadyQuery.in(queries);
    List<TableWords> tables = tables(groups, contracts);
    for (ReadyQuery query : ready) {
      if (query.isOfATable()) {
        tables.stream().filter(query::suits).forEach(table -> publish(query, table, created));
      } else {
        publish(query, created);
      }
    }
    this.analyst =
        reader("Analyst", "firn-%s-analyst".formatted(stage.name()), new AccountRootPrincipal());
    this.notebook =
        reader(
            "Notebook",
            "firn-%s-notebook".formatted(stage.name()),
            new ServicePrincipal("sagemaker.amazonaws.com"));
    new Checks(this, "Checks", stage, lake, this, ready, tables);
  }

  private static List<TableWords> tables(List<TableGroup> groups, List<Contract> contracts) {
    Map<String, TableContract> known =
        contracts.stream()
            .flatMap(contract -> contract.tables().stream())
            .collect(Collectors.toMap(TableContract::name, table -> table));
    return groups.stream()
        .flatMap(group -> group.tables().stream())
        .map(
            table ->
                known.containsKey(table)
                    ? TableWords.of(known.get(table))
                    : TableWords.named(table))
        .toList();
  }

  private void publish(ReadyQuery query, TableWords table, CfnWorkGroup group) {
    if (query.asks() && !query.isUnfinished()) {
      CfnPreparedStatement.Builder.create(this, "%s-%s".formatted(table.table(), query.name()))
          .statementName("%s_%s".formatted(table.table(), query.name()))
          .description(query.answersFor(table))
          .queryStatement(query.sqlFor(table))
          .workGroup(group.getRef())
          .build();
    } else {
      CfnNamedQuery.Builder.create(this, "%s-%s".formatted(table.table(), query.name()))
          .name("%s: %s".formatted(table.table(), query.name().replace('_', ' ')))
          .description(query.answersFor(table))
          .database(lake.database())
          .queryString(query.sqlFor(table))
          .workGroup(group.getRef())
          .build();
    }
  }

  /**
   * About the lake, or for whoever runs it to put all names in: a stack holds 500 resources, and
   * tables are many.
   */
  private void publish(ReadyQuery query, CfnWorkGroup group) {
    CfnNamedQuery.Builder.create(this, query.name())
        .name(query.name().replace('_', ' '))
        .description(query.answers())
        .database(lake.database())
        .queryString(query.sql())
        .workGroup(group.getRef())
        .build();
  }

  private Role reader(String id, String name, IPrincipal who) {
    Role role =
        Role.Builder.create(this, id)
            .roleName(name)
            .description("Reads the lake %s and writes nowhere".formatted(lake.database()))
            .assumedBy(who)
            .maxSessionDuration(Duration.hours(12))
            .build();
    grantReading(role);
    return role;
  }

  /** Queries in the workgroup, on the lake's tables; nothing is written. */
  void grantReading(Role role) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(
                List.of(
                    "athena:StartQueryExecution",
                    "athena:StopQueryExecution",
                    "athena:GetQueryExecution",
                    "athena:GetQueryResults",
                    "athena:GetQueryResultsStream",
                    "athena:ListQueryExecutions",
                    "athena:GetWorkGroup",
                    "athena:GetNamedQuery",
                    "athena:ListNamedQueries",
                    "athena:BatchGetNamedQuery",
                    "athena:GetPreparedStatement",
                    "athena:ListPreparedStatements"))
            .resources(
                List.of(
                    Stack.of(this)
                        .formatArn(
                            ArnComponents.builder()
                                .service("athena")
                                .resource("workgroup")
                                .resourceName(workgroup)
                                .build())))
            .build());
    lake.grantReading(role);
    // What Athena keeps of the results is encrypted with it.
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
            .resources(List.of(key.getKeyArn()))
            .build());
  }

  /** Name of the state machine that asks the ready queries. */
  public static String checks(Stage stage) {
    return Checks.name(stage);
  }

  public String workgroup() {
    return workgroup;
  }

  public Role analyst() {
    return analyst;
  }

  public Role notebook() {
    return notebook;
  }
}
