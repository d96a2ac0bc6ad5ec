package dev.firn.infra.catalog;

import dev.firn.infra.settings.Stage;
import java.time.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnTableOptimizer;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * Glue's own upkeep, of tables that exist. It never takes away what the recovery window promises:
 * snapshots and files that no snapshot knows are kept for its length.
 */
final class TableOptimizers extends Construct {

  /** As Firn sets it on main. */
  private static final int SNAPSHOTS = 2;

  TableOptimizers(
      Construct scope, String id, Stage stage, LakeCatalog catalog, Duration recoveryWindow) {
    super(scope, id);
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("glue.amazonaws.com"))
            .build();
    catalog.grantOptimizing(role);
    long days = Math.max(1, (recoveryWindow.toHours() + 23) / 24);
    for (String table : stage.optimizedTables()) {
      optimizer(table, "Compaction", "compaction", role, catalog, configuration(role).build());
      optimizer(
          table,
          "Retention",
          "retention",
          role,
          catalog,
          configuration(role)
              .retentionConfiguration(
                  CfnTableOptimizer.RetentionConfigurationProperty.builder()
                      .icebergConfiguration(
                          CfnTableOptimizer.IcebergRetentionConfigurationProperty.builder()
                              .snapshotRetentionPeriodInDays(days)
                              .numberOfSnapshotsToRetain(SNAPSHOTS)
                              .cleanExpiredFiles(true)
                              .build())
                      .build())
              .build());
      optimizer(
          table,
          "Orphans",
          "orphan_file_deletion",
          role,
          catalog,
          configuration(role)
              .orphanFileDeletionConfiguration(
                  CfnTableOptimizer.OrphanFileDeletionConfigurationProperty.builder()
                      .icebergConfiguration(
                          CfnTableOptimizer.IcebergConfigurationProperty.builder()
                              .orphanFileRetentionPeriodInDays(days)
                              .build())
                      .build())
              .build());
    }
  }

  private static CfnTableOptimizer.TableOptimizerConfigurationProperty.Builder configuration(
      Role role) {
    return CfnTableOptimizer.TableOptimizerConfigurationProperty.builder()
        .enabled(true)
        .roleArn(role.getRoleArn());
  }

  private void optimizer(
      String table,
      String id,
      String type,
      Role role,
      LakeCatalog catalog,
      CfnTableOptimizer.TableOptimizerConfigurationProperty configuration) {
    CfnTableOptimizer optimizer =
        CfnTableOptimizer.Builder.create(this, table + id)
            .catalogId(Stack.of(this).getAccount())
            .databaseName(catalog.database())
            .tableName(table)
            .type(type)
            .tableOptimizerConfiguration(configuration)
            .build();
    optimizer.getNode().addDependency(role);
  }
}
