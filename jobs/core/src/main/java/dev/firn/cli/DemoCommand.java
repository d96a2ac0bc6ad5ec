package dev.firn.cli;

import dev.firn.demo.Demo;
import dev.firn.demo.thirdparty.QuakeService;
import dev.firn.demo.thirdparty.Scenario;
import dev.firn.lake.LocalLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "The tour: a third party that misbehaves, and what Firn does about it.",
      "",
      "The third party is embedded and needs no network. An audit stops what it poisons; one bad",
      "batch is let through and rolled back. The lake stays, to look at and to try commands on.",
      ""
    })
final class DemoCommand extends LakeCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "demo-lake",
      description =
          "For the tour's project and lake; replaces an earlier tour (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--hours",
      paramLabel = "N",
      converter = Typed.HowMany.class,
      defaultValue = "11",
      description = "Simulated hours, 11 at most (default: ${DEFAULT-VALUE}).")
  private int hours;

  DemoCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() throws IOException {
    if (options().json()) {
      throw new ParameterException(spec.commandLine(), "the tour is for people and has no JSON");
    }
    if (options().namesPlaces()) {
      throw new ParameterException(
          spec.commandLine(), "the tour has a project and a lake of its own; --folder says where");
    }
    Scenario told = Scenario.demo();
    Scenario today =
        new Scenario(
            told.seed(),
            shared()
                .clock()
                .instant()
                .truncatedTo(ChronoUnit.HOURS)
                .minus(told.hours().size(), ChronoUnit.HOURS),
            told.hours());
    try (QuakeService thirdParty = new QuakeService(today);
        SharedEngine engine =
            new SharedEngine(shared().engines(), () -> LocalLake.open(folder.resolve("lake")))) {
      Terminal terminal = shared().terminal();
      Cli cli = new Cli(terminal.out(), terminal.err(), environment(), shared().clock(), engine);
      new Demo(terminal.out(), folder, cli::execute, thirdParty).play(hours);
    }
    return 0;
  }

  /** The tour's commands find its project as people's do: without naming it every time. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(shared().environment());
    environment.put("FIRN_PROJECT", folder.toString());
    environment.put("FIRN_LAKE", folder.resolve("lake").toString());
    return environment;
  }
}
