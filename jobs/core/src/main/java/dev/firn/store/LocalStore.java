package dev.firn.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A folder. An object appears by a hard link to a finished file, which fails if the name is taken.
 */
public final class LocalStore implements WriteOnceStore {

  private static final long serialVersionUID = 1L;
  private static final String UNFINISHED = ".unfinished-";
  private static final String BEHIND_ALL_BELOW = "/\uffff";

  private final String root;

  public LocalStore(Path root) {
    this.root = root.toAbsolutePath().normalize().toString();
  }

  @Override
  public boolean create(String key, byte[] content) throws IOException {
    return create(
        key,
        to -> {
          ByteBuffer bytes = ByteBuffer.wrap(content);
          while (bytes.hasRemaining()) {
            to.write(bytes);
          }
        });
  }

  @Override
  public boolean create(String key, Path content) throws IOException {
    return create(
        key,
        to -> {
          try (FileChannel from = FileChannel.open(content, StandardOpenOption.READ)) {
            long size = from.size();
            for (long position = 0; position < size; ) {
              position += from.transferTo(position, size - position, to);
            }
          }
        });
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private boolean create(String key, Content content) throws IOException {
    Path target = path(key);
    Path folder = target.getParent();
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(UNFINISHED + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      return link(target, unfinished);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static boolean link(Path target, Path finished) throws IOException {
    try {
      Files.createLink(target, finished);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    keepName(target.getParent());
    return true;
  }

  /** A name is safe from a power cut only when its folder is; Windows cannot and need not. */
  private static void keepName(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    return new BufferedInputStream(Files.newInputStream(path(key)), 1 << 16);
  }

  @Override
  public List<String> list(String prefix, String after, int limit) throws IOException {
    List<String> keys = new ArrayList<>();
    collect(Path.of(root).resolve(Keys.checkedPrefix(prefix)), prefix, after, keys);
    Collections.sort(keys);
    return keys.subList(0, Math.min(limit, keys.size()));
  }

  @Override
  public NavigableMap<String, Long> sizes(String prefix, String after) throws IOException {
    NavigableMap<String, Long> sizes = new TreeMap<>();
    for (String key : list(prefix, after)) {
      sizes.put(key, Files.size(path(key)));
    }
    return sizes;
  }

  /** Looks no closer at what is named before {@code after}: logs are long, and their ends asked. */
  private static void collect(Path folder, String prefix, String after, List<String> keys)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        String key = prefix + name;
        if (name.startsWith(UNFINISHED) || (key + BEHIND_ALL_BELOW).compareTo(after) <= 0) {
          continue;
        }
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          collect(entry, key + '/', after, keys);
        } else if (key.compareTo(after) > 0) {
          keys.add(key);
        }
      }
    } catch (NoSuchFileException e) {
      return; // Nothing has been written there yet.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private Path path(String key) {
    return Path.of(root).resolve(Keys.checked(key));
  }

  @Override
  public String toString() {
    return root;
  }
}
