package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.raw.RawLog;
import dev.firn.run.Deciding;
import dev.firn.run.JointRollback;
import dev.firn.table.GoingBack;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.ReadBack;
import dev.firn.table.Rollback;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rollback",
    description = {
      "Put main back on what it showed before, in one commit.",
      "",
      "Rows, schema and applied position go back together; no data is moved, and Spark is not",
      "started. Who types it at a terminal is shown the plan and asked; firn undo takes it back.",
      "The batches taken out wait for a decision, unless --exclude or --merge-again makes it.",
      "Partitioning, sort order and properties, which concern files to come, stay as they are.",
      "",
      "Each table goes back in one commit, and is looked at again afterwards. Several tables do not",
      "go together: until the last has gone, readers see some as they were. What is to happen is",
      "written down first, so the same command finishes what a killed one began. A table that fails",
      "does not keep the others.",
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

  @Mixin private SomeTables tables;

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

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  RollbackCommand(Shared shared) {
    super(shared);
  }

  /** A table that can go back. */
  private record Planned(LakeTable table, Rollback rollback, GoingBack plan) {

    GoingBack execute() {
      GoingBack done = rollback.execute();
      new ReadBack(table).verify(done);
      return done;
    }
  }

  @Override
  public Integer call() {
    List<CommonOptions.Contracted> wanted = tables.in(options(), shared());
    requireOneFeed(wanted);
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openLake(shared())) {
      Optional<JointRollback> begun = begun(lake, wanted);
      List<Planned> plans = new ArrayList<>();
      for (CommonOptions.Contracted one : wanted) {
        attempts
            .at(List.of(one.table().name()), () -> plan(lake, one, begun))
            .ifPresent(plans::add);
      }
      if (dryRun) {
        print(plans.stream().map(Planned::plan).toList(), attempts);
      } else if (isAgreed(plans)) {
        print(execute(lake, plans, begun, attempts), attempts);
      }
    }
    return attempts.exitCode(0);
  }

  private void requireOneFeed(List<CommonOptions.Contracted> wanted) {
    if (!exclude.isEmpty()
        && wanted.stream().map(one -> one.contract().id()).distinct().count() > 1) {
      throw new FirnException(
          Fault.USAGE,
          "--exclude names batches of one feed, and these tables have several",
          "roll them back one by one, or without --exclude");
    }
  }

  /** What a command like this one has begun and not ended. */
  private Optional<JointRollback> begun(Lake lake, List<CommonOptions.Contracted> wanted) {
    Optional<JointRollback> begun =
        wanted.size() == 1 || dryRun
            ? Optional.empty()
            : JointRollback.unfinished(
                lake.store(),
                shared().clock(),
                asked(),
                wanted.stream().map(one -> one.table().name()).toList());
    begun.ifPresent(
        plan ->
            shared()
                .terminal()
                .err()
                .printf("going on with the rollback that began at %s%n", plan.began()));
    return begun;
  }

  private JointRollback.Asked asked() {
    return new JointRollback.Asked(to, exclude, mergeAgain);
  }

  private Planned plan(Lake lake, CommonOptions.Contracted one, Optional<JointRollback> begun) {
    RawLog log = new RawLog(lake.store(), one.contract().id());
    new Deciding(log).require(exclude);
    LakeTable table = new LakeTable(lake, one.table().name());
    Optional<JointRollback.Way> way = begun.map(plan -> plan.tables().get(table.name()));
    Rollback rollback =
        new Rollback(
                table,
                new Point(way.map(known -> Long.toString(known.to())).orElse(to)),
                one.table().recoveryWindow(),
                shared().clock())
            .excluding(new TreeSet<>(exclude))
            .because(reason);
    if (mergeAgain) {
      rollback.mergingAgain();
    }
    way.ifPresent(known -> rollback.onlyFrom(known.from()));
    GoingBack plan = rollback.plan();
    return new Planned(table, way.isPresent() ? rollback : rollback.onlyFrom(plan.from()), plan);
  }

  /** The person at the terminal, if there is one, has seen the plan and wants it. */
  private boolean isAgreed(List<Planned> plans) {
    Optional<Terminal.Person> somebody = shared().terminal().somebody();
    boolean moves = plans.stream().anyMatch(one -> one.plan().from() != one.plan().to());
    if (somebody.isEmpty() || yes || options().json() || !moves) {
      return true;
    }
    PrintWriter out = shared().terminal().out();
    plans.forEach(one -> new GoingBackText(one.plan(), true, options()).printPlan(out));
    out.flush();
    String answer = somebody.get().answer("Go back? [y/N] ");
    if (answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      return true;
    }
    out.println("nothing was changed");
    out.flush();
    return false;
  }

  private List<GoingBack> execute(
      Lake lake, List<Planned> plans, Optional<JointRollback> begun, Attempts attempts) {
    Optional<JointRollback> joint =
        begun.isPresent() || plans.size() < 2 ? begun : Optional.of(begin(lake, plans));
    List<GoingBack> results = new ArrayList<>();
    plans.forEach(
        one -> attempts.at(List.of(one.table().name()), one::execute).ifPresent(results::add));
    joint.ifPresent(plan -> plan.end(lake.store()));
    Telling telling = new Telling(lake, shared().terminal().err());
    results.forEach(result -> telling.wentBack("rolled_back", result));
    return results;
  }

  private JointRollback begin(Lake lake, List<Planned> plans) {
    Map<String, JointRollback.Way> ways = new TreeMap<>();
    plans.forEach(
        one ->
            ways.put(
                one.table().name(), new JointRollback.Way(one.plan().from(), one.plan().to())));
    return JointRollback.begin(lake.store(), shared().clock(), asked(), ways);
  }

  private void print(List<GoingBack> results, Attempts attempts) {
    options()
        .print(
            shared(),
            new GoneBack(dryRun, results, attempts.failures()),
            out -> {
              results.forEach(result -> new GoingBackText(result, dryRun, options()).print(out));
              out.flush();
              attempts.print();
            });
  }
}
