package dev.firn.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;

/**
 * A digest of JSON values as a multiset: the same values in another order have the same digest. Two
 * values count as the same only if they are spelled alike but for white space, so equal digests
 * mean equal content.
 */
public final class Fingerprint {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private final MessageDigest sha256;
  private BigInteger sum = BigInteger.ZERO;
  private long count;

  public Fingerprint() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public void add(JsonNode value) {
    update(value);
    sum = sum.add(new BigInteger(1, sha256.digest())).mod(MODULUS);
    count++;
  }

  public long count() {
    return count;
  }

  /** Hexadecimal. */
  public String value() {
    sha256.update(sum.toByteArray());
    sha256.update(Long.toString(count).getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(sha256.digest());
  }

  private void update(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        sha256.update((byte) '{');
        for (Iterator<Map.Entry<String, JsonNode>> members = value.fields(); members.hasNext(); ) {
          Map.Entry<String, JsonNode> member = members.next();
          text(member.getKey());
          update(member.getValue());
        }
        sha256.update((byte) '}');
      }
      case ARRAY -> {
        sha256.update((byte) '[');
        value.forEach(this::update);
        sha256.update((byte) ']');
      }
      case STRING -> {
        sha256.update((byte) '"');
        text(value.textValue());
      }
      default -> {
        sha256.update((byte) '=');
        text(value.asText());
      }
    }
  }

  /** Its length and its characters as they are: no charset can tell all of JSON's texts apart. */
  private void text(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * text.length());
    bytes.putInt(text.length());
    bytes.asCharBuffer().put(text);
    sha256.update(bytes.rewind());
  }
}
