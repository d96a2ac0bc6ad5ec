package dev.firn.athena;

import io.airlift.log.Level;
import io.airlift.log.Logging;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.TestingSession;
import java.net.URI;
import java.util.Map;

/** Athena's engine in this process, as far as it is open: Trino 406 on Java 17. */
final class Trino406 implements TrinoServer {

  private final DistributedQueryRunner runner;

  /**
   * @param aws where S3 and Glue are
   */
  Trino406(URI aws) throws Exception {
    Logging.initialize().setLevel("", Level.ERROR);
    this.runner =
        DistributedQueryRunner.builder(TestingSession.testSessionBuilder().build())
            .setNodeCount(1)
            .build();
    runner.installPlugin(new IcebergPlugin());
    runner.createCatalog(
        Trino.CATALOG,
        "iceberg",
        Map.of(
            "iceberg.catalog.type", "glue",
            "hive.metastore.glue.region", "eu-central-1",
            "hive.metastore.glue.endpoint-url", aws.toString(),
            "hive.metastore.glue.aws-access-key", "test",
            "hive.metastore.glue.aws-secret-key", "test",
            "hive.s3.endpoint", aws.toString(),
            "hive.s3.path-style-access", "true",
            "hive.s3.aws-access-key", "test",
            "hive.s3.aws-secret-key", "test"));
  }

  @Override
  public URI address() {
    return runner.getCoordinator().getBaseUrl();
  }

  @Override
  public void close() {
    runner.close();
  }
}
