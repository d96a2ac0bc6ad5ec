package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.firn.contract.TableContract;
import dev.firn.json.Document;
import dev.firn.json.OrderKey;
import dev.firn.json.RecordOrder;
import dev.firn.json.UnorderedException;
import dev.firn.json.UnreadableException;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * What the contract orders a response by that it orders as a whole; empty when it is nothing that
   * can be ordered.
   */
  public Optional<String> order(Batch batch) throws IOException {
    RecordOrder order = new RecordOrder(table.order());
    if (order.inDocument().isEmpty()) {
      return Optional.of(OrderKey.of(List.of()));
    }
    try (InputStream in = store.open(batch.pages().get(0).body())) {
      Map<JsonPointer, JsonNode> document = Document.peek(in, order.inDocument());
      return Optional.of(order.key(MissingNode.getInstance(), document));
    } catch (UnreadableException | UnorderedException e) {
      return Optional.empty();
    }
  }
}
