package dev.firn.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that does not exist yet: counted, hashed, cut off at a limit, forced to disk. */
final class ScratchFile {

  private static final Logger log = LoggerFactory.getLogger(ScratchFile.class);

  private final Path file;
  private final long limit;
  private final EchoWatch echo;
  private final MessageDigest sha256 = sha256();
  private long bytes;
  private FileChannel channel;

  ScratchFile(Path file, long limit, EchoWatch echo) {
    this.file = file;
    this.limit = limit;
    this.echo = echo;
  }

  /**
   * @param announced bytes that are to come; -1 when unknown
   */
  void create(long announced) throws TooLargeException, NotWrittenException {
    if (announced > limit) {
      throw new TooLargeException(announced);
    }
    try {
      Files.createDirectories(file.getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new NotWrittenException(e);
    }
  }

  /** Takes all that remains in the buffer. */
  void write(ByteBuffer buffer) throws TooLargeException, NotWrittenException {
    bytes += buffer.remaining();
    if (bytes > limit) {
      throw new TooLargeException(-1);
    }
    sha256.update(buffer.duplicate());
    echo.see(buffer.duplicate());
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new NotWrittenException(e);
    }
  }

  Payload.Stored finish() throws NotWrittenException {
    try {
      channel.force(true);
      channel.close();
      return new Payload.Stored(file, bytes, HexFormat.of().formatHex(sha256.digest()));
    } catch (IOException e) {
      throw new NotWrittenException(e);
    }
  }

  long bytes() {
    return bytes;
  }

  /** Leaves nothing behind, whatever has become of it. */
  void remove() {
    try {
      if (channel != null) {
        channel.close();
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      log.warn("cannot remove {}, the remainder of a failed attempt", file, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The disk failed, not the third party. */
  static final class NotWrittenException extends IOException {

    NotWrittenException(IOException cause) {
      super(cause);
    }
  }

  /** The body is over the limit. */
  static final class TooLargeException extends IOException {

    private final long announced;

    TooLargeException(long announced) {
      super("body too large");
      this.announced = announced;
    }

    /** Content-Length; -1 when the limit was reached while reading. */
    long announced() {
      return announced;
    }
  }
}
