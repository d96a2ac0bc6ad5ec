package dev.firn.infra.observability;

import dev.firn.infra.settings.Stage;
import dev.firn.infra.storage.LakeStorage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudtrail.AddEventSelectorOptions;
import software.amazon.awscdk.services.cloudtrail.ReadWriteType;
import software.amazon.awscdk.services.cloudtrail.S3EventSelector;
import software.amazon.awscdk.services.cloudtrail.Trail;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnTable;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.constructs.Construct;

/** Who read and wrote what: a trail of S3's objects and of Glue's calls, and a table over it. */
final class AccessTrail extends Construct {

  static final String TABLE = "access";

  private final String database;

  AccessTrail(Construct scope, String id, Stage stage, LakeStorage storage) {
    super(scope, id);
    Bucket bucket =
        Bucket.Builder.create(this, "Bucket")
            .encryption(BucketEncryption.KMS)
            .encryptionKey(storage.key())
            .bucketKeyEnabled(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .minimumTlsVersion(1.2)
            .serverAccessLogsBucket(storage.logs())
            .serverAccessLogsPrefix("access/trail/")
            .lifecycleRules(List.of(LakeStorage.expiring(400)))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Trail trail =
        Trail.Builder.create(this, "Trail")
            .bucket(bucket)
            .encryptionKey(storage.key())
            .enableFileValidation(true)
            .isMultiRegionTrail(false)
            .includeGlobalServiceEvents(false)
            .build();
    trail.addS3EventSelector(
        List.of(
            S3EventSelector.builder().bucket(storage.raw()).build(),
            S3EventSelector.builder().bucket(storage.warehouse()).build()),
        AddEventSelectorOptions.builder()
            .readWriteType(ReadWriteType.ALL)
            .includeManagementEvents(true)
            .build());
    this.database = "firn_" + stage.name() + "_trail";
    CfnDatabase created =
        CfnDatabase.Builder.create(this, "Database")
            .catalogId(Stack.of(this).getAccount())
            .databaseInput(
                CfnDatabase.DatabaseInputProperty.builder()
                    .name(database)
                    .description("Who read and wrote what")
                    .build())
            .build();
    table(bucket).getNode().addDependency(created);
  }

  String database() {
    return database;
  }

  private CfnTable table(Bucket bucket) {
    String place =
        "s3://%s/AWSLogs/%s/CloudTrail/%s"
            .formatted(
                bucket.getBucketName(), Stack.of(this).getAccount(), Stack.of(this).getRegion());
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("projection.enabled", "true");
    parameters.put("projection.day.type", "date");
    parameters.put("projection.day.format", "yyyy/MM/dd");
    parameters.put("projection.day.range", "NOW-400DAYS,NOW");
    parameters.put("projection.day.interval", "1");
    parameters.put("projection.day.interval.unit", "DAYS");
    parameters.put("storage.location.template", place + "/${day}");
    return CfnTable.Builder.create(this, "Table")
        .catalogId(Stack.of(this).getAccount())
        .databaseName(database)
        .tableInput(
            CfnTable.TableInputProperty.builder()
                .name(TABLE)
                .description("CloudTrail's events of the lake's buckets and of the catalog")
                .tableType("EXTERNAL_TABLE")
                .parameters(parameters)
                .partitionKeys(List.of(column("day", "string")))
                .storageDescriptor(
                    CfnTable.StorageDescriptorProperty.builder()
                        .location(place)
                        .inputFormat("com.amazon.emr.cloudtrail.CloudTrailInputFormat")
                        .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                        .serdeInfo(
                            CfnTable.SerdeInfoProperty.builder()
                                .serializationLibrary("org.apache.hive.hcatalog.data.JsonSerDe")
                                .build())
                        .columns(
                            List.of(
                                column("eventtime", "string"),
                                column("eventsource", "string"),
                                column("eventname", "string"),
                                column("useridentity", "struct<type:string,arn:string>"),
                                column("sourceipaddress", "string"),
                                column("useragent", "string"),
                                column("errorcode", "string"),
                                column("requestparameters", "string"),
                                column("resources", "array<struct<arn:string,type:string>>")))
                        .build())
                .build())
        .build();
  }

  private static CfnTable.ColumnProperty column(String name, String type) {
    return CfnTable.ColumnProperty.builder().name(name).type(type).build();
  }
}
