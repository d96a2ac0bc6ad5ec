package dev.firn.cli;

import dev.firn.demo.Demo;
import dev.firn.demo.thirdparty.QuakeService;
import dev.firn.demo.thirdparty.Scenario;
import dev.firn.lake.LocalLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = {
      "The tour: an embedded third party that misbehaves like the real ones, an audit that stops poison,",
      "a bad batch let through and rolled back. No network; leaves a lake to look at."
    })
final class DemoCommand extends LakeCommand {

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "demo-lake",
      description = "Where the demo's project and lake go; an earlier demo there is replaced (default: demo-lake).")
  private Path folder;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "11",
      description = "Simulated hours, 11 at most (default: 11).")
  private int hours;

  DemoCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() throws IOException {
    Scenario told = Scenario.demo();
    Scenario today =
        new Scenario(
            told.seed(),
            shared().clock().instant().truncatedTo(ChronoUnit.HOURS).minus(told.hours().size(), ChronoUnit.HOURS),
            told.hours());
    try (QuakeService thirdParty = new QuakeService(today);
        SharedEngine engine = new SharedEngine(shared().engines(), () -> LocalLake.open(folder.resolve("lake")))) {
      Terminal terminal = shared().terminal();
      Cli cli = new Cli(terminal.out(), terminal.err(), shared().environment(), shared().clock(), engine);
      new Demo(terminal.out(), folder, args -> cli.execute(inDemo(args)), thirdParty).play(hours);
    }
    return 0;
  }

  private String[] inDemo(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--project");
    all.add(folder.toString());
    all.add("--lake");
    all.add(folder.resolve("lake").toString());
    return all.toArray(String[]::new);
  }
}
