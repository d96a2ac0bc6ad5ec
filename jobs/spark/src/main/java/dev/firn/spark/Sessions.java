package dev.firn.spark;

import dev.firn.lake.Lake;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions;
import org.apache.spark.sql.SparkSession;

/** A Spark session on a lake. */
final class Sessions {

  private static final String CATALOG = "spark.sql.catalog." + Lake.CATALOG;

  private Sessions() {}

  /** In this process, on all its cores. */
  static SparkSession local(Lake lake) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[*]")
            .appName("firn")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config(
                "spark.sql.shuffle.partitions",
                Integer.toString(Runtime.getRuntime().availableProcessors()))
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.extensions", IcebergSparkSessionExtensions.class.getName())
            .config("spark.sql.defaultCatalog", Lake.CATALOG)
            .config(CATALOG, SparkCatalog.class.getName())
            // Spark would go on reading the main it knew before a publish through the Java API.
            .config(CATALOG + ".cache-enabled", "false")
            .config(CATALOG + ".default-namespace", lake.namespace().toString());
    lake.catalogProperties().forEach((key, value) -> builder.config(CATALOG + "." + key, value));
    return builder.getOrCreate();
  }
}
