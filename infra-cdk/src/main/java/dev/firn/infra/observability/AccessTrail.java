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
import software.amazon.awscdk.services.s3.PartitionDateSource;
import software.amazon.awscdk.services.s3.TargetObjectKeyFormat;
import software.constructs.Construct;

/** Who read and wrote what: a trail of S3's objects and of Glue's calls, and a table over it. */
final class AccessTrail extends Construct {

  private static final String TEXT_OUTPUT =
      "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

  /** Days are folders; nobody has to register them. */
  private static final Map<String, String> DAYS =
      Map.of(
          "projection.enabled", "true",
          "projection.day.type", "date",
          "projection.day.format", "yyyy/MM/dd",
          "projection.day.range", "NOW-400DAYS,NOW",
          "projection.day.interval", "1",
          "projection.day.interval.unit", "DAYS");

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
            .serverAccessLogsPrefix(LakeStorage.ACCESS)
            .targetObjectKeyFormat(
                TargetObjectKeyFormat.partitionedPrefix(PartitionDateSource.EVENT_TIME))
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
    trail(bucket).getNode().addDependency(created);
    accessLog(storage).getNode().addDependency(created);
  }

  String database() {
    return database;
  }

  private CfnTable trail(Bucket bucket) {
    String place =
        "s3://%s/AWSLogs/%s/CloudTrail/%s"
            .formatted(
                bucket.getBucketName(), Stack.of(this).getAccount(), Stack.of(this).getRegion());
    Map<String, String> projection = new TreeMap<>(DAYS);
    projection.put("storage.location.template", place + "/${day}");
    return table(
        "Table",
        "trail",
        "CloudTrail's events of the lake's buckets and of the catalog",
        projection,
        List.of(column("day", "string")),
        CfnTable.StorageDescriptorProperty.builder()
            .location(place)
            .inputFormat("com.amazon.emr.cloudtrail.CloudTrailInputFormat")
            .outputFormat(TEXT_OUTPUT)
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
            .build());
  }

  private CfnTable accessLog(LakeStorage storage) {
    Stack stack = Stack.of(this);
    String place =
        "s3://%s/%s%s/%s"
            .formatted(
                storage.logs().getBucketName(),
                LakeStorage.ACCESS,
                stack.getAccount(),
                stack.getRegion());
    Map<String, String> projection = new TreeMap<>(DAYS);
    projection.put("projection.source_bucket.type", "enum");
    projection.put(
        "projection.source_bucket.values",
        storage.raw().getBucketName() + "," + storage.warehouse().getBucketName());
    projection.put("storage.location.template", place + "/${source_bucket}/${day}");
    return table(
        "AccessLog",
        "access_log",
        "S3's own log of requests to the raw log and the warehouse",
        projection,
        List.of(column("source_bucket", "string"), column("day", "string")),
        CfnTable.StorageDescriptorProperty.builder()
            .location(place)
            .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
            .outputFormat(TEXT_OUTPUT)
            .serdeInfo(
                CfnTable.SerdeInfoProperty.builder()
                    .serializationLibrary("org.apache.hadoop.hive.serde2.RegexSerDe")
                    .parameters(Map.of("input.regex", AccessLogLine.REGEX))
                    .build())
            .columns(AccessLogLine.FIELDS.stream().map(field -> column(field, "string")).toList())
            .build());
  }

  private CfnTable table(
      String id,
      String name,
      String description,
      Map<String, String> parameters,
      List<CfnTable.ColumnProperty> partitions,
      CfnTable.StorageDescriptorProperty storage) {
    return CfnTable.Builder.create(this, id)
        .catalogId(Stack.of(this).getAccount())
        .databaseName(database)
        .tableInput(
            CfnTable.TableInputProperty.builder()
                .name(name)
                .description(description)
                .tableType("EXTERNAL_TABLE")
                .parameters(parameters)
                .partitionKeys(partitions)
                .storageDescriptor(storage)
                .build())
        .build();
  }

  private static CfnTable.ColumnProperty column(String name, String type) {
    return CfnTable.ColumnProperty.builder().name(name).type(type).build();
  }
}
