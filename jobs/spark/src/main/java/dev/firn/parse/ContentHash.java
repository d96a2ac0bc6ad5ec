package dev.firn.parse;

import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/**
 * A digest of a row's content: the named values that are not null, so that a column or a member
 * added later, and null so far, changes nothing about the rows there are.
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

  void add(String name, Object value, ColumnType type) {
    if (value != null) {
      text(name);
      value(value, type);
    }
  }

  /** The first 128 bits; then it starts anew. */
  byte[] value() {
    return Arrays.copyOf(sha256.digest(), BYTES);
  }

  private void value(Object value, ColumnType type) {
    if (type instanceof ColumnType.Struct struct) {
      Row row = (Row) value;
      sha256.update((byte) '{');
      for (int i = 0; i < row.size(); i++) {
        Column member = struct.members().get(i);
        add(member.name(), row.get(i), member.type());
      }
      sha256.update((byte) '}');
    } else if (type instanceof ColumnType.ListOf list) {
      sha256.update((byte) '[');
      for (Object item : (Object[]) value) {
        sha256.update((byte) (item == null ? '0' : '1'));
        if (item != null) {
          value(item, list.items());
        }
      }
      sha256.update((byte) ']');
    } else if (type == ColumnType.Primitive.BINARY) {
      bytes((byte[]) value);
    } else {
      text(value.toString());
    }
  }

  private void text(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] bytes) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      sha256.update((byte) (bytes.length >> shift));
    }
    sha256.update(bytes);
  }
}
