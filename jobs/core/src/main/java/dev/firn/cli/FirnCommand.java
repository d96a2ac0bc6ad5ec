package dev.firn.cli;

import dev.firn.run.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code firn} by itself: says what there is. */
@Command(
    name = "firn",
    mixinStandardHelpOptions = true,
    versionProvider = FirnCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "HTTP feeds as audited Apache Iceberg tables that can go back to any good state.",
    footer = {
      "",
      "Exit codes:",
      "  0  done, or nothing to do",
      "  1  Firn failed",
      "  2  the command line, the configuration or a contract is wrong",
      "  3  an audit failed, the table is held, or a drill found what does not hold; main is untouched",
      "  4  somebody else was faster, or AWS was not well; try the same command again",
      "  5  the third party failed",
      "  6  firn doctor found something that somebody should mend",
      "",
      "firn COMMAND --help says more. New here? firn demo takes a minute and no network."
    })
final class FirnCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new NoCommandException(spec.commandLine());
  }

  /** Nothing but {@code firn} was typed. */
  static final class NoCommandException extends CommandLine.ParameterException {
    private static final long serialVersionUID = 1L;

    NoCommandException(CommandLine command) {
      super(command, "which command?");
    }
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"firn " + Program.version()};
    }
  }
}
