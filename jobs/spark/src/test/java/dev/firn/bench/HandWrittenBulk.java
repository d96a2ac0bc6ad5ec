package dev.firn.bench;

import org.apache.spark.sql.SparkSession;

/**
 * What people write by hand to bring in the past: all responses at once, the last record of each
 * key by row_number, MERGE INTO. Like {@link HandWritten} it keeps no raw, audits and counts
 * nothing.
 */
final class HandWrittenBulk {

  private HandWrittenBulk() {}

  /**
   * @param args the warehouse's folder, that of the responses, and the feed: earthquakes or
   *     stations
   */
  public static void main(String[] args) {
    SparkSession spark = HandWritten.session(args[0]);
    boolean quakes = args[2].equals("earthquakes");
    spark
        .read()
        .schema(
            quakes
                ? HandWritten.FEATURES
                : "last_updated bigint, data struct<stations:array<struct<station_id:string,"
                    + "is_installed:boolean,is_renting:boolean,is_returning:boolean,last_reported:bigint,"
                    + "num_vehicles_available:int,num_bikes_available:int,num_docks_available:int,"
                    + "vehicle_types_available:array<struct<vehicle_type_id:string,count:int>>>>>")
        .option("multiLine", "true")
        .json(args[1])
        .selectExpr("*", "_metadata.file_name AS file")
        .createOrReplaceTempView("responses");
    String records =
        quakes
            ? "SELECT f.id AS key, timestamp_millis(f.properties.time) AS event_time,"
                + " timestamp_millis(f.properties.updated) AS updated_at, file AS file, f.properties.*, f.geometry AS geometry"
                + " FROM (SELECT file, explode(features) AS f FROM responses)"
            : "SELECT s.station_id AS key, last_updated AS updated_at, file, s.*"
                + " FROM (SELECT file, last_updated, explode(data.stations) AS s FROM responses)";
    spark
        .sql(
            "SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY key ORDER BY updated_at DESC, file DESC) AS n"
                + " FROM ("
                + records
                + ")) WHERE n = 1")
        .drop("n")
        .createOrReplaceTempView("batch");
    spark.sql("CREATE TABLE hand.db.t USING iceberg AS SELECT * FROM batch LIMIT 0");
    spark.sql(
        "MERGE INTO hand.db.t t USING batch s ON t.key = s.key"
            + " WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *");
    System.out.println(spark.table("hand.db.t").count());
    spark.stop();
  }
}
