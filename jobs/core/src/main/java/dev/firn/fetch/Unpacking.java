package dev.firn.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * Makes the document out of a body that travelled encoded. The limit holds for the document, so
 * that a small body cannot fill a disk.
 *
 * @param document a file that does not exist yet
 */
record Unpacking(ContentCoding coding, ScratchFile document) {

  private static final int BUFFER = 1 << 16;

  /**
   * @param body as it came, whose file is replaced
   * @throws DamagedException if it is not what Content-Encoding says, or not all of it
   */
  Payload.Stored of(Payload.Stored body) throws IOException {
    // Some servers say gzip of nothing.
    if (coding == ContentCoding.IDENTITY || body.bytes() == 0) {
      return body;
    }
    boolean done = false;
    try (InputStream encoded = new BufferedInputStream(Files.newInputStream(body.file()), BUFFER)) {
      document.create(-1);
      unpack(encoded);
      Payload.Stored stored = document.finish();
      done = true;
      return stored;
    } finally {
      Files.deleteIfExists(body.file());
      if (!done) {
        document.remove();
      }
    }
  }

  private void unpack(InputStream encoded) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = coding.decode(encoded)) {
      for (int some = in.read(buffer); some >= 0; some = in.read(buffer)) {
        document.write(ByteBuffer.wrap(buffer, 0, some));
      }
    } catch (EOFException e) {
      throw new DamagedException(
          String.format(
              Locale.ROOT,
              "the %s body breaks off after %,d bytes of the document",
              coding,
              document.bytes()),
          e);
    } catch (ZipException e) {
      throw new DamagedException(
          "Content-Encoding says %s, and the body is none that can be read (%s)"
              .formatted(coding, e.getMessage()),
          e);
    }
  }

  /** The body is not what it says. */
  static final class DamagedException extends IOException {

    DamagedException(String message, IOException cause) {
      super(message, cause);
    }
  }
}
