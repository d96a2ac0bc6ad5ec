import io.airlift.log.Level;
import io.airlift.log.Logging;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.TestingSession;
import java.io.PrintStream;
import java.util.Map;

/**
 * A Trino server that reads Glue and S3, for as long as its standard input is open. It says where
 * it is. Run from source, because nothing else here is for a Java as new as it needs.
 */
public final class NewestTrino {

  /**
   * @param args the catalog's name, and where AWS is
   */
  public static void main(String[] args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    int exitCode = 0;
    try {
      out.println(start(args[0], args[1]));
      while (System.in.read() >= 0) {
        // Until whoever has started it is gone.
      }
    } catch (Throwable e) {
      e.printStackTrace(err); // Trino's logging has taken what the JDK would print it to.
      exitCode = 1;
    }
    System.exit(exitCode);
  }

  private static String start(String catalog, String aws) throws Exception {
    Logging.initialize().setLevel("", Level.ERROR);
    DistributedQueryRunner runner =
        DistributedQueryRunner.builder(TestingSession.testSessionBuilder().build())
            .setWorkerCount(0)
            .build();
    runner.installPlugin(new IcebergPlugin());
    runner.createCatalog(
        catalog,
        "iceberg",
        Map.ofEntries(
            Map.entry("iceberg.catalog.type", "glue"),
            Map.entry("hive.metastore.glue.region", "eu-central-1"),
            Map.entry("hive.metastore.glue.endpoint-url", aws),
            Map.entry("hive.metastore.glue.aws-access-key", "test"),
            Map.entry("hive.metastore.glue.aws-secret-key", "test"),
            Map.entry("fs.s3.enabled", "true"),
            Map.entry("s3.endpoint", aws),
            Map.entry("s3.region", "eu-central-1"),
            Map.entry("s3.path-style-access", "true"),
            Map.entry("s3.aws-access-key", "test"),
            Map.entry("s3.aws-secret-key", "test")));
    return runner.getCoordinator().getBaseUrl().toString();
  }
}
