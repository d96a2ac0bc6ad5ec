package dev.firn.raw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbered, append-only log of what a third party answered. A manifest is created under the
 * next number only if nobody else has taken it, so the numbers have no gaps and two writers never
 * overwrite each other.
 */
public final class RawLog {

  /** Manifests are for reading by people too. */
  private static final ObjectMapper MANIFESTS =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final int MAX_RACES = 1000;

  /** A batch that waits for its number. */
  @FunctionalInterface
  public interface Numbered {

    /** The batch as it is under that number; the log up to it is final. */
    Batch under(long seq) throws IOException;
  }

  private final WriteOnceStore store;
  private final String feed;

  public RawLog(WriteOnceStore store, String feed) {
    this.store = store;
    this.feed = feed;
  }

  public String feed() {
    return feed;
  }

  /** Where bodies are opened. */
  public WriteOnceStore store() {
    return store;
  }

  /** Number of the last batch; 0 when there is none. */
  public long head() {
    List<String> keys = keysAfter(0);
    return keys.isEmpty() ? 0 : seq(keys.get(keys.size() - 1));
  }

  /** The batch with that number, if it has landed. */
  public Optional<Batch> find(long seq) {
    try {
      return Optional.of(read(manifest(seq)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read batch %d of %s".formatted(seq, feed), e);
    }
  }

  /**
   * @throws FirnException if there is no such batch
   */
  public Batch get(long seq) {
    return find(seq)
        .orElseThrow(
            () ->
                new FirnException(
                    Fault.USAGE,
                    "feed %s has no batch %d; its last one is %d".formatted(feed, seq, head()),
                    "firn history shows the batches of each run"));
  }

  /** The batches above that number, in order. */
  public List<Batch> after(long seq) {
    List<Batch> batches = new ArrayList<>();
    for (String key : keysAfter(seq)) {
      try {
        batches.add(read(key));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read manifest " + key, e);
      }
    }
    return batches;
  }

  /**
   * Stores a body before the batch that will name it.
   *
   * @return its key
   */
  public String storeBody(String fetchId, int page, Path body) throws IOException {
    String key = "raw/%s/bodies/%s/%d.body".formatted(feed, fetchId, page);
    store.create(key, body);
    return key;
  }

  /**
   * Lands a batch under the next free number.
   *
   * @param batch what to land under a number; asked again with the next one when somebody else was
   *     faster
   */
  public Batch append(Numbered batch) throws IOException {
    long seq = head() + 1;
    for (int races = 0; races < MAX_RACES; races++, seq++) {
      Batch next = batch.under(seq);
      if (store.create(manifest(seq), MANIFESTS.writeValueAsBytes(next))) {
        return next;
      }
      Optional<Batch> winner = find(seq);
      if (winner.isPresent() && winner.get().fetchId().equals(next.fetchId())) {
        return winner.get();
      }
    }
    throw new FirnException(
        Fault.CONFLICT,
        "%d other writers were faster at landing into %s".formatted(MAX_RACES, feed),
        "try again");
  }

  private List<String> keysAfter(long seq) {
    String log = "raw/%s/log/".formatted(feed);
    try {
      return store.list(log, seq == 0 ? "" : manifest(seq));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + log, e);
    }
  }

  private Batch read(String key) throws IOException {
    byte[] bytes = store.read(key);
    try {
      return MANIFESTS.readValue(bytes, Batch.class);
    } catch (JsonProcessingException e) {
      throw new FirnException(
          Fault.INTERNAL,
          "manifest %s is damaged: %s".formatted(key, e.getOriginalMessage()),
          "restore this object from a backup of the raw log; nothing was changed",
          e);
    }
  }

  private String manifest(long seq) {
    return "raw/%s/log/%010d.json".formatted(feed, seq);
  }

  private static long seq(String key) {
    int start = key.lastIndexOf('/') + 1;
    return Long.parseLong(key, start, key.length() - ".json".length(), 10);
  }
}
