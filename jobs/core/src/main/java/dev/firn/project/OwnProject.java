package dev.firn.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Firn's own contracts, which every lake has: run records as tables. */
public final class OwnProject {

  private static final List<String> FILES =
      List.of(
          "schemas/operations.odcs.yaml",
          "quality-checks/ops_runs.dqdl",
          "quality-checks/ops_checks.dqdl");

  private OwnProject() {}

  /** As files, which go away with the process. */
  public static Path folder() {
    try {
      Path folder = ProjectFolder.newCopy();
      for (String file : FILES) {
        try (InputStream in = OwnProject.class.getResourceAsStream("own/" + file)) {
          ProjectFolder.write(folder, file, in.readAllBytes());
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write Firn's own contracts", e);
    }
  }
}
