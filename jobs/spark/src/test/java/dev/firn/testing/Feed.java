package dev.firn.testing;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.engine.EngineProvider;
import dev.firn.fetch.Answer;
import dev.firn.land.Condition;
import dev.firn.land.Landing;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.run.Progress;
import dev.firn.run.Purpose;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import dev.firn.table.LakeTable;
import dev.firn.table.RejectedTable;
import dev.firn.table.TableState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;

/**
 * A feed and one of its tables: bodies land as if a third party had sent them, then runs merge
 * them.
 */
public final class Feed {

  private final SparkLake lake;
  private final Contract contract;
  private final TableContract table;
  private final Path scratch;

  private Feed(SparkLake lake, Contract contract, TableContract table, Path scratch) {
    this.lake = lake;
    this.contract = contract;
    this.table = table;
    this.scratch = scratch;
  }

  private static Feed first(SparkLake lake, Contract contract, Path scratch) {
    return new Feed(lake, contract, contract.tables().get(0), scratch);
  }

  /**
   * @param name what the table's name begins with
   * @param columns what to say in the contract
   */
  public static Feed of(SparkLake lake, String name, UnaryOperator<TestContract> columns) {
    String table = lake.unique(name);
    Path project = lake.folder(table);
    return first(lake, columns.apply(new TestContract(table)).read(project), project);
  }

  /** The same feed and its table whose name ends so. */
  public Feed beside(String suffix) {
    return contract.tables().stream()
        .filter(other -> other.name().endsWith("_" + suffix))
        .map(other -> new Feed(lake, contract, other, scratch))
        .findFirst()
        .orElseThrow();
  }

  /** The same feed under another contract. */
  public Feed changed(UnaryOperator<TestContract> columns) {
    Path project = scratch.resolve("changed-" + UUID.randomUUID());
    return first(lake, columns.apply(new TestContract(table())).read(project), project);
  }

  public Contract contract() {
    return contract;
  }

  public TableContract tableContract() {
    return table;
  }

  public String table() {
    return tableContract().name();
  }

  public LakeTable lakeTable() {
    return new LakeTable(lake.lake(), table());
  }

  public TableState state() {
    return lakeTable().load();
  }

  public RawLog log() {
    return new RawLog(lake.lake().store(), contract.id());
  }

  /** Lands a body as the next batch. */
  public Batch land(String json) {
    try {
      Path body = scratch.resolve(UUID.randomUUID() + ".json");
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      Files.write(body, bytes);
      Answer answer =
          new Answer(
              URI.create("https://example.org/feed.json"),
              200,
              Map.of(),
              SparkLake.CLOCK.instant(),
              1,
              body,
              bytes.length,
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
              List.of());
      return new Landing(log(), contract, SparkLake.CLOCK)
          .land(UUID.randomUUID().toString(), List.of(answer), Condition.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lands records, one text each, as {@code {"rows": […]}}. */
  public Batch rows(String... records) {
    return land("{\"rows\": [" + String.join(", ", records) + "]}");
  }

  public TableReport run() {
    return run(Progress.SILENT);
  }

  public TableReport run(Progress progress) {
    return run(lake.bench(progress));
  }

  public TableReport run(EngineProvider engines) {
    return run(lake.bench(engines));
  }

  /** A run that must not need an engine. */
  public TableReport runWithoutEngine() {
    return run(
        (EngineProvider)
            any -> {
              throw new AssertionError("the run of " + table() + " opened an engine");
            });
  }

  /** Makes the table anew from all that has landed. */
  public TableReport replay() {
    return rework(Purpose.REPLAY);
  }

  public TableReport rework(Purpose purpose) {
    return rework(purpose, Progress.SILENT);
  }

  public TableReport rework(Purpose purpose, Progress progress) {
    return new TableRun(lake.bench(progress), contract, tableContract(), purpose).execute(null);
  }

  private TableReport run(Workbench bench) {
    return new TableRun(bench, contract, tableContract()).execute(null);
  }

  /** What main's readers see, a line a row, in the order of the key, then of what is seen. */
  public List<String> select(String columns) {
    String key = key();
    return lines(
        "SELECT %s FROM firn.lake.%s ORDER BY %s%s"
            .formatted(columns, table(), key.isEmpty() ? "" : key + ", ", columns));
  }

  public RejectedTable rejectedTable() {
    return new RejectedTable(lake.lake(), tableContract());
  }

  public List<String> rejected(String columns) {
    return lines(
        "SELECT %s FROM firn.lake.%s_rejected ORDER BY firn_seq, firn_pointer"
            .formatted(columns, table()));
  }

  private List<String> lines(String query) {
    return lake.sql(query).stream().map(Row::toString).toList();
  }

  private String key() {
    return String.join(", ", tableContract().key().stream().map(column -> column.name()).toList());
  }
}
