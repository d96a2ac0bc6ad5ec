package dev.firn.infra.storage;

import static software.amazon.awscdk.services.s3.PartitionDateSource.EVENT_TIME;

import dev.firn.infra.review.Accepted;
import dev.firn.infra.settings.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.TargetObjectKeyFormat;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/** Where bytes are: the raw log, the tables, what queries answer, and who asked. */
public final class LakeStorage extends Construct {

  /**
   * S3 bills 128 KiB of Glacier Instant Retrieval for anything smaller, so what is smaller is
   * cheaper where it is.
   */
  private static final long SMALLEST_ARCHIVED = 128 * 1024;

  /** Where access logs go, in folders by account, region, bucket and day. */
  public static final String ACCESS = "access/";

  private final Key key;
  private final Bucket logs;
  private final Bucket raw;
  private final Bucket warehouse;
  private final Bucket results;

  public LakeStorage(Construct scope, String id, Stage stage) {
    super(scope, id);
    this.key = new LakeKey(this, "Key", stage).key();
    // Access logs cannot be delivered to a bucket with a KMS key of one's own.
    this.logs =
        bucket("Logs", BucketEncryption.S3_MANAGED)
            .lifecycleRules(List.of(unfinished(), expiring(400)))
            .build();
    this.raw =
        encrypted("Raw")
            .versioned(true)
            .lifecycleRules(
                List.of(
                    unfinished(),
                    LifecycleRule.builder()
                        .id("archive")
                        .objectSizeGreaterThan(SMALLEST_ARCHIVED)
                        .transitions(
                            List.of(
                                Transition.builder()
                                    .storageClass(StorageClass.GLACIER_INSTANT_RETRIEVAL)
                                    .transitionAfter(Duration.days(stage.archiveRawAfterDays()))
                                    .build()))
                        .build()))
            .build();
    this.warehouse = encrypted("Warehouse").lifecycleRules(List.of(unfinished())).build();
    this.results = encrypted("Results").lifecycleRules(List.of(unfinished(), expiring(7))).build();
    // CloudFormation wants a text there.
    ((CfnBucket) raw.getNode().getDefaultChild())
        .addPropertyOverride(
            "LifecycleConfiguration.Rules.1.ObjectSizeGreaterThan",
            Long.toString(SMALLEST_ARCHIVED));
    Accepted.rule(logs, "S1", "It is where access logs go; its own would log themselves.");
    writeOnce(raw);
    if (stage.backupRaw()) {
      new RawBackup(this, "RawBackup", raw, key);
    }
  }

  private Bucket.Builder encrypted(String id) {
    return bucket(id, BucketEncryption.KMS)
        .encryptionKey(key)
        .bucketKeyEnabled(true)
        .serverAccessLogsBucket(logs)
        .serverAccessLogsPrefix(ACCESS)
        .targetObjectKeyFormat(TargetObjectKeyFormat.partitionedPrefix(EVENT_TIME));
  }

  private Bucket.Builder bucket(String id, BucketEncryption encryption) {
    return Bucket.Builder.create(this, id)
        .encryption(encryption)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .removalPolicy(RemovalPolicy.RETAIN);
  }

  private static LifecycleRule unfinished() {
    return LifecycleRule.builder()
        .id("unfinished-uploads")
        .abortIncompleteMultipartUploadAfter(Duration.days(7))
        .build();
  }

  /** For objects that nobody needs any more then. */
  public static LifecycleRule expiring(int days) {
    return LifecycleRule.builder().id("expire").expiration(Duration.days(days)).build();
  }

  /** Nobody deletes, and nobody writes over what is there: not the account's administrators. */
  private static void writeOnce(Bucket bucket) {
    bucket.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("NobodyDeletes")
            .effect(Effect.DENY)
            .principals(List.of(new AnyPrincipal()))
            .actions(List.of("s3:DeleteObject", "s3:DeleteObjectVersion"))
            .resources(List.of(bucket.arnForObjects("*")))
            .build());
    bucket.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("NobodyWritesOver")
            .effect(Effect.DENY)
            .principals(List.of(new AnyPrincipal()))
            .actions(List.of("s3:PutObject"))
            .resources(List.of(bucket.arnForObjects("*")))
            .conditions(
                new TreeMap<>(
                    Map.of(
                        "Null",
                        Map.of("s3:if-none-match", "true"),
                        // Parts of an upload have no such header; what completes it has.
                        "Bool",
                        Map.of("s3:ObjectCreationOperation", "true"))))
            .build());
  }

  /** For whoever writes objects; S3 encrypts with keys made of it. */
  public void grantEncrypting(IRole who) {
    who.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
            .resources(List.of(key.getKeyArn()))
            .build());
  }

  public Key key() {
    return key;
  }

  public Bucket logs() {
    return logs;
  }

  public Bucket raw() {
    return raw;
  }

  public Bucket warehouse() {
    return warehouse;
  }

  /** Of queries that are no analyst's. */
  public Bucket results() {
    return results;
  }
}
