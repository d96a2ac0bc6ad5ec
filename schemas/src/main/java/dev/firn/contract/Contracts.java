package dev.firn.contract;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data contracts of a project: every {@code schemas/*.odcs.yaml}.
 *
 * <p>Paths in contracts and problems are relative to the project.
 */
public final class Contracts {

  private static final String FOLDER = "schemas";
  private static final String ENDING = ".odcs.yaml";

  private final Path project;

  public Contracts(Path project) {
    this.project = requireNonNull(project, "project").toAbsolutePath().normalize();
  }

  /**
   * Reads and checks all of them, in the order of their names.
   *
   * @throws ContractException with every problem of every file
   */
  public List<Contract> readAll() {
    ContractReader reader = new ContractReader(project);
    List<Contract> contracts = new ArrayList<>();
    List<Problem> found = new ArrayList<>();
    for (Path file : files()) {
      Problems problems = new Problems(project.relativize(file));
      if (file.toString().endsWith(ENDING)) {
        reader.read(project.relativize(file), bytes(file), problems).ifPresent(contracts::add);
      } else {
        problems.add(Element.ROOT, "a contract's name ends in " + ENDING, "rename the file");
      }
      found.addAll(problems.list());
    }
    if (contracts.isEmpty() && found.isEmpty()) {
      found.add(
          new Problem(Path.of(FOLDER), 0, "", "no contract here", "write one: <table>" + ENDING));
    }
    if (!found.isEmpty()) {
      throw new ContractException(found);
    }
    return List.copyOf(contracts);
  }

  /** What a contract of this project says to readers. */
  public Notes notes(Contract contract) {
    Problems problems = new Problems(contract.file());
    return new YamlReader(problems)
        .read(bytes(project.resolve(contract.file())))
        .map(Notes::of)
        .orElseThrow(() -> new ContractException(problems.list()));
  }

  /** Every YAML file, so that a contract with a slip in its name is not passed over. */
  private List<Path> files() {
    try (Stream<Path> files = Files.list(project.resolve(FOLDER))) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .sorted(comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
