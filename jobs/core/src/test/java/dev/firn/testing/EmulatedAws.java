package dev.firn.testing;

import dev.firn.lake.GlueLake;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * AWS on this machine, for all tests of this process and as long as that lives. It is where the AWS
 * SDK looks by itself, so what is tested has no setting for it.
 */
public final class EmulatedAws {

  private static final String REGION = "eu-central-1";

  private static final EmulatedAws INSTANCE = new EmulatedAws();

  private final AtomicInteger names = new AtomicInteger();
  private final Wire wire;

  private EmulatedAws() {
    try {
      this.wire = new Wire(Emulator.start(Map.of()).endpoint());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    settings().forEach(System::setProperty);
  }

  public static EmulatedAws instance() {
    return INSTANCE;
  }

  /** The AWS SDK's own settings, as system properties. */
  public Map<String, String> settings() {
    return Map.of(
        "aws.endpointUrl", wire.address().toString(),
        "aws.region", REGION,
        "aws.accessKeyId", "test",
        "aws.secretAccessKey", "test",
        "aws.disableEc2Metadata", "true");
  }

  public Wire wire() {
    return wire;
  }

  public S3Client s3() {
    return S3Client.create();
  }

  public GlueClient glue() {
    return GlueClient.create();
  }

  /**
   * @return name of a new, empty bucket
   */
  public String newBucket() {
    String bucket = "bucket-" + names.incrementAndGet();
    try (S3Client s3 = s3()) {
      s3.createBucket(create -> create.bucket(bucket));
    }
    return bucket;
  }

  /**
   * @return name of a new database whose files are in a bucket of its own
   */
  public String newDatabase() {
    return newDatabase("lake_" + names.incrementAndGet());
  }

  String newDatabase(String database) {
    String bucket = newBucket();
    try (GlueClient glue = glue()) {
      glue.createDatabase(
          create ->
              create.databaseInput(
                  input ->
                      input
                          .name(database)
                          .locationUri("s3://%s/warehouse".formatted(bucket))
                          .parameters(Map.of(GlueLake.RAW, "s3://%s/raw-log".formatted(bucket)))));
    }
    return database;
  }
}
