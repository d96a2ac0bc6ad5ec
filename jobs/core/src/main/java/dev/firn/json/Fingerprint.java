package dev.firn.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
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

  /** Of one value: digests like long inputs better than many short ones. */
  private final ByteArrayOutputStream content = new ByteArrayOutputStream(1 << 10);

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
    sum = sum.add(new BigInteger(1, sha256.digest(content.toByteArray()))).mod(MODULUS);
    content.reset();
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
        content.write('{');
        for (Iterator<Map.Entry<String, JsonNode>> members = value.fields(); members.hasNext(); ) {
          Map.Entry<String, JsonNode> member = members.next();
          text(member.getKey());
          update(member.getValue());
        }
        content.write('}');
      }
      case ARRAY -> {
        content.write('[');
        value.forEach(this::update);
        content.write(']');
      }
      case STRING -> {
        content.write('"');
        text(value.textValue());
      }
      default -> {
        content.write('=');
        text(value.asText());
      }
    }
  }

  /** Its length and what it says; half characters, which UTF-8 cannot tell, in UTF-16. */
  private void text(String text) {
    if (LoneSurrogates.in(text)) {
      number(-text.length());
      text.chars()
          .forEach(
              unit -> {
                content.write(unit >> Byte.SIZE);
                content.write(unit);
              });
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      number(bytes.length);
      content.writeBytes(bytes);
    }
  }

  private void number(int number) {
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      content.write(number >> shift);
    }
  }
}
