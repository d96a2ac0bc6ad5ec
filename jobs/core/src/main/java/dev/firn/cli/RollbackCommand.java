package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.raw.RawLog;
import dev.firn.run.Deciding;
import dev.firn.table.GoingBack;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.Rollback;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rollback",
    description = {
      "Put main back on what it showed before, in one commit.",
      "",
      "Rows, schema and applied position go back together; no data is moved, and Spark is not",
      "started. It happens at once: --dry-run shows it beforehand, and firn undo takes it back.",
      "The batches taken out wait for a decision, unless --exclude or --merge-again makes it.",
      "Of several tables each goes back by itself; one that fails does not keep the others.",
      ""
    },
    footer = {
      "",
      "A POINT is one of",
      "  before:RUN              what main showed before that run",
      "  RUN                     what that run published",
      "  a snapshot id, a tag, a branch",
      "  2025-09-01T10:00:00Z    what main showed at that time; fits several tables",
      "",
      "Examples:",
      "  firn rollback earthquakes --to before:20250901t100000_k3v9q --dry-run",
      "  firn rollback earthquakes --to before:20250901t100000_k3v9q --exclude 7",
      "  firn rollback orders customers --to 2025-09-01T10:00:00Z"
    })
final class RollbackCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", arity = "1..*", description = "Tables to put back.")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "POINT",
      required = true,
      description = "Where to: a run, snapshot, tag, branch or time; see below.")
  private String to;

  @Option(
      names = "--exclude",
      paramLabel = "BATCH",
      split = ",",
      converter = Typed.Batch.class,
      description = "Leave these batches out for good; the next run merges the others again.")
  private List<Long> exclude = new ArrayList<>();

  @Option(
      names = "--merge-again",
      description = "Let the next run merge again all that this takes out.")
  private boolean mergeAgain;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      converter = Typed.Reason.class,
      defaultValue = "rolled back",
      description = "Why; it is stored (default: ${DEFAULT-VALUE}).")
  private String reason;

  @Option(names = "--dry-run", description = "Show what would happen; change nothing.")
  private boolean dryRun;

  RollbackCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param dryRun whether it is a plan only
   * @param tables those that went back, or would
   * @param errors of the others
   */
  private record Result(boolean dryRun, List<GoingBack> tables, List<Failure> errors) {}

  @Override
  public Integer call() {
    List<CommonOptions.Contracted> wanted = options().tables(shared(), tables);
    if (!exclude.isEmpty()
        && wanted.stream().map(one -> one.contract().id()).distinct().count() > 1) {
      throw new FirnException(
          Fault.USAGE,
          "--exclude names batches of one feed, and these tables have several",
          "roll them back one by one, or without --exclude");
    }
    List<GoingBack> results = new ArrayList<>();
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openLake(shared())) {
      for (CommonOptions.Contracted one : wanted) {
        attempts.at(List.of(one.table().name()), () -> goBack(lake, one)).ifPresent(results::add);
      }
      if (!dryRun) {
        Telling telling = new Telling(lake, shared().terminal().err());
        results.forEach(result -> telling.wentBack("rolled_back", result));
      }
    }
    options()
        .print(
            shared(),
            new Result(dryRun, results, attempts.failures()),
            out -> {
              results.forEach(result -> new GoingBackText(result, dryRun, options()).print(out));
              out.flush();
              attempts.print();
            });
    return attempts.exitCode(0);
  }

  private GoingBack goBack(Lake lake, CommonOptions.Contracted one) {
    RawLog log = new RawLog(lake.store(), one.contract().id());
    new Deciding(log).require(exclude);
    Rollback rollback =
        new Rollback(
                new LakeTable(lake, one.table().name()),
                new Point(to),
                one.table().recoveryWindow(),
                shared().clock())
            .excluding(new TreeSet<>(exclude))
            .because(reason);
    if (mergeAgain) {
      rollback.mergingAgain();
    }
    return dryRun ? rollback.plan() : rollback.execute();
  }
}
