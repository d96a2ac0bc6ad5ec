package dev.firn.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.firn.doctor.Doctor;
import dev.firn.doctor.Finding;
import dev.firn.doctor.Finding.Severity;
import dev.firn.doctor.LostRuns;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.run.Workbench;
import dev.firn.table.PointerRepair;
import dev.firn.table.RepairPointer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = {
      "Everything that is wrong with tables, or will be, each with the command that mends it.",
      "",
      "ERROR    something is lost or wrong, or going back would not work",
      "WARNING  it will be, or costs, if nobody does anything",
      "NOTE     good to know",
      "",
      "Looks at the catalog's pointer, the size of the metadata, what keeps the recovery window,",
      "leftover branches, small files, the raw log, batches that nobody merges, the contract,",
      "commits of others, folders that tables share, and names. That takes a second a table and",
      "never starts Spark. With --deep also at keys, at every file that a point in the window",
      "needs, at orphans, at the bytes of the raw log, and whether the table is what its raw log",
      "makes of it; that starts Spark, and reads the table and all that has landed.",
      "",
      "Changes nothing, but for --repair: that puts a table whose metadata is lost on the newest",
      "metadata that loads, and deletes nothing. Who types it at a terminal is asked.",
      ""
    },
    footer = {
      "",
      "Exit code 6 when there are warnings or errors, 0 when there are only notes.",
      "",
      "Examples:",
      "  firn doctor                 every table of the project",
      "  firn doctor earthquakes --deep",
      "  firn doctor earthquakes --repair --dry-run"
    })
final class DoctorCommand extends LakeCommand {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "Tables to look at (default: all).")
  private List<String> tables = new ArrayList<>();

  @Option(names = "--deep", description = "Look at rows and files, too.")
  private boolean deep;

  @Option(
      names = "--repair",
      description = "Put these tables on metadata that loads, where theirs does not.")
  private boolean repair;

  @Option(names = "--dry-run", description = "Of --repair: show what would happen.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Of --repair: do not ask.")
  private boolean yes;

  DoctorCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param table its name
   * @param findings the worst first
   */
  record Examined(String table, List<Finding> findings) {}

  private record Result(boolean deep, List<Examined> tables) {}

  @Override
  public Integer call() {
    if (!repair && (dryRun || yes)) {
      throw new ParameterException(spec.commandLine(), "--dry-run and --yes belong to --repair");
    }
    if (repair) {
      return repair();
    }
    List<CommonOptions.Contracted> wanted = options().tables(shared(), tables);
    List<Examined> examined = new ArrayList<>();
    try (Lake lake = options().openLake(shared());
        Workbench bench =
            new Workbench(lake, shared().engines(), shared().progress(), shared().clock());
        Doctor doctor = deep ? Doctor.deep(bench) : Doctor.light(lake, shared().clock())) {
      for (CommonOptions.Contracted one : wanted) {
        examined.add(new Examined(one.table().name(), doctor.examine(one.contract(), one.table())));
      }
    }
    options()
        .print(
            shared(),
            new Result(deep, examined),
            out -> new DoctorText(options()).print(out, examined));
    boolean well =
        examined.stream()
            .flatMap(table -> table.findings().stream())
            .allMatch(finding -> finding.severity() == Severity.NOTE);
    return well ? 0 : Fault.FINDINGS.exitCode();
  }

  /**
   * @param repair of the pointer
   * @param lostRuns that published what the table then forgets
   */
  record Repaired(@JsonUnwrapped PointerRepair repair, List<String> lostRuns) {}

  private record Repairs(boolean dryRun, List<Repaired> tables, List<Failure> errors) {}

  private int repair() {
    if (tables.isEmpty() || deep) {
      throw new FirnException(
          Fault.USAGE,
          deep ? "--repair and --deep exclude each other" : "no table is named",
          options().again("firn doctor") + " says which table's metadata does not load");
    }
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    List<Repaired> done = new ArrayList<>();
    try (Lake lake = options().openLake(shared())) {
      for (String table : tables) {
        attempts.at(List.of(table), () -> plan(lake, table)).ifPresent(done::add);
      }
      if (!dryRun && isAgreed(done)) {
        done.removeIf(
            one ->
                one.repair().isNeeded()
                    && attempts
                        .at(List.of(one.repair().table()), () -> execute(lake, one))
                        .isEmpty());
      } else if (!dryRun) {
        return attempts.exitCode(0);
      }
    }
    options()
        .print(
            shared(),
            new Repairs(dryRun, done, attempts.failures()),
            out -> {
              done.forEach(one -> new RepairText(one, dryRun, options()).print(out));
              out.flush();
              attempts.print();
            });
    return attempts.exitCode(0);
  }

  private static Repaired plan(Lake lake, String table) {
    PointerRepair plan = new RepairPointer(lake, table).plan();
    return new Repaired(plan, plan.isNeeded() ? LostRuns.of(lake, table, plan.to()) : List.of());
  }

  private static Repaired execute(Lake lake, Repaired planned) {
    new RepairPointer(lake, planned.repair().table()).execute(planned.repair());
    return planned;
  }

  /** The person at the terminal, if there is one, has seen the plan and wants it. */
  private boolean isAgreed(List<Repaired> plans) {
    Optional<Terminal.Person> somebody = shared().terminal().somebody();
    boolean moves = plans.stream().anyMatch(one -> one.repair().isNeeded());
    if (somebody.isEmpty() || yes || options().json() || !moves) {
      return true;
    }
    PrintWriter out = shared().terminal().out();
    plans.forEach(one -> new RepairText(one, true, options()).printPlan(out));
    out.flush();
    String answer = somebody.get().answer("Repair? [y/N] ");
    if (answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      return true;
    }
    out.println("nothing was changed");
    out.flush();
    return false;
  }
}
