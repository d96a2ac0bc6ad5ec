package dev.firn.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Files of this machine without Hadoop, which takes longer to load than Firn's short commands take
 * in all, and starts a process for every file that it creates.
 */
public final class LocalFileIO implements FileIO {

  private static final long serialVersionUID = 1L;

  @Override
  public InputFile newInputFile(String location) {
    return new LocatedInput(org.apache.iceberg.Files.localInput(path(location).toFile()), location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    Path path = path(location);
    try {
      Files.createDirectories(path.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the folder of " + location, e);
    }
    return new LocatedOutput(org.apache.iceberg.Files.localOutput(path.toFile()), location);
  }

  @Override
  public void deleteFile(String location) {
    try {
      Files.delete(path(location));
    } catch (NoSuchFileException e) {
      // Deleting is asked for again after a failure half-way.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + location, e);
    }
  }

  private static Path path(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
  }

  /** Keeps the URI that metadata names: Iceberg compares locations as text. */
  private record LocatedInput(InputFile file, String location) implements InputFile {
    @Override
    public long getLength() {
      return file.getLength();
    }

    @Override
    public org.apache.iceberg.io.SeekableInputStream newStream() {
      return file.newStream();
    }

    @Override
    public boolean exists() {
      return file.exists();
    }
  }

  private record LocatedOutput(OutputFile file, String location) implements OutputFile {
    @Override
    public org.apache.iceberg.io.PositionOutputStream create() {
      return file.create();
    }

    @Override
    public org.apache.iceberg.io.PositionOutputStream createOrOverwrite() {
      return file.createOrOverwrite();
    }

    @Override
    public InputFile toInputFile() {
      return new LocatedInput(file.toInputFile(), location);
    }
  }
}
