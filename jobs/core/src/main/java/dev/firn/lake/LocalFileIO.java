package dev.firn.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Files of this machine without Hadoop, which takes longer to load than Firn's short commands take
 * in all, and starts a process for every file that it creates.
 */
public final class LocalFileIO implements SupportsPrefixOperations {

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

  /**
   * As an object store does it, whose names are text: what is in the folder that the prefix names,
   * up to its last slash, and begins like it.
   */
  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    Path path = path(prefix);
    Path folder = prefix.endsWith("/") ? path : path.getParent();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> prefix.endsWith("/") || file.toString().startsWith(path.toString()))
          .flatMap(file -> info(file, prefix.startsWith("file:")).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + prefix, e);
    }
  }

  private static Optional<FileInfo> info(Path file, boolean asUri) {
    try {
      return Optional.of(
          new FileInfo(
              asUri ? file.toUri().toString() : file.toString(),
              Files.size(file),
              Files.getLastModifiedTime(file).toMillis()));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // It has been deleted meanwhile.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + file, e);
    }
  }

  @Override
  public void deletePrefix(String prefix) {
    listPrefix(prefix).forEach(file -> deleteFile(file.location()));
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
      return location.endsWith(".metadata.json")
              && file.exists()
              && !CutOff.endsLikeJson(path(location))
          ? new CutOff(file.newStream(), location)
          : file.newStream();
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
