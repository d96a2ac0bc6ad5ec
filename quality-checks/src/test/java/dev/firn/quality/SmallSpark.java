package dev.firn.quality;

import org.apache.spark.sql.SparkSession;

/** The least Spark that runs rules; one for all tests of the module. */
final class SmallSpark {

  private SmallSpark() {}

  static SparkSession get() {
    return SparkSession.builder()
        .master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate();
  }
}
