package dev.firn.raw;

import static java.util.Objects.requireNonNull;

import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A raw log that goes on from a batch of another in a way of its own: what the other has landed up
 * to it is read there, and all that is written goes elsewhere. What the other lands later, and its
 * records of runs, are not seen.
 */
public final class ForkedStore implements WriteOnceStore {

  private static final long serialVersionUID = 1L;

  private final WriteOnceStore origin;
  private final WriteOnceStore own;
  private final String feed;
  private final String manifests;
  private final String last;

  /**
   * @param origin is only read
   * @param feed whose raw log it is
   * @param through the last batch of it that is seen
   * @param own where everything is written
   */
  public ForkedStore(WriteOnceStore origin, String feed, long through, WriteOnceStore own) {
    this.origin = requireNonNull(origin, "origin");
    this.own = requireNonNull(own, "own");
    RawLog log = new RawLog(origin, feed);
    this.feed = "raw/" + feed + "/";
    this.manifests = log.manifests();
    this.last = log.manifest(through);
  }

  private boolean isSeen(String key) {
    return key.startsWith(feed) && (!key.startsWith(manifests) || key.compareTo(last) <= 0);
  }

  @Override
  public boolean create(String key, byte[] content) throws IOException {
    return !isThere(key) && own.create(key, content);
  }

  @Override
  public boolean create(String key, Path content) throws IOException {
    return !isThere(key) && own.create(key, content);
  }

  private boolean isThere(String key) throws IOException {
    if (!isSeen(key)) {
      return false;
    }
    try {
      origin.open(key).close();
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    if (!isSeen(key)) {
      return own.open(key);
    }
    try {
      return origin.open(key);
    } catch (NoSuchFileException e) {
      return own.open(key);
    }
  }

  @Override
  public List<String> list(String prefix, String after, int limit) throws IOException {
    List<String> there = prefix.startsWith(feed) ? origin.list(prefix, after, limit) : List.of();
    return Stream.concat(
            there.stream().filter(this::isSeen), own.list(prefix, after, limit).stream())
        .sorted()
        .distinct()
        .limit(limit)
        .toList();
  }

  @Override
  public int pageSize() {
    return Math.min(origin.pageSize(), own.pageSize());
  }

  @Override
  public String toString() {
    return "%s up to %s, then %s".formatted(origin, last, own);
  }
}
