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
      "Exit codes: 0 done or nothing to do, 1 internal error, 2 usage or configuration,",
      "3 audit failed or table held (main untouched), 4 conflict, try again, 5 the third party failed.",
      "",
      "New here? firn demo takes a minute and needs no network."
    })
final class FirnCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"firn " + Program.version()};
    }
  }
}
