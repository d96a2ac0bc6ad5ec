package dev.firn.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Objects that are written once and never again: the raw log and the run records.
 *
 * <p>Keys are relative, with {@code /} between their parts. Implementations are serialisable,
 * because the tasks that parse open bodies by themselves.
 */
public interface WriteOnceStore extends Serializable {

  /**
   * Creates an object, whole or not at all.
   *
   * @return false if the key exists already; it is then left as it was
   */
  boolean create(String key, byte[] content) throws IOException;

  /** As {@link #create(String, byte[])}, from a file that may be larger than memory. */
  boolean create(String key, Path content) throws IOException;

  /**
   * @throws java.nio.file.NoSuchFileException if there is no such object
   */
  InputStream open(String key) throws IOException;

  /**
   * The keys that start with the prefix and are greater than {@code after}, in ascending order.
   *
   * @param prefix ends with {@code /}
   * @param after a key, or the empty string for all
   * @param limit how many at most; positive
   */
  List<String> list(String prefix, String after, int limit) throws IOException;

  /** All of them, as {@link #list(String, String, int)}. */
  default List<String> list(String prefix, String after) throws IOException {
    return list(prefix, after, Integer.MAX_VALUE);
  }

  /** Lengths in bytes of the objects that {@link #list(String, String)} would name, by key. */
  default NavigableMap<String, Long> sizes(String prefix, String after) throws IOException {
    NavigableMap<String, Long> sizes = new TreeMap<>();
    for (String key : list(prefix, after)) {
      try (InputStream in = open(key)) {
        sizes.put(key, in.transferTo(OutputStream.nullOutputStream()));
      }
    }
    return sizes;
  }

  /** How many keys it lists at once; more of them take more requests. */
  default int pageSize() {
    return Integer.MAX_VALUE;
  }

  /** The whole object, for small ones. */
  default byte[] read(String key) throws IOException {
    try (InputStream in = open(key)) {
      return in.readAllBytes();
    }
  }
}
