package dev.firn.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project of its own for a test, with the earthquakes contract and its rulesets. */
final class ProjectFolder {

  static final Path REAL = Path.of(System.getProperty("firn.root", ".."));

  private static final List<String> FILES =
      List.of(
          "schemas/earthquakes.odcs.yaml",
          "quality-checks/earthquakes.dqdl",
          "quality-checks/earthquakes.watch.dqdl");

  private final Path folder;

  ProjectFolder(Path folder) throws IOException {
    this.folder = folder;
    for (String file : FILES) {
      write(file, Files.readString(REAL.resolve(file)));
    }
  }

  void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  void delete(String file) throws IOException {
    Files.delete(folder.resolve(file));
  }

  String earthquakes() throws IOException {
    return Files.readString(folder.resolve(FILES.get(0)));
  }

  /** Replaces whole lines, which must be there once, in the earthquakes contract. */
  ProjectFolder edit(String lines, String others) throws IOException {
    String text = "\n" + earthquakes();
    String old = "\n" + lines + (lines.isEmpty() ? "" : "\n");
    int at = text.indexOf(old);
    if (at < 0 || text.indexOf(old, at + 1) >= 0) {
      throw new IllegalArgumentException("not once in the contract: " + lines);
    }
    String edited = text.substring(0, at + 1) + others + text.substring(at + old.length());
    write(FILES.get(0), edited.substring(1));
    return this;
  }

  List<Contract> read() {
    return new Contracts(folder).readAll();
  }

  /** One line a problem: {@code line: message | remedy}. */
  List<String> problems() {
    return found().stream().map(ProjectFolder::line).toList();
  }

  /** With the file's name, for tests with several. */
  List<String> problemsWithFile() {
    return found().stream().map(problem -> problem.file() + ":" + line(problem)).toList();
  }

  private List<Problem> found() {
    try {
      read();
      return List.of();
    } catch (ContractException e) {
      return e.problems();
    }
  }

  private static String line(Problem problem) {
    String remedy = problem.remedy() == null ? "" : " | " + problem.remedy();
    return problem.line() + ": " + problem.message() + remedy;
  }
}
