package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;

/** Looks for secrets in a body while it streams by. */
final class EchoWatch {

  /** The bytes of each secret as characters, so that text search finds bytes. */
  private final List<String> secrets;

  private final int overlap;
  private String tail = "";
  private boolean found;

  EchoWatch(List<String> secrets) {
    this.secrets =
        secrets.stream().map(secret -> new String(secret.getBytes(UTF_8), ISO_8859_1)).toList();
    this.overlap = this.secrets.stream().mapToInt(String::length).max().orElse(1) - 1;
  }

  void see(ByteBuffer bytes) {
    if (found || secrets.isEmpty()) {
      return;
    }
    String text = tail + ISO_8859_1.decode(bytes);
    found = secrets.stream().anyMatch(text::contains);
    tail = text.substring(Math.max(0, text.length() - overlap));
  }

  boolean found() {
    return found;
  }
}
