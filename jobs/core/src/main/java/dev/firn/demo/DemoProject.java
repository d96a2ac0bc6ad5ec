package dev.firn.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A project folder whose contract points at the embedded third party. */
final class DemoProject {

  private static final List<String> FILES =
      List.of(
          "schemas/earthquakes.odcs.yaml",
          "quality-checks/earthquakes.dqdl",
          "quality-checks/earthquakes.watch.dqdl");
  private static final String OURS = ".firn-demo";

  private final Path folder;

  DemoProject(Path folder) {
    this.folder = folder;
  }

  /** Whether the folder is free, or holds an earlier demo and nothing else. */
  boolean mayBeReplaced() throws IOException {
    if (!Files.exists(folder) || Files.exists(folder.resolve(OURS))) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  /** Starts afresh. */
  void create(URI thirdParty) throws IOException {
    delete();
    Files.createDirectories(folder);
    Files.createFile(folder.resolve(OURS));
    for (String file : FILES) {
      Path target = folder.resolve(file);
      Files.createDirectories(target.getParent());
      String text = resource(file);
      Files.writeString(
          target, text.replaceFirst("location: https\\S+", "location: " + thirdParty));
    }
  }

  private static String resource(String file) throws IOException {
    try (InputStream in = DemoProject.class.getResourceAsStream("project/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
