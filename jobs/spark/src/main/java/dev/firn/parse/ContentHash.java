package dev.firn.parse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/**
 * A digest of a row's content: the named values that are not null, so that a column added later,
 * and null so far, changes nothing about the rows there are.
 */
final class ContentHash {

  private static final int BYTES = 16;

  private final MessageDigest sha256;

  ContentHash() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void add(String name, Object value) {
    if (value != null) {
      text(name);
      value(value);
    }
  }

  /** The first 128 bits; then it starts anew. */
  byte[] value() {
    return Arrays.copyOf(sha256.digest(), BYTES);
  }

  private void value(Object value) {
    if (value instanceof Row row) {
      sha256.update((byte) '{');
      for (int i = 0; i < row.size(); i++) {
        item(row.get(i));
      }
      sha256.update((byte) '}');
    } else if (value instanceof Object[] items) {
      sha256.update((byte) '[');
      for (Object item : items) {
        item(item);
      }
      sha256.update((byte) ']');
    } else {
      text(value.toString());
    }
  }

  private void item(Object value) {
    if (value == null) {
      sha256.update((byte) '0');
    } else {
      sha256.update((byte) '1');
      value(value);
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int shift = 24; shift >= 0; shift -= 8) {
      sha256.update((byte) (bytes.length >> shift));
    }
    sha256.update(bytes);
  }
}
