package dev.firn.infra.catalog;

import dev.firn.infra.review.Accepted;
import dev.firn.infra.storage.LakeStorage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions.ResourceProperty;
import software.amazon.awscdk.services.lakeformation.CfnResource;
import software.constructs.Construct;

/**
 * Lake Formation decides who reads which table, and hands out the credentials that readers' engines
 * read the warehouse with. Jobs have full access to the tables and read and write files with the
 * permissions of their own role.
 */
final class GovernedLake extends Construct {

  private final String database;
  private final CfnResource location;

  GovernedLake(Construct scope, String id, LakeStorage storage, String database) {
    super(scope, id);
    this.database = database;
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lakeformation.amazonaws.com"))
            .build();
    String files = storage.warehouse().arnForObjects("warehouse/*");
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("s3:GetObject"))
            .resources(List.of(files))
            .build());
    Accepted.wildcard(role, files, "Files of tables: their names are not known before.");
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("s3:ListBucket"))
            .resources(List.of(storage.warehouse().getBucketArn()))
            .build());
    storage.key().grantDecrypt(role);
    this.location =
        CfnResource.Builder.create(this, "Location")
            .resourceArn(storage.warehouse().getBucketArn() + "/warehouse")
            .useServiceLinkedRole(false)
            .roleArn(role.getRoleArn())
            .build();
  }

  void grantReading(IRole who) {
    onTables(who, "Read", List.of("SELECT", "DESCRIBE"));
  }

  void grantWriting(IRole who) {
    onTables(who, "Write", List.of("ALL"));
    permissions(
        who,
        "Create",
        List.of("CREATE_TABLE", "DESCRIBE"),
        ResourceProperty.builder()
            .database(
                CfnPrincipalPermissions.DatabaseResourceProperty.builder()
                    .catalogId(account())
                    .name(database)
                    .build())
            .build());
    permissions(
        who,
        "Place",
        List.of("DATA_LOCATION_ACCESS"),
        ResourceProperty.builder()
            .dataLocation(
                CfnPrincipalPermissions.DataLocationResourceProperty.builder()
                    .catalogId(account())
                    .resourceArn(location.getResourceArn())
                    .build())
            .build());
  }

  private void onTables(IRole who, String id, List<String> permissions) {
    permissions(
        who,
        id,
        permissions,
        ResourceProperty.builder()
            .table(
                CfnPrincipalPermissions.TableResourceProperty.builder()
                    .catalogId(account())
                    .databaseName(database)
                    .tableWildcard(Map.of())
                    .build())
            .build());
  }

  private void permissions(
      IRole who, String id, List<String> permissions, ResourceProperty resource) {
    CfnPrincipalPermissions.Builder.create(this, id + Names.nodeUniqueId(who.getNode()))
        .principal(
            CfnPrincipalPermissions.DataLakePrincipalProperty.builder()
                .dataLakePrincipalIdentifier(who.getRoleArn())
                .build())
        .permissions(permissions)
        .permissionsWithGrantOption(List.of())
        .resource(resource)
        .build()
        .getNode()
        .addDependency(location);
  }

  private String account() {
    return Stack.of(this).getAccount();
  }
}
