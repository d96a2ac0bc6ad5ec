package dev.firn.cli;

import dev.firn.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where failures end: as text on stderr or JSON on stdout, and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final Terminal terminal;
  private final boolean json;
  private final boolean verbose;

  /**
   * @param args as typed: they say how to tell a failure even when they cannot be understood
   */
  Failures(Terminal terminal, List<String> args) {
    this.terminal = terminal;
    this.json = asksForJson(args);
    this.verbose = args.contains("--verbose");
  }

  private static boolean asksForJson(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).equalsIgnoreCase("--output=json")
          || (args.get(i).equals("--output")
              && i + 1 < args.size()
              && args.get(i + 1).equalsIgnoreCase("json"))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof ParameterException usage) {
      return handleParseException(usage, new String[0]);
    }
    return tell(Failure.of(failure, verbose), failure);
  }

  int broken(Error error) {
    return tell(Failure.broken(error), error);
  }

  private int tell(Failure failure, Throwable thrown) {
    if (json) {
      JsonText.print(terminal.out(), Map.of("error", failure));
    } else {
      failure.print(terminal.err());
    }
    if (verbose) {
      thrown.printStackTrace(terminal.err());
      terminal.err().flush();
    }
    return failure.exitCode();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    if (!json && failure instanceof FirnCommand.NoCommandException) {
      command.usage(terminal.err());
    }
    return tell(Failure.of(Fault.USAGE, message(failure), next(failure)), failure);
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String arg = unmatched.getUnmatched().get(0);
      if (unmatched.isUnknownOption()) {
        return "there is no option " + arg;
      }
      return failure.getCommandLine().getSubcommands().isEmpty()
          ? "one argument too many: " + arg
          : "there is no command " + arg;
    }
    if (failure instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().stream()
          .map(arg -> (arg.isOption() ? "--" + name(arg) + " " : "") + arg.paramLabel())
          .collect(Collectors.joining(", ", "missing: ", ""));
    }
    return failure
        .getMessage()
        .replaceFirst("^Invalid value for option '(--\\S+)'[^:]*: ", "$1: ")
        .replaceFirst(
            "^Invalid value for positional parameter at index \\S+ \\((\\S+)\\)[^:]*: ", "$1: ");
  }

  private static String name(CommandLine.Model.ArgSpec arg) {
    return ((CommandLine.Model.OptionSpec) arg).longestName().substring("--".length());
  }

  private static String next(ParameterException failure) {
    String typed = failure.getCommandLine().getCommandSpec().qualifiedName();
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      String nearest = unmatched.getSuggestions().get(0);
      return "did you mean %s? %s --help lists them all"
          .formatted(unmatched.isUnknownOption() ? nearest : typed + " " + nearest, typed);
    }
    return typed + " --help";
  }
}
