package dev.firn.cli;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.contract.Notes;
import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.lake.LakeAddress;
import dev.firn.project.OwnProject;
import dev.firn.project.ProjectFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options of every command, and what they open. */
final class CommonOptions {

  /** How results are written. */
  enum Output {
    TEXT,
    JSON
  }

  @Option(
      names = "--project",
      order = 100,
      paramLabel = "PROJECT",
      description =
          "Where schemas/ and quality-checks/ are: a folder, or s3://BUCKET/PREFIX (default: $FIRN_PROJECT, or here).")
  private String project;

  @Option(
      names = "--lake",
      order = 101,
      paramLabel = "LAKE",
      description =
          "The lake: a folder, or glue:DATABASE on AWS (default: $FIRN_LAKE, or lake in the project).")
  private String lake;

  @Option(
      names = "--output",
      order = 102,
      paramLabel = "FORMAT",
      converter = Typed.Format.class,
      defaultValue = "text",
      description = "text for people, json for machines (default: text).")
  private Output output;

  @Option(
      names = "--verbose",
      order = 103,
      description = "Show stack traces, and what the libraries log.")
  private boolean verbose;

  private Path projectFolder;

  /** The project as files; what is on S3 is fetched once a command. */
  private Path project(Shared shared) {
    if (projectFolder == null) {
      projectFolder = ProjectFolder.of(projectAddress(shared));
    }
    return projectFolder;
  }

  private LakeAddress address(Shared shared) {
    if (lake != null) {
      return LakeAddress.of(lake);
    }
    String configured = shared.environment().getOrDefault("FIRN_LAKE", "");
    if (!configured.isBlank()) {
      return LakeAddress.of(configured);
    }
    if (ProjectFolder.isCopied(projectAddress(shared))) {
      throw new FirnException(
          Fault.USAGE,
          "the project is on S3, and no lake is named",
          "name it with --lake glue:DATABASE, or set FIRN_LAKE");
    }
    return new LakeAddress.Folder(project(shared).resolve("lake"));
  }

  private String projectAddress(Shared shared) {
    return project != null ? project : shared.environment().getOrDefault("FIRN_PROJECT", "");
  }

  /** For commands that fill it: creates the lake if there is none. */
  Lake openOrCreateLake(Shared shared) {
    return address(shared).open();
  }

  /**
   * @throws FirnException if something else stands where the lake is to be
   */
  boolean hasLake(Shared shared) {
    return address(shared).exists();
  }

  /**
   * For commands that look and decide.
   *
   * @throws FirnException if there is no lake
   */
  Lake openLake(Shared shared) {
    LakeAddress address = address(shared);
    if (!address.exists()) {
      throw new FirnException(
          Fault.USAGE,
          "there is no lake in " + address,
          again("firn run") + " creates it; --lake names another");
    }
    return address.open();
  }

  /** A command as it has to be typed to mean the same project and lake again. */
  String again(String command) {
    return command
        + (project == null ? "" : " --project " + quoted(project))
        + (lake == null ? "" : " --lake " + quoted(lake));
  }

  /** An argument as a shell takes it. */
  static String quoted(String text) {
    return text.matches("[\\w/.:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** Whether project or lake were typed. */
  boolean namesPlaces() {
    return project != null || lake != null;
  }

  boolean json() {
    return output == Output.JSON;
  }

  boolean verbose() {
    return verbose;
  }

  /** Writes a result: itself as JSON, or its text. */
  void print(Shared shared, Object result, Consumer<PrintWriter> text) {
    PrintWriter out = shared.terminal().out();
    if (json()) {
      JsonText.print(out, result);
    } else {
      text.accept(out);
      out.flush();
    }
  }

  /**
   * @throws dev.firn.contract.ContractException if one of them is wrong
   */
  List<Contract> contracts(Shared shared) {
    return inProject(shared).readAll();
  }

  /** What a contract of the project, or one of Firn's own, says to readers. */
  Notes notes(Shared shared, Contract contract) {
    boolean own = contracts(shared).stream().noneMatch(one -> one.id().equals(contract.id()));
    return (own ? new Contracts(OwnProject.folder()) : inProject(shared)).notes(contract);
  }

  private Contracts inProject(Shared shared) {
    Path folder = project(shared).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder.resolve("schemas"))) {
      throw new FirnException(
          Fault.USAGE,
          "there is no folder schemas in " + folder,
          "go to the project's folder, or name it with --project");
    }
    return new Contracts(folder);
  }

  /** A table with the contract it belongs to. */
  record Contracted(Contract contract, TableContract table) {

    boolean is(String name) {
      return table.name().equals(name);
    }
  }

  /**
   * The tables of that name, in the contracts' order; all of the project's when no name is given.
   * Firn's own have to be named.
   */
  List<Contracted> tables(Shared shared, List<String> names) {
    List<Contracted> all = new ArrayList<>();
    for (Contract contract : contracts(shared)) {
      contract.tables().forEach(table -> all.add(new Contracted(contract, table)));
    }
    if (names.stream().anyMatch(name -> all.stream().noneMatch(one -> one.is(name)))) {
      for (Contract own : new Contracts(OwnProject.folder()).readAll()) {
        own.tables().stream()
            .filter(table -> names.contains(table.name()))
            .forEach(table -> all.add(new Contracted(own, table)));
      }
    }
    for (String name : names) {
      if (all.stream().noneMatch(one -> one.table().name().equals(name))) {
        throw new FirnException(
            Fault.USAGE,
            "no contract has a table %s; there are: %s"
                .formatted(
                    name,
                    all.stream().map(one -> one.table().name()).collect(Collectors.joining(", "))),
            again("firn status") + " lists them");
      }
    }
    return names.isEmpty()
        ? all
        : all.stream().filter(one -> names.contains(one.table().name())).toList();
  }

  /** The table of that name. */
  Contracted table(Shared shared, String name) {
    return tables(shared, List.of(name)).get(0);
  }
}
