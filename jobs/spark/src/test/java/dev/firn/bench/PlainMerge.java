package dev.firn.bench;

import dev.firn.lake.Lake;
import dev.firn.lake.LocalLake;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** A MERGE INTO as people write it, of batches into a branch of a large table. */
final class PlainMerge {

  private PlainMerge() {}

  /**
   * @param args the lake's folder, and files of batches
   */
  public static void main(String[] args) throws Exception {
    try (Lake lake = LocalLake.open(Path.of(args[0]))) {
      SparkSession spark = HandWritten.session(Lake.CATALOG, lake.catalogProperties());
      String orders = "%s.%s.orders".formatted(Lake.CATALOG, lake.namespace());
      spark.sql("ALTER TABLE %s CREATE OR REPLACE BRANCH plain".formatted(orders));
      for (int i = 1; i < args.length; i++) {
        long start = System.nanoTime();
        spark
            .read()
            .schema("rows array<struct<id:string,at:timestamp,price:decimal(8,2),note:string>>")
            .option("multiLine", "true")
            .json(args[i])
            .selectExpr("inline(rows)")
            .createOrReplaceTempView("batch");
        spark.sql(
            ("MERGE INTO %s.branch_plain t USING batch s ON t.id = s.id WHEN MATCHED THEN UPDATE SET at = s.at, price = s.price, note = s.note"
                    + " WHEN NOT MATCHED THEN INSERT (id, at, price, note, firn_run_id, firn_seq, firn_raw, firn_pointer, firn_order, firn_hash)"
                    + " VALUES (s.id, s.at, s.price, s.note, '', 0, '', '', '', X'00')")
                .formatted(orders));
        System.out.printf("%.1f%n", (System.nanoTime() - start) / 1e9);
      }
      spark.sql("ALTER TABLE %s DROP BRANCH plain".formatted(orders));
    }
  }
}
