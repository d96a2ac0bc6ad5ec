package dev.firn.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.contract.Contract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.fetch.Answer;
import dev.firn.land.Condition;
import dev.firn.land.Landing;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The feed of run records: what runs of this lake have left since its last batch, as one document
 * with an array of runs and one of the rules they were checked by. Nobody is asked; what runs did
 * is merged, audited, and looked back at like anything else.
 *
 * <p>Records are named by when their runs started, and a run may end long after others that started
 * later. So each batch begins a day before the last one ended, and merging finds what it knows.
 */
public final class RunRecords implements Fetching {

  /** The id of the contract, which is Firn's own. */
  public static final String FEED = "firn-operations";

  private static final String FOLDER = "ops/runs/";
  private static final String THROUGH = "firn-through";
  private static final int MOST = 20_000;
  private static final Duration LONGEST_RUN = Duration.ofDays(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss", Locale.ROOT);
  private static final int TIME_LENGTH = "20260101t000000".length();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workbench bench;
  private final Contract contract;
  private final WriteOnceStore store;

  RunRecords(Workbench bench, Contract contract) {
    this.bench = bench;
    this.contract = contract;
    this.store = bench.lake().store();
  }

  /** Where a run's record is; later runs have later names. */
  static String key(String runId, String table) {
    return FOLDER + runId + "-" + table + ".json";
  }

  /**
   * @throws FirnException if no run has left a record
   */
  @Override
  public FeedFetch.Landed execute() throws IOException {
    long started = bench.clock().millis();
    RawLog log = new RawLog(store, contract.id());
    Landing landing = new Landing(log, contract, bench.clock());
    List<String> keys = store.list(FOLDER, after(log, landing.condition()), MOST);
    if (keys.isEmpty()) {
      throw new FirnException(
          Fault.USAGE, "no run of this lake has left a record yet", "firn run leaves one");
    }
    Path body = Files.createTempFile("firn-run-records-", ".json");
    try {
      byte[] document = JSON.writeValueAsBytes(document(keys));
      Files.write(body, document);
      Answer answer =
          new Answer(
              contract.source().location(),
              200,
              Map.of(THROUGH, keys.get(keys.size() - 1)),
              Instant.ofEpochMilli(started),
              bench.clock().millis() - started,
              body,
              document.length,
              sha256(document),
              List.of());
      Batch batch = landing.land(bench.runIds().next(), List.of(answer), Condition.NONE);
      return new FeedFetch.Landed(batch, 0, bench.clock().millis() - started);
    } finally {
      Files.delete(body);
    }
  }

  /** What comes before the names of records that may be new. */
  private static String after(RawLog log, Condition last) {
    if (last.seq() == 0) {
      return "";
    }
    String through = log.get(last.seq()).pages().get(0).headers().get(THROUGH);
    String time = through.substring(FOLDER.length(), FOLDER.length() + TIME_LENGTH);
    return FOLDER + TIME.format(LocalDateTime.parse(time, TIME).minus(LONGEST_RUN));
  }

  private ObjectNode document(List<String> keys) throws IOException {
    ObjectNode document = JSON.createObjectNode();
    ArrayNode runs = document.putArray("runs");
    ArrayNode checks = document.putArray("checks");
    for (String key : keys) {
      ObjectNode run = (ObjectNode) JSON.readTree(store.read(key));
      int position = 0;
      for (JsonNode check : run.withArray("checks")) {
        ObjectNode of = checks.addObject();
        of.set("runId", run.get("runId"));
        of.set("table", run.get("table"));
        of.set("startedAt", run.get("startedAt"));
        of.put("position", position++);
        of.setAll((ObjectNode) check);
      }
      run.remove("checks");
      run.remove("next");
      runs.add(run);
    }
    return document;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
