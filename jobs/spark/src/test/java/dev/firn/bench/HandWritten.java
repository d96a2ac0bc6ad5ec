package dev.firn.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The job that people write by hand: read JSON with a schema, MERGE INTO. It keeps no raw, audits
 * nothing, counts nothing, and rewrites what has not changed; it is what Firn's time is compared
 * with.
 */
final class HandWritten {

  private static final String FEATURE =
      "struct<id:string,type:string,properties:struct<mag:double,place:string,time:bigint,updated:bigint,tz:int,"
          + "url:string,detail:string,felt:bigint,cdi:double,mmi:double,alert:string,status:string,tsunami:int,"
          + "sig:int,net:string,code:string,ids:string,sources:string,types:string,nst:int,dmin:double,rms:double,"
          + "gap:double,magType:string,type:string,title:string>,"
          + "geometry:struct<type:string,coordinates:array<double>>>";

  static final String FEATURES = "features array<" + FEATURE + ">";

  private HandWritten() {}

  /**
   * @param args the warehouse's folder, and the JSON file to merge
   */
  public static void main(String[] args) throws Exception {
    SparkSession spark = session(args[0]);
    Dataset<Row> features =
        spark
            .read()
            .schema(FEATURES)
            .option("multiLine", "true")
            .json(args[1])
            .select(explode(col("features")).as("f"))
            .selectExpr(
                "f.id AS event_id",
                "timestamp_millis(f.properties.time) AS event_time",
                "timestamp_millis(f.properties.updated) AS updated_at",
                "f.properties.*",
                "f.geometry AS geometry",
                "f.type AS feature_type")
            .drop("time", "updated")
            .dropDuplicates("event_id");
    features.createOrReplaceTempView("batch");
    spark.sql(
        "CREATE TABLE IF NOT EXISTS hand.db.earthquakes USING iceberg PARTITIONED BY (months(event_time))"
            + " AS SELECT * FROM batch LIMIT 0");
    spark.sql(
        "MERGE INTO hand.db.earthquakes t USING batch s ON t.event_id = s.event_id"
            + " WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *");
    spark.stop();
  }

  static SparkSession session(String warehouse) {
    return session("hand", Map.of("type", "hadoop", "warehouse", warehouse));
  }

  /**
   * @param settings of the catalog
   */
  static SparkSession session(String catalog, Map<String, String> settings) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[*]")
            .appName("hand-written")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config(
                "spark.sql.extensions",
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
            .config("spark.sql.catalog." + catalog, "org.apache.iceberg.spark.SparkCatalog");
    settings.forEach(
        (name, value) -> builder.config("spark.sql.catalog." + catalog + "." + name, value));
    return builder.getOrCreate();
  }
}
