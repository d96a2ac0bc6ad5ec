package dev.firn.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;

import dev.firn.lake.Lake;
import dev.firn.lake.LocalLake;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Fills a table that a run of Firn has made with rows as if runs had: those of the bench's feed of
 * orders, for keys from 1 on.
 */
final class LargeTable {

  private LargeTable() {}

  /**
   * @param args the lake's folder, and how many rows
   */
  public static void main(String[] args) throws Exception {
    try (Lake lake = LocalLake.open(Path.of(args[0]))) {
      Table table = lake.catalog().loadTable(TableIdentifier.of(lake.namespace(), "orders"));
      SparkSession spark = HandWritten.session(Lake.CATALOG, lake.catalogProperties());
      spark.sql("USE %s.%s".formatted(Lake.CATALOG, lake.namespace()));
      Dataset<Row> rows =
          spark
              .range(1, Long.parseLong(args[1]))
              .select(
                  concat(lit("order-"), lpad(col("id").cast("string"), 9, "0")).as("id"),
                  expr("timestamp_seconds(1700000000 + id)").as("at"),
                  expr("cast(id % 900000 / 100 as decimal(8,2))").as("price"),
                  expr("concat('customer ', sha2(cast(id as string), 256))").as("note"));
      Dataset<Row> before = spark.table("orders").limit(1).drop("id", "at", "price", "note");
      Dataset<Row> all =
          rows.crossJoin(before)
              .withColumn("firn_hash", expr("unhex(substring(sha2(id, 256), 1, 32))"))
              .withColumn("firn_pointer", expr("concat('/rows/', id)"));
      Map<String, String> facts = new HashMap<>();
      table
          .currentSnapshot()
          .summary()
          .forEach(
              (name, value) -> {
                if (name.startsWith("firn.")) {
                  facts.put(name, value);
                }
              });
      CommitMetadata.withCommitProperties(
          facts,
          () -> {
            all.writeTo("orders").append();
            return null;
          },
          Exception.class);
      System.out.println(spark.table("orders").count());
    }
  }
}
