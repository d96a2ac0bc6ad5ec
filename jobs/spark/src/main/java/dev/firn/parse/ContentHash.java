package dev.firn.parse;

import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/**
 * A digest of a row's content: the named values that are not null, so that a column or a member
 * added later, and null so far, changes nothing about the rows there are.
 */
final class ContentHash {

  private static final int BYTES = 16;

  private final MessageDigest sha256;

  /** Digests like long inputs better than many short ones. */
  private final ByteArrayOutputStream content = new ByteArrayOutputStream(1 << 10);

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
    byte[] digest = sha256.digest(content.toByteArray());
    content.reset();
    return Arrays.copyOf(digest, BYTES);
  }

  private void value(Object value, ColumnType type) {
    if (type instanceof ColumnType.Struct struct) {
      Row row = (Row) value;
      content.write('{');
      for (int i = 0; i < row.size(); i++) {
        Column member = struct.members().get(i);
        add(member.name(), row.get(i), member.type());
      }
      content.write('}');
    } else if (type instanceof ColumnType.MapOf map) {
      map((scala.collection.Map<?, ?>) value, map);
    } else if (type instanceof ColumnType.ListOf list) {
      content.write('[');
      for (Object item : (Object[]) value) {
        nullable(item, list.items());
      }
      content.write(']');
    } else if (type == ColumnType.Primitive.BINARY) {
      bytes((byte[]) value);
    } else {
      text(value.toString());
    }
  }

  /** Objects have no order, and neither have maps. */
  private void map(scala.collection.Map<?, ?> value, ColumnType.MapOf type) {
    Map<String, Object> sorted = new TreeMap<>();
    JavaConverters.mapAsJavaMap(value).forEach((name, one) -> sorted.put((String) name, one));
    content.write('<');
    sorted.forEach(
        (name, one) -> {
          text(name);
          nullable(one, type.values());
        });
    content.write('>');
  }

  private void nullable(Object value, ColumnType type) {
    content.write(value == null ? '0' : '1');
    if (value != null) {
      value(value, type);
    }
  }

  private void text(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] bytes) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      content.write(bytes.length >> shift);
    }
    content.writeBytes(bytes);
  }
}
