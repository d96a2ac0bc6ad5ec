package dev.firn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.contract.ContractException;
import dev.firn.contract.Problem;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that makes a message and an exit code of a failure. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof ParameterException usage) {
      return handleParseException(usage, parsed.originalArgs().toArray(String[]::new));
    }
    CommonOptions options = ((LakeCommand) command.getCommand()).options();
    boolean json = options.json();
    boolean verbose = options.verbose();
    if (failure instanceof FirnException firn) {
      tell(firn.fault(), firn.getMessage(), firn.next().orElse(null), json);
      trace(failure, verbose);
      return firn.fault().exitCode();
    }
    if (failure instanceof ContractException contracts) {
      contracts(contracts.problems(), json);
      trace(failure, verbose);
      return Fault.USAGE.exitCode();
    }
    String what =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    tell(
        Fault.INTERNAL,
        "something went wrong inside Firn: " + what.lines().findFirst().orElse(""),
        verbose ? null : "the same command with --verbose shows where",
        json);
    trace(failure, verbose);
    return Fault.INTERNAL.exitCode();
  }

  /** For what is no exception: a broken installation, or no memory left. */
  int broken(Error error, boolean verbose) {
    String next =
        error instanceof OutOfMemoryError
            ? "give it more: FIRN_JAVA_OPTS=-Xmx4g"
            : "build it anew: ./mvnw -DskipTests clean package";
    tell(Fault.INTERNAL, "Firn cannot go on: " + error, next, false);
    trace(error, verbose);
    return Fault.INTERNAL.exitCode();
  }

  private void trace(Throwable failure, boolean verbose) {
    if (verbose) {
      failure.printStackTrace(terminal.err());
    }
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = terminal.err();
    err.println("firn: " + failure.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
      command.usage(err);
    }
    err.flush();
    return Fault.USAGE.exitCode();
  }

  private void tell(Fault fault, String message, String next, boolean json) {
    if (json) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("fault", fault.name());
      error.put("exitCode", fault.exitCode());
      error.put("message", message);
      if (next != null) {
        error.put("next", next);
      }
      printJson(Map.of("error", error));
      return;
    }
    terminal.err().println("firn: " + message);
    if (next != null) {
      terminal.err().println("next: " + next);
    }
    terminal.err().flush();
  }

  private void contracts(List<Problem> problems, boolean json) {
    if (json) {
      List<Map<String, Object>> all = new ArrayList<>();
      for (Problem problem : problems) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("file", problem.file().toString());
        one.put("line", problem.line());
        one.put("pointer", problem.pointer());
        one.put("message", problem.message());
        one.put("remedy", problem.remedy());
        all.add(one);
      }
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("fault", Fault.USAGE.name());
      error.put("exitCode", Fault.USAGE.exitCode());
      error.put("message", "the contracts cannot be used");
      error.put("problems", all);
      printJson(Map.of("error", error));
      return;
    }
    PrintWriter err = terminal.err();
    for (Problem problem : problems) {
      String place =
          problem.line() == 0 ? problem.file().toString() : problem.file() + ":" + problem.line();
      err.println(
          place
              + ": "
              + problem.message()
              + (problem.remedy() == null ? "" : " (" + problem.remedy() + ")"));
    }
    err.println(
        "firn: %d %s in the contracts"
            .formatted(problems.size(), problems.size() == 1 ? "problem" : "problems"));
    err.flush();
  }

  private void printJson(Object value) {
    try {
      terminal
          .out()
          .println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    terminal.out().flush();
  }
}
