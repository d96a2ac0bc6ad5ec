package dev.firn.lake;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * A metadata file that is cut off, up to where it ends. Iceberg's catalogs read one again and
 * again, for a minute and a half, before they say that it is no JSON; that it is not there they
 * believe.
 */
final class CutOff extends SeekableInputStream {

  private static final int END = 16;

  private final SeekableInputStream file;
  private final String location;

  CutOff(SeekableInputStream file, String location) {
    this.file = file;
    this.location = location;
  }

  /** By its last characters, which is all that tells quickly. */
  static boolean endsLikeJson(Path file) {
    try (RandomAccessFile json = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(json.length(), END)];
      json.seek(json.length() - end.length);
      json.readFully(end);
      return new String(end, StandardCharsets.UTF_8).strip().endsWith("}");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private int read(int read) {
    if (read < 0) {
      throw new NotFoundException("%s is damaged: it is no whole JSON", location);
    }
    return read;
  }

  @Override
  public int read() throws IOException {
    return read(file.read());
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    return read(file.read(bytes, from, length));
  }

  @Override
  public long getPos() throws IOException {
    return file.getPos();
  }

  @Override
  public void seek(long position) throws IOException {
    file.seek(position);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
