package dev.firn.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder. An object appears by a hard link to a finished file, which fails if the name is taken.
 */
public final class LocalStore implements WriteOnceStore {

  private static final long serialVersionUID = 1L;
  private static final String UNFINISHED = ".unfinished-";

  private final String root;

  public LocalStore(Path root) {
    this.root = root.toAbsolutePath().normalize().toString();
  }

  @Override
  public boolean create(String key, byte[] content) throws IOException {
    Path target = path(key);
    Files.createDirectories(target.getParent());
    Path unfinished = Files.createTempFile(target.getParent(), UNFINISHED, "");
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      return link(target, unfinished);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public boolean create(String key, Path content) throws IOException {
    Path target = path(key);
    Files.createDirectories(target.getParent());
    Path unfinished = Files.createTempFile(target.getParent(), UNFINISHED, "");
    try {
      try (FileChannel from = FileChannel.open(content, StandardOpenOption.READ);
          FileChannel to = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        long size = from.size();
        for (long position = 0; position < size; ) {
          position += from.transferTo(position, size - position, to);
        }
        to.force(true);
      }
      return link(target, unfinished);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static boolean link(Path target, Path finished) throws IOException {
    try {
      Files.createLink(target, finished);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    return new BufferedInputStream(Files.newInputStream(path(key)), 1 << 16);
  }

  @Override
  public List<String> list(String prefix, String after) throws IOException {
    Path folder = path(prefix);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith(UNFINISHED))
          .map(file -> prefix + folder.relativize(file).toString().replace('\\', '/'))
          .filter(key -> key.compareTo(after) > 0)
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private Path path(String key) {
    Path rootPath = Path.of(root);
    Path path = rootPath.resolve(key).normalize();
    if (key.isEmpty() || !path.startsWith(rootPath)) {
      throw new IllegalArgumentException("not a key of this store: '" + key + "'");
    }
    return path;
  }

  @Override
  public String toString() {
    return root;
  }
}
