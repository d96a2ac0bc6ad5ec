package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.run.Maintain;
import dev.firn.run.Workbench;
import dev.firn.table.LakeTable;
import dev.firn.table.Upkeep;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "maintain",
    description = {
      "Keep tables small and fast, and every point of the recovery window.",
      "",
      "Four steps, of each table and the one with its rejected records; what needs nothing commits",
      "nothing:",
      "  compact     writes small files, and those with many deletes, as few; starts Spark if so",
      "  manifests   writes many small manifests as few",
      "  expire      lets go of snapshots and branches that are older than the recovery window",
      "  orphans     deletes old files in the table's folder that no snapshot knows",
      "",
      "Runs, readers and Athena go on meanwhile; a run that merges at the same time merges again. A",
      "table that waits for somebody's decision keeps its main where it is. The raw log is never",
      "touched. Who types it at a terminal is shown what would be deleted, and asked.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn maintain --dry-run",
      "  firn maintain earthquakes --only compact,expire",
      "  firn maintain --only orphans --older-than 14d"
    })
final class MaintainCommand extends LakeCommand {

  private static final int SHOWN = 10;

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "The tables (default: all of the project, but for Firn's own).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "STEP",
      split = ",",
      converter = Typed.UpkeepStep.class,
      description = "These steps only: compact, manifests, expire, orphans.")
  private List<Upkeep.Step> only = new ArrayList<>();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Typed.Age.class,
      description =
          "Orphans are older than this, such as 36h or 14d; 24h at least, for a running job's files look like orphans (default: 3d, or the recovery window if that is longer).")
  private Duration age;

  @Option(names = "--dry-run", description = "Show what would happen; change nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  MaintainCommand(Shared shared) {
    super(shared);
  }

  /** A table with what is done for it. */
  private record Maintained(Maintain maintain, LakeTable table) {}

  private record Result(boolean dryRun, List<TableUpkeep> tables, List<Failure> errors) {}

  @Override
  public Integer call() {
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    List<TableUpkeep> done = new ArrayList<>();
    try (Lake lake = options().openLake(shared());
        Workbench bench =
            new Workbench(lake, shared().engines(), shared().progress(), shared().clock())) {
      List<Maintained> tables = new ArrayList<>();
      for (CommonOptions.Contracted one : options().tables(shared(), names)) {
        attempts
            .at(List.of(one.table().name()), () -> tables(bench, one))
            .ifPresent(tables::addAll);
      }
      if (dryRun) {
        done.addAll(each(tables, attempts, true));
      } else if (isAgreed(tables)) {
        done.addAll(each(tables, attempts, false));
      } else {
        return 0;
      }
      // Before Spark is stopped, which takes a while and is nothing to wait for.
      print(done, attempts);
    }
    return attempts.exitCode(done.stream().mapToInt(TableUpkeep::exitCode).max().orElse(0));
  }

  private List<Maintained> tables(Workbench bench, CommonOptions.Contracted one) {
    Maintain maintain = new Maintain(bench, one.table(), age);
    List<LakeTable> tables = maintain.tables();
    if (tables.isEmpty() && !names.isEmpty()) {
      new LakeTable(bench.lake(), one.table().name()).load();
    }
    return tables.stream().map(table -> new Maintained(maintain, table)).toList();
  }

  private Set<Upkeep.Step> steps() {
    return only.isEmpty() ? EnumSet.allOf(Upkeep.Step.class) : EnumSet.copyOf(only);
  }

  private List<TableUpkeep> each(List<Maintained> tables, Attempts attempts, boolean planOnly) {
    List<TableUpkeep> done = new ArrayList<>();
    for (Maintained one : tables) {
      List<Upkeep> steps = new ArrayList<>();
      for (Upkeep.Step step : steps()) {
        attempts
            .at(
                List.of(one.table().name()),
                () ->
                    planOnly
                        ? one.maintain().plan(one.table(), step)
                        : one.maintain().execute(one.table(), step))
            .ifPresent(steps::add);
      }
      done.add(new TableUpkeep(one.table().name(), steps));
    }
    return done;
  }

  /** The person at the terminal, if there is one, has seen what is deleted and wants it. */
  private boolean isAgreed(List<Maintained> tables) {
    Optional<Terminal.Person> somebody = shared().terminal().somebody();
    if (somebody.isEmpty() || yes || options().json()) {
      return true;
    }
    Attempts looking = new Attempts(shared().terminal().err(), options().verbose());
    List<TableUpkeep> plan = each(tables, looking, true);
    if (plan.stream().flatMap(one -> one.steps().stream()).noneMatch(Upkeep::deletes)) {
      return true;
    }
    PrintWriter out = shared().terminal().out();
    plan.forEach(one -> print(out, one));
    out.flush();
    String answer = somebody.get().answer("Delete this for good? [y/N] ");
    if (answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      return true;
    }
    out.println("nothing was changed");
    out.flush();
    return false;
  }

  private void print(List<TableUpkeep> done, Attempts attempts) {
    options()
        .print(
            shared(),
            new Result(dryRun, done, attempts.failures()),
            out -> {
              done.forEach(one -> print(out, one));
              out.flush();
              attempts.print();
            });
  }

  private void print(PrintWriter out, TableUpkeep one) {
    out.println(one.table());
    for (Upkeep step : one.steps()) {
      out.printf("  %-9s  %s%n", step.step(), sentence(step));
      int shown = options().verbose() ? Integer.MAX_VALUE : SHOWN;
      step.removes().stream()
          .limit(shown)
          .forEach(removed -> out.println("             - " + removed));
      if (step.removes().size() > shown) {
        out.printf(
            "             and %d more; --verbose shows them all%n", step.removes().size() - shown);
      }
    }
  }

  private static String sentence(Upkeep step) {
    String how =
        switch (step.outcome()) {
          case DONE -> "";
          case PLANNED -> "would be: ";
          case NOTHING -> "nothing: ";
          case WAITS -> "waits: ";
          case CONFLICT -> "gave way: ";
        };
    boolean changed = step.outcome() == Upkeep.Outcome.DONE;
    String sizes =
        step.after() == null || step.before() == null || step.before().equals(step.after())
            ? ""
            : "; files %,d -> %,d, bytes %,d -> %,d"
                .formatted(
                    step.before().files(),
                    step.after().files(),
                    step.before().bytes(),
                    step.after().bytes());
    return how
        + step.what()
        + sizes
        + (changed ? String.format(Locale.ROOT, "; %.1f s", step.seconds()) : "");
  }
}
