package dev.firn.lake;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.store.S3Store;
import dev.firn.store.WriteOnceStore;
import dev.firn.telemetry.CloudTelemetry;
import dev.firn.telemetry.Telemetry;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.HttpClientProperties;
import org.apache.iceberg.aws.glue.GlueCatalog;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A lake on AWS: a database of the Glue Data Catalog, which itself says where its files are. Its
 * location is the warehouse, its parameter {@value #RAW} the place of the raw log and the run
 * records. Region, credentials and endpoints are those of the AWS SDK's own settings.
 *
 * <p>Commits are compared and set by Glue's table version; Athena would lose data with any other
 * lock (Athena User Guide, "Considerations and limitations" of Iceberg tables).
 */
public final class GlueLake implements Lake {

  /** Of the database: {@code s3://bucket/prefix}. */
  public static final String RAW = "firn.raw";

  /**
   * Of the database: the CloudWatch namespace that metrics go to; absent when nobody wants them.
   */
  public static final String METRICS = "firn.metrics";

  /** Of the database: the EventBridge bus that events go to; absent when nobody wants them. */
  public static final String EVENTS = "firn.events";

  /** Below the warehouse: no name of a table, and nobody may delete from a raw log. */
  private static final String SCRATCH = "/firn-drill";

  private final Namespace namespace;
  private final Map<String, String> properties;
  private final URI raw;
  private final S3Store store;
  private final S3Scratch scratch;
  private final CloudTelemetry telemetry;
  private final String description;
  private final String region;
  private GlueCatalog catalog;
  private GluePointers pointers;

  private GlueLake(String region, Database database) {
    this.region = region;
    this.namespace = Namespace.of(database.name());
    this.properties = properties(region, location(database));
    this.raw = raw(database);
    this.store = new S3Store(raw, () -> s3(region));
    this.scratch = new S3Scratch(location(database) + SCRATCH, properties, () -> s3(region));
    this.telemetry =
        new CloudTelemetry(
            region,
            Optional.ofNullable(database.parameters().get(METRICS)),
            Optional.ofNullable(database.parameters().get(EVENTS)));
    this.description = "%s%s (%s)".formatted(LakeAddress.GLUE, database.name(), region);
  }

  /**
   * @param name of the database
   * @throws FirnException if there is no such database, or it does not say where its files are
   */
  public static GlueLake open(String name) {
    String region = region();
    try (GlueClient glue = GlueClient.builder().region(Region.of(region)).build()) {
      return new GlueLake(region, glue.getDatabase(get -> get.name(name)).database());
    } catch (EntityNotFoundException e) {
      throw new FirnException(
          Fault.USAGE,
          "there is no Glue database %s in %s".formatted(name, region),
          "the stack of infra-cdk makes one (so does aws glue create-database); or name another with --lake glue:DATABASE",
          e);
    }
  }

  private static String region() {
    try {
      return new DefaultAwsRegionProviderChain().getRegion().id();
    } catch (SdkClientException e) {
      throw new FirnException(
          Fault.USAGE,
          "no AWS region is configured",
          "set AWS_REGION, or a region in the AWS profile",
          e);
    }
  }

  private static S3Client s3(String region) {
    return S3Client.builder().region(Region.of(region)).build();
  }

  private static String location(Database database) {
    String location = database.locationUri();
    if (location == null || !location.startsWith("s3://")) {
      throw new FirnException(
          Fault.USAGE,
          "Glue database %s has no location on S3 for its tables, but %s"
              .formatted(database.name(), location),
          "give it a LocationUri like s3://bucket/warehouse");
    }
    return location.replaceAll("/+$", "");
  }

  private static URI raw(Database database) {
    String raw = database.parameters().get(RAW);
    if (raw == null || !raw.matches("s3://[a-z0-9.-]{3,63}(/[\\w/.!*'()+=@:,-]*)?")) {
      throw new FirnException(
          Fault.USAGE,
          "Glue database %s does not say where its raw log is: parameter %s is %s"
              .formatted(database.name(), RAW, raw),
          "give the database the parameter %s, like s3://bucket/raw".formatted(RAW));
    }
    return URI.create(raw);
  }

  private static Map<String, String> properties(String region, String warehouse) {
    Map<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
    properties.put(CatalogProperties.FILE_IO_IMPL, S3FileIO.class.getName());
    properties.put(AwsClientProperties.CLIENT_REGION, region);
    properties.put(CatalogProperties.IO_MANIFEST_CACHE_ENABLED, "true");
    properties.put(HttpClientProperties.CLIENT_TYPE, HttpClientProperties.CLIENT_TYPE_APACHE);
    return properties;
  }

  /** Opened when it is asked for: fetching has no use for it. */
  @Override
  public synchronized Catalog catalog() {
    if (catalog == null) {
      catalog = new GlueCatalog();
      catalog.initialize(CATALOG, properties);
    }
    return catalog;
  }

  @Override
  public Namespace namespace() {
    return namespace;
  }

  @Override
  public WriteOnceStore store() {
    return store;
  }

  @Override
  public List<String> storeLocations() {
    return List.of(raw.toString());
  }

  @Override
  public Map<String, String> catalogProperties() {
    Map<String, String> all = new HashMap<>(properties);
    all.put(CatalogProperties.CATALOG_IMPL, GlueCatalog.class.getName());
    return all;
  }

  /** Likewise: only where something is wrong. */
  @Override
  public synchronized Pointers pointers() {
    if (pointers == null) {
      pointers =
          new GluePointers(
              GlueClient.builder().region(Region.of(region)).build(), namespace.toString());
    }
    return pointers;
  }

  @Override
  public Scratch scratch() {
    return scratch;
  }

  @Override
  public Telemetry telemetry() {
    return telemetry;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    store.close();
    scratch.close();
    telemetry.close();
    if (pointers != null) {
      pointers.close();
    }
    if (catalog != null) {
      try {
        catalog.close();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException("cannot close the catalog", e);
      }
    }
  }
}
