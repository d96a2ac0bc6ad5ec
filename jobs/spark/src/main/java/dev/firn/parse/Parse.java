package dev.firn.parse;

import dev.firn.contract.TableContract;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.store.WriteOnceStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Raw batches as typed rows and rejected records, by the contract alone: nothing is inferred. */
public final class Parse {

  private final SparkSession spark;
  private final WriteOnceStore store;
  private final TableContract table;
  private final String runId;

  public Parse(SparkSession spark, WriteOnceStore store, TableContract table, String runId) {
    this.spark = spark;
    this.store = store;
    this.table = table;
    this.runId = runId;
  }

  /** One row a record, see {@link ParsedColumns}. A task parses a body. */
  public Dataset<Row> batches(List<Batch> batches) {
    List<Body> bodies = new ArrayList<>();
    for (Batch batch : batches) {
      for (Page page : batch.pages()) {
        bodies.add(new Body(batch.seq(), page.body()));
      }
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = Math.max(1, Math.min(bodies.size(), 4 * context.defaultParallelism()));
    JavaRDD<Row> rows =
        context.parallelize(bodies, tasks).flatMap(new BodyParser(store, table, runId));
    return spark.createDataFrame(rows, ParsedColumns.of(table));
  }
}
