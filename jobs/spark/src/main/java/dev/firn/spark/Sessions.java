package dev.firn.spark;

import dev.firn.lake.Lake;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions;
import org.apache.spark.sql.SparkSession;

/** A Spark session on a lake. */
final class Sessions {

  private static final String CATALOG = "spark.sql.catalog." + Lake.CATALOG;

  private Sessions() {}

  /**
   * In this process, on all its cores. Sessions share the process's Spark, each with a catalog of
   * its own.
   */
  static SparkSession local(Lake lake) {
    return on(
        lake,
        SparkSession.builder()
            .master("local[*]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config(
                "spark.sql.shuffle.partitions",
                Integer.toString(Runtime.getRuntime().availableProcessors()))
            // A plan's stages need no planning anew when the partitions are as many as the cores.
            .config("spark.sql.adaptive.enabled", "false"));
  }

  /** On the Spark that this process was submitted to. */
  static SparkSession submitted(Lake lake) {
    return on(lake, SparkSession.builder());
  }

  private static SparkSession on(Lake lake, SparkSession.Builder where) {
    SparkSession session =
        where
            .appName("firn")
            // Finding out which of a few small files to write anew takes longer than writing them.
            .config("spark.sql.optimizer.runtime.rowLevelOperationGroupFilter.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.extensions", IcebergSparkSessionExtensions.class.getName())
            .config("spark.sql.defaultCatalog", Lake.CATALOG)
            .getOrCreate()
            .newSession();
    session.conf().set(CATALOG, SparkCatalog.class.getName());
    // Spark would go on reading the main it knew before a publish through the Java API.
    session.conf().set(CATALOG + ".cache-enabled", "false");
    session.conf().set(CATALOG + ".default-namespace", lake.namespace().toString());
    lake.catalogProperties()
        .forEach((key, value) -> session.conf().set(CATALOG + "." + key, value));
    return session;
  }
}
