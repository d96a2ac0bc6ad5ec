package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.table.AuditBranch;
import dev.firn.table.Hold;
import dev.firn.table.LakeTable;
import dev.firn.table.Publish;
import dev.firn.table.RunFacts;
import dev.firn.table.StagedRows;
import dev.firn.table.TableState;
import java.io.PrintWriter;
import org.apache.iceberg.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "publish",
    description = {
      "Publish a run that waits for review, or one whose audit failed; ends the hold.",
      "",
      "With --branch it publishes what you wrote to a branch of your own, as firn audit passed it.",
      "A run that failed its audit needs a reason, and must be the one that the table is held for.",
      "Nothing is published if main has moved since the run was merged.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn publish earthquakes 20250901t110000_p7x2m",
      "  firn publish earthquakes 20250901t100000_k3v9q --accept \"a real swarm, USGS confirms it\"",
      "  firn publish earthquakes --branch fix"
    })
final class PublishCommand extends LakeCommand {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
  private String table;

  @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "The run to publish.")
  private String run;

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      description = "The branch to publish, instead of a run.")
  private String branch;

  @Option(
      names = "--accept",
      paramLabel = "REASON",
      converter = Typed.Reason.class,
      description = "Why it is right although its audit failed; it is stored.")
  private String reason;

  PublishCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param table its name
   * @param run which main shows now
   * @param already whether main showed it before
   * @param accepted the reason, if its audit had failed; null if not
   */
  private record Result(String table, String run, boolean already, String accepted) {}

  private boolean undone;

  @Override
  public Integer call() {
    if ((run == null) == (branch == null) || (branch != null && reason != null)) {
      throw new ParameterException(
          spec.commandLine(),
          branch != null && reason != null
              ? "a branch whose audit failed is not accepted: correct it, and audit it again"
              : "name either a run or a --branch");
    }
    Result result;
    try (Lake lake = options().openLake(shared())) {
      LakeTable lakeTable = new LakeTable(lake, table);
      TableState state = lakeTable.load();
      if (branch != null) {
        run = new StagedRows(table, branch).run(state);
      }
      boolean already = state.hasPublished(run);
      boolean passed = already || state.proposed(run).isPresent();
      result = new Result(table, run, already, passed ? null : reason);
      if (!already) {
        publish(lakeTable, state);
      }
      undone = lakeTable.load().canBeUndone();
    }
    options().print(shared(), result, out -> print(out, result));
    return 0;
  }

  private void publish(LakeTable lakeTable, TableState state) {
    if (state.hasAbandoned(run)) {
      throw refused(Publish.Outcome.ABANDONED);
    }
    long audited = state.proposed(run).orElseGet(() -> heldFor(state).snapshot());
    RunFacts facts =
        state
            .branch(AuditBranch.name(run))
            .map(Snapshot::summary)
            .flatMap(RunFacts::of)
            .orElseThrow(() -> refused(Publish.Outcome.BRANCH_MOVED));
    Publish publish = new Publish(lakeTable, run, facts.base(), audited);
    if (state.proposed(run).isEmpty()) {
      publish.accepting(reason);
    }
    Publish.Outcome outcome = publish.execute();
    if (outcome == Publish.Outcome.MAIN_MOVED && facts.staged() != null) {
      throw StagedRows.mainHasMoved(table, facts.staged(), lakeTable.load());
    }
    if (outcome != Publish.Outcome.PUBLISHED) {
      throw refused(outcome);
    }
  }

  private void print(PrintWriter out, Result result) {
    if (result.already()) {
      out.printf("%s: run %s is published already%n", table, run);
    } else if (result.accepted() == null) {
      out.printf("%s: run %s is published%n", table, run);
    } else {
      out.printf("%s: run %s is published, accepted because: %s%n", table, run, reason);
    }
    out.printf(
        "take back: %s%n",
        options()
            .again(
                undone
                    ? "firn undo " + table
                    : "firn rollback %s --to before:%s".formatted(table, run)));
  }

  private Hold heldFor(TableState state) {
    Hold hold =
        state.hold().filter(found -> run.equals(found.run())).orElseThrow(() -> notHeldFor(state));
    if (reason == null) {
      throw new FirnException(
          Fault.USAGE,
          hold.reason(),
          options().again("firn publish %s %s --accept \"reason\"".formatted(table, run))
              + " shows it all the same");
    }
    return hold;
  }

  private FirnException notHeldFor(TableState state) {
    return new FirnException(
        Fault.USAGE,
        state
            .hold()
            .map(hold -> "%s is held, but not for run %s: %s".formatted(table, run, hold.reason()))
            .orElse(
                "run %s of %s neither waits for review nor holds the table".formatted(run, table)),
        options().again("firn status " + table));
  }

  private FirnException refused(Publish.Outcome outcome) {
    return switch (outcome) {
      case PUBLISHED -> throw new IllegalArgumentException("nothing was refused");
      case MAIN_MOVED ->
          new FirnException(
              Fault.CONFLICT,
              "main of %s has moved since run %s was merged".formatted(table, run),
              mergeAgain());
      case ABANDONED ->
          new FirnException(
              Fault.USAGE,
              "run %s was rolled back, which is not changed by accepting it".formatted(run),
              options().again("firn rollback %s --to %s".formatted(table, run))
                  + " goes there again");
      case HELD ->
          new FirnException(
              Fault.HELD,
              "%s is held for something else".formatted(table),
              options().again("firn status " + table));
      case BRANCH_MOVED ->
          new FirnException(
              Fault.CONFLICT,
              "branch %s no longer holds what was audited".formatted(AuditBranch.name(run)),
              mergeAgain());
    };
  }

  private String mergeAgain() {
    return branch != null
        ? options().again("firn audit %s --branch %s".formatted(table, branch))
        : "%s, then %s: merges its batches on main as it is and audits them again"
            .formatted(
                options().again("firn release " + table), options().again("firn run " + table));
  }
}
