package dev.firn.infra.catalog;

import dev.firn.infra.review.Accepted;
import dev.firn.infra.settings.Stage;
import dev.firn.infra.signals.Signals;
import dev.firn.infra.storage.LakeStorage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * The Glue database that is a lake: its location is the warehouse, its parameter {@code firn.raw}
 * the place of the raw log.
 */
public final class LakeCatalog extends Construct {

  private static final String WAREHOUSE = "warehouse";
  private static final String RAW = "log";

  private static final String WHY_WILDCARD =
      "Objects below a prefix, and tables of one database: their names are not known before they are made.";

  private final String database;
  private final LakeStorage storage;
  private final Signals signals;
  private final Optional<GovernedLake> governed;

  /**
   * @param recoveryWindow the longest of all contracts
   */
  public LakeCatalog(
      Construct scope,
      String id,
      Stage stage,
      LakeStorage storage,
      Signals signals,
      Duration recoveryWindow) {
    super(scope, id);
    this.database = stage.database();
    this.storage = storage;
    this.signals = signals;
    CfnDatabase created =
        CfnDatabase.Builder.create(this, "Database")
            .catalogId(Stack.of(this).getAccount())
            .databaseInput(
                CfnDatabase.DatabaseInputProperty.builder()
                    .name(database)
                    .description("Firn %s: audited tables of HTTP feeds".formatted(stage.name()))
                    .locationUri(
                        "s3://%s/%s".formatted(storage.warehouse().getBucketName(), WAREHOUSE))
                    .parameters(
                        Map.of(
                            "firn.metrics",
                            signals.namespace(),
                            "firn.events",
                            signals.bus().getEventBusName(),
                            "firn.raw",
                            "s3://%s/%s".formatted(storage.raw().getBucketName(), RAW)))
                    .build())
            .build();
    this.governed =
        stage.access() == Stage.Access.LAKE_FORMATION
            ? Optional.of(new GovernedLake(this, "Governed", storage, database))
            : Optional.empty();
    governed.ifPresent(lake -> lake.getNode().addDependency(created));
    if (!stage.optimizedTables().isEmpty()) {
      new TableOptimizers(this, "Optimizers", stage, this, recoveryWindow);
    }
  }

  /** As the command line takes it. */
  public String lake() {
    return "glue:" + database;
  }

  public String database() {
    return database;
  }

  /** Fetching: the raw log is written, tables are looked at. */
  public void grantFetching(IRole who) {
    signals.grantSending(who);
    appendRaw(who);
    describe(who);
    allow(who, List.of("s3:GetObject"), warehouse("*/metadata/*"));
    storage.grantEncrypting(who);
  }

  /** Merging and publishing: fetching may come with it. */
  public void grantWriting(IRole who) {
    signals.grantSending(who);
    appendRaw(who);
    describe(who);
    allow(who, List.of("glue:CreateTable", "glue:UpdateTable", "glue:GetTables"), tables());
    allow(
        who,
        List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
        warehouse("*"));
    allow(who, List.of("s3:ListBucket"), List.of(storage.warehouse().getBucketArn()));
    storage.grantEncrypting(who);
    governed.ifPresent(lake -> lake.grantWriting(who));
  }

  /** Reading tables, now and as they were. */
  public void grantReading(IRole who) {
    describe(who);
    allow(
        who,
        List.of("glue:GetDatabases", "glue:GetTables", "glue:GetPartitions", "glue:GetPartition"),
        tables());
    if (governed.isPresent()) {
      governed.get().grantReading(who);
      // Names no resource: what may be read is Lake Formation's to say.
      allow(who, List.of("lakeformation:GetDataAccess"), List.of("*"));
    } else {
      allow(who, List.of("s3:GetObject"), warehouse("*"));
      allow(
          who,
          List.of("s3:ListBucket", "s3:GetBucketLocation"),
          List.of(storage.warehouse().getBucketArn()));
      storage.key().grantDecrypt(who);
    }
  }

  /** For Glue's optimizers, which rewrite and delete files of tables. */
  void grantOptimizing(IRole who) {
    describe(who);
    allow(who, List.of("glue:UpdateTable"), tables());
    allow(who, List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject"), warehouse("*"));
    allow(who, List.of("s3:ListBucket"), List.of(storage.warehouse().getBucketArn()));
    storage.grantEncrypting(who);
  }

  private void appendRaw(IRole who) {
    allow(
        who,
        List.of("s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"),
        List.of(storage.raw().arnForObjects(RAW + "/*")));
    allow(who, List.of("s3:ListBucket"), List.of(storage.raw().getBucketArn()));
  }

  private void describe(IRole who) {
    allow(who, List.of("glue:GetDatabase", "glue:GetTable"), tables());
  }

  private List<String> warehouse(String pattern) {
    return List.of(storage.warehouse().arnForObjects(WAREHOUSE + "/" + pattern));
  }

  /** Glue judges a table by its catalog and database too. */
  private List<String> tables() {
    return List.of(arn("catalog"), arn("database/" + database), arn("table/" + database + "/*"));
  }

  private String arn(String resource) {
    return Stack.of(this)
        .formatArn(
            ArnComponents.builder()
                .service("glue")
                .resource(resource)
                .arnFormat(ArnFormat.NO_RESOURCE_NAME)
                .build());
  }

  private static void allow(IRole who, List<String> actions, List<String> resources) {
    who.addToPrincipalPolicy(
        PolicyStatement.Builder.create().actions(actions).resources(resources).build());
    resources.stream()
        .filter(resource -> resource.endsWith("*"))
        .forEach(resource -> Accepted.wildcard(who, resource, WHY_WILDCARD));
  }
}
