package dev.firn.raw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.store.WriteOnceStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;

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

  private static final Duration CLOCKS_APART = Duration.ofDays(1);

  /** A batch that waits for its number. */
  @FunctionalInterface
  public interface Numbered {

    /** The batch as it is under that number; the log up to it is final. */
    Batch under(long seq) throws IOException;
  }

  private final WriteOnceStore store;
  private final String feed;

  /** A batch never changes. */
  private final Map<Long, Batch> read = new ConcurrentHashMap<>();

  /** The greatest number that was seen. */
  private final LongAccumulator highest = new LongAccumulator(Math::max, 0);

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

  /**
   * Number of the last batch; 0 when there is none. Looks at numbers far ahead first, so that the
   * end of a long log is found in a few requests.
   */
  public long head() {
    int page = store.pageSize();
    long seen = highest.get();
    List<String> keys = keysAfter(seen, page);
    seen = last(keys, seen);
    if (keys.size() < page) {
      return seen;
    }
    long step = page;
    for (; reaches(seen + step); step *= 2) {
      seen += step;
    }
    for (; step >= page; step /= 2) {
      if (reaches(seen + step)) {
        seen += step;
      }
    }
    return last(keysAfter(seen, Integer.MAX_VALUE), seen);
  }

  private static long last(List<String> keys, long otherwise) {
    return keys.isEmpty() ? otherwise : seq(keys.get(keys.size() - 1));
  }

  private boolean reaches(long seq) {
    return !keysAfter(seq - 1, 1).isEmpty();
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
    for (String key : keysAfter(seq, Integer.MAX_VALUE)) {
      try {
        batches.add(read(key));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read manifest " + key, e);
      }
    }
    return batches;
  }

  /**
   * The batch of a fetch that stored a body, if it got as far as its manifest. Costs next to
   * nothing for a fetch that is new.
   *
   * @param began when the fetch did, by some clock: batches that landed a day before are not it
   */
  public Optional<Batch> landed(String fetchId, Instant began) throws IOException {
    if (!store.list(bodies(fetchId), "").isEmpty()) {
      Instant longBefore = began.minus(CLOCKS_APART);
      for (long seq = head(); seq > 0; seq--) {
        Batch batch = get(seq);
        if (batch.fetchId().equals(fetchId)) {
          return Optional.of(batch);
        }
        if (Instant.parse(batch.landedAt()).isBefore(longBefore)) {
          break;
        }
      }
    }
    return Optional.empty();
  }

  /** The fetch that asked this last and kept pages, whether it has landed since or not. */
  public Optional<Underway> underway(String question) throws IOException {
    List<String> keys = store.list(underways(question), "");
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    String key = keys.get(keys.size() - 1);
    try {
      return Optional.of(MANIFESTS.readValue(store.read(key), Underway.class))
          .filter(underway -> underway.question().equals(question));
    } catch (JsonProcessingException e) {
      throw damaged(key, e.getOriginalMessage(), e);
    }
  }

  /** Whoever else keeps as many pages of that fetch keeps the same. */
  public void keep(Underway underway) throws IOException {
    store.create(
        underways(underway.question())
            + String.format(
                Locale.ROOT, "%s-%06d.json", underway.fetchId(), underway.pages().size()),
        MANIFESTS.writeValueAsBytes(underway));
  }

  private String underways(String question) {
    return "raw/%s/underway/%s/"
        .formatted(feed, UUID.nameUUIDFromBytes(question.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Stores a body before the batch that will name it. One that this fetch left before it was killed
   * is taken if it has the same bytes, and left alone if it has others.
   *
   * @return its key
   */
  public String storeBody(String fetchId, int page, Path body) throws IOException {
    String key = bodies(fetchId) + page + ".body";
    for (int other = 1; !store.create(key, body) && !isBody(key, body); other++) {
      key = bodies(fetchId) + page + "-" + other + ".body";
    }
    return key;
  }

  /**
   * @param body a key that a manifest names
   */
  public InputStream open(String body) throws IOException {
    return store.open(body);
  }

  private boolean isBody(String key, Path body) throws IOException {
    try (InputStream stored = store.open(key);
        InputStream wanted = new BufferedInputStream(Files.newInputStream(body), 1 << 16)) {
      for (int one = stored.read(); one == wanted.read(); one = stored.read()) {
        if (one < 0) {
          return true;
        }
      }
      return false;
    }
  }

  private String bodies(String fetchId) {
    return bodies() + fetchId + "/";
  }

  /** Where the bodies of all fetches are. */
  String bodies() {
    return "raw/" + feed + "/bodies/";
  }

  /**
   * Lands a batch under the next free number. A fetch that has just landed is given its batch
   * again.
   *
   * @param batch what to land under a number; asked again with the next one when somebody else was
   *     faster
   */
  public Batch append(Numbered batch) throws IOException {
    long seq = head() + 1;
    Optional<Batch> last = seq == 1 ? Optional.empty() : find(seq - 1);
    for (int races = 0; races < MAX_RACES; races++, seq++) {
      Batch next = batch.under(seq);
      if (last.isPresent() && last.get().fetchId().equals(next.fetchId())) {
        return last.get();
      }
      if (store.create(manifest(seq), MANIFESTS.writeValueAsBytes(next))) {
        return next;
      }
      last = find(seq);
      if (last.isPresent() && last.get().fetchId().equals(next.fetchId())) {
        return last.get();
      }
    }
    throw new FirnException(
        Fault.CONFLICT,
        "%d other writers were faster at landing into %s".formatted(MAX_RACES, feed),
        "try again");
  }

  private List<String> keysAfter(long seq, int limit) {
    String log = manifests();
    try {
      return store.list(log, seq == 0 ? "" : manifest(seq), limit);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + log, e);
    }
  }

  private Batch read(String key) throws IOException {
    Batch known = read.get(seq(key));
    if (known != null) {
      return known;
    }
    byte[] bytes = store.read(key);
    Batch batch;
    try {
      batch = MANIFESTS.readValue(bytes, Batch.class);
    } catch (JsonProcessingException e) {
      throw damaged(key, e.getOriginalMessage(), e);
    }
    if (batch == null || batch.seq() != seq(key)) {
      throw damaged(key, batch == null ? "it is null" : "it is of batch " + batch.seq(), null);
    }
    read.put(batch.seq(), batch);
    highest.accumulate(batch.seq());
    return batch;
  }

  private static FirnException damaged(String key, String how, Exception cause) {
    return new FirnException(
        Fault.INTERNAL,
        "manifest %s is damaged: %s".formatted(key, how),
        "restore this object from a backup of the raw log; nothing was changed",
        cause);
  }

  /** Where all manifests are. */
  String manifests() {
    return "raw/" + feed + "/log/";
  }

  /** The key of a batch's manifest. */
  String manifest(long seq) {
    return manifests() + String.format(Locale.ROOT, "%010d.json", seq);
  }

  private static long seq(String key) {
    int start = key.lastIndexOf('/') + 1;
    return Long.parseLong(key, start, key.length() - ".json".length(), 10);
  }
}
