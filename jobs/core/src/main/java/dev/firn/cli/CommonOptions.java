package dev.firn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.lake.LocalLake;
import java.io.PrintWriter;
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
      paramLabel = "DIR",
      description =
          "Folder that holds schemas/ and quality-checks/ (default: $FIRN_PROJECT, or the current folder).")
  private Path project;

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      description = "Folder of the local lake (default: $FIRN_LAKE, or lake in the project).")
  private Path lake;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}: text for people, json for machines (default: text).")
  private Output output;

  @Option(names = "--verbose", description = "Show what the libraries log, and stack traces.")
  private boolean verbose;

  Path project(Shared shared) {
    if (project != null) {
      return project;
    }
    return Path.of(shared.environment().getOrDefault("FIRN_PROJECT", ""));
  }

  Path lakeFolder(Shared shared) {
    if (lake != null) {
      return lake;
    }
    String configured = shared.environment().get("FIRN_LAKE");
    return configured != null ? Path.of(configured) : project(shared).resolve("lake");
  }

  Lake openLake(Shared shared) {
    return LocalLake.open(lakeFolder(shared));
  }

  boolean json() {
    return output == Output.JSON;
  }

  boolean verbose() {
    return verbose;
  }

  /** Writes a result: the record as JSON, or its text. */
  void print(Shared shared, Object result, Consumer<PrintWriter> text) {
    PrintWriter out = shared.terminal().out();
    if (json()) {
      try {
        out.println(
            JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(result));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    } else {
      text.accept(out);
    }
    out.flush();
  }

  /**
   * @throws dev.firn.contract.ContractException if one of them is wrong
   */
  List<Contract> contracts(Shared shared) {
    List<Contract> contracts = new Contracts(project(shared)).readAll();
    if (contracts.isEmpty()) {
      throw new FirnException(
          Fault.USAGE,
          "there is no contract in %s"
              .formatted(project(shared).resolve("schemas").toAbsolutePath().normalize()),
          "go to the project's folder, or name it with --project");
    }
    return contracts;
  }

  /** A table with the contract it belongs to. */
  record Contracted(Contract contract, TableContract table) {}

  /** The tables of that name, in the contracts' order; all of them when no name is given. */
  List<Contracted> tables(Shared shared, List<String> names) {
    List<Contracted> all = new ArrayList<>();
    for (Contract contract : contracts(shared)) {
      contract.tables().forEach(table -> all.add(new Contracted(contract, table)));
    }
    for (String name : names) {
      if (all.stream().noneMatch(one -> one.table().name().equals(name))) {
        throw new FirnException(
            Fault.USAGE,
            "no contract has a table %s; there are: %s"
                .formatted(
                    name,
                    all.stream().map(one -> one.table().name()).collect(Collectors.joining(", "))),
            "firn status lists the tables");
      }
    }
    return names.isEmpty()
        ? all
        : all.stream().filter(one -> names.contains(one.table().name())).toList();
  }

  Contracted table(Shared shared, String name) {
    return tables(shared, List.of(name)).get(0);
  }
}
