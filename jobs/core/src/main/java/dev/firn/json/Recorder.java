package dev.firn.json;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that remembers what was read last, so that one may look around a place behind. */
final class Recorder extends FilterInputStream {

  private static final int RING = 1 << 15;

  /** What is read at once, so that what a parser has read ahead is in the ring. */
  private static final int MOST = 1 << 13;

  private final byte[] ring = new byte[RING];
  private long read;
  private ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long from;
  private long until;

  Recorder(InputStream in) {
    super(in);
  }

  /**
   * Keeps the bytes around an offset that has just been passed, in place of those kept before.
   *
   * @return the offset of the first byte kept
   */
  long keep(long offset, int before, int after) {
    from = Math.max(Math.max(0, offset - before), read - RING);
    until = offset + after;
    kept = new ByteArrayOutputStream();
    for (long at = from; at < Math.min(read, until); at++) {
      kept.write(ring[(int) (at % RING)]);
    }
    return from;
  }

  /** What is kept, read to its end. */
  byte[] kept() throws IOException {
    byte[] rest = new byte[MOST];
    while (read < until && read(rest, 0, rest.length) >= 0) {
      // Reading keeps.
    }
    return kept.toByteArray();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, Math.min(length, MOST));
    for (int i = 0; i < count; i++, read++) {
      ring[(int) (read % RING)] = bytes[offset + i];
      if (read < until) {
        kept.write(bytes[offset + i]);
      }
    }
    return count;
  }

  @Override
  public long skip(long count) {
    throw new UnsupportedOperationException("what is skipped cannot be remembered");
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
