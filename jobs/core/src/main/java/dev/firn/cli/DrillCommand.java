package dev.firn.cli;

import dev.firn.drill.Drill;
import dev.firn.drill.DrillOptions;
import dev.firn.drill.DrillReport;
import dev.firn.lake.Lake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "drill",
    description = {
      "Rehearse going back on a copy of a table, beside production.",
      "",
      "Looks whether the recovery window holds: what main has shown since is there, with its files.",
      "Then lets a bad run through on the copy, rolls it back, compares, undoes, rolls back again,",
      "and makes the rows anew from raw. Says how long each took. Production is read in the version",
      "that it has when the drill begins, and nothing of it is written or deleted; runs may go on.",
      "The copy is metadata alone: data files are read where they are. It is removed at the end.",
      ""
    },
    footer = {
      "",
      "Ends with exit code 3 if something does not hold. What a drill that was killed has left is",
      "removed by the first one a day later.",
      "",
      "Examples:",
      "  firn drill                       every table",
      "  firn drill earthquakes           one table",
      "  firn drill orders --no-replay --files 10000",
      "                                   a large one: without reading all of raw again, and with",
      "                                   more of its files looked for"
    })
final class DrillCommand extends LakeCommand {

  private static final int FILES = 1_000;

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "Tables to rehearse on (default: all).")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--files",
      paramLabel = "N",
      converter = Typed.HowMany.class,
      description =
          "Files of the window to look for at most; of more, others each time (default: 1000).")
  private Integer files;

  @Option(names = "--no-replay", description = "Do not make the rows anew from all of raw.")
  private boolean noReplay;

  DrillCommand(Shared shared) {
    super(shared);
  }

  private record Result(List<DrillReport> tables, List<Failure> errors) {}

  @Override
  public Integer call() {
    DrillOptions drill = new DrillOptions(files == null ? FILES : files, !noReplay);
    List<DrillReport> reports = new ArrayList<>();
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openLake(shared());
        KeptEngines engines = new KeptEngines(shared().engines())) {
      for (CommonOptions.Contracted one : options().tables(shared(), tables)) {
        rehearse(attempts, lake, engines, one, drill).ifPresent(reports::add);
      }
      // Before Spark is stopped, which takes a while and is nothing to wait for.
      print(reports, attempts);
    }
    return attempts.exitCode(
        reports.stream().mapToInt(report -> report.outcome().exitCode()).max().orElse(0));
  }

  private Optional<DrillReport> rehearse(
      Attempts attempts,
      Lake lake,
      KeptEngines engines,
      CommonOptions.Contracted one,
      DrillOptions drill) {
    String name = one.table().name();
    try (Patience patience =
        new Patience(shared().terminal().err(), "firn drill %s: ".formatted(name))) {
      Optional<DrillReport> report =
          attempts.at(
              List.of(name),
              () ->
                  new Drill(lake, engines, shared().clock(), one.contract(), one.table(), drill)
                      .execute());
      patience.stop();
      return report;
    }
  }

  private void print(List<DrillReport> reports, Attempts attempts) {
    options()
        .print(
            shared(),
            new Result(reports, attempts.failures()),
            out -> {
              reports.forEach(
                  report -> new DrillText(report, shared().width(), options()).print(out));
              out.flush();
              attempts.print();
            });
  }
}
