package dev.firn.lake;

import dev.firn.store.LocalStore;
import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of a folder each. */
final class LocalScratch implements Scratch {

  private static final String OBJECTS = "objects";

  private static final String FOLDER = "folder";

  private final Path root;

  LocalScratch(Path root) {
    this.root = root;
  }

  @Override
  public List<String> names() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
  }

  @Override
  public String location(String name) {
    return path(name).toUri().toString().replaceAll("/+$", "");
  }

  @Override
  public WriteOnceStore store(String name) {
    return new LocalStore(path(name).resolve(OBJECTS));
  }

  @Override
  public Path folder(String name) {
    return path(name).resolve(FOLDER);
  }

  /** The root goes with the last name. */
  @Override
  public void remove(String name) {
    Path folder = path(name);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
    if (names().isEmpty()) {
      removeRoot();
    }
  }

  private void removeRoot() {
    try {
      Files.deleteIfExists(root);
    } catch (IOException e) {
      return; // Somebody has just come in.
    }
  }

  private Path path(String name) {
    return root.resolve(ScratchNames.checked(name));
  }
}
