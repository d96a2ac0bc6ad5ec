package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.table.AuditBranch;
import dev.firn.table.Hold;
import dev.firn.table.LakeTable;
import dev.firn.table.Publish;
import dev.firn.table.RunFacts;
import dev.firn.table.TableState;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "publish", description = "Publish a run although its audit failed; ends the hold.")
final class PublishCommand extends LakeCommand {

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
  private String table;

  @Parameters(index = "1", paramLabel = "RUN", description = "The run that the table is held for.")
  private String run;

  @Option(
      names = "--accept",
      paramLabel = "REASON",
      required = true,
      description = "Why it is right; it is stored.")
  private String reason;

  PublishCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    Publish.Outcome outcome;
    try (Lake lake = options().openLake(shared())) {
      LakeTable lakeTable = new LakeTable(lake, table);
      TableState state = lakeTable.load();
      if (state.hasPublished(run)) {
        outcome = Publish.Outcome.PUBLISHED;
      } else {
        Snapshot head = state.branch(AuditBranch.name(run)).orElseThrow(() -> notHeldFor(state));
        RunFacts facts = RunFacts.of(head.summary()).orElseThrow(() -> notHeldFor(state));
        long audited = state.hold().map(Hold::snapshot).orElseThrow(() -> notHeldFor(state));
        outcome = new Publish(lakeTable, run, facts.base(), audited).accepting(reason).execute();
      }
    }
    if (outcome != Publish.Outcome.PUBLISHED) {
      throw refused(outcome);
    }
    options()
        .print(
            shared(),
            Map.of("table", table, "run", run, "accepted", reason),
            out -> {
              out.printf("%s: run %s is published, accepted because: %s%n", table, run, reason);
              out.printf("take back: firn rollback %s --to before:%s%n", table, run);
            });
    return 0;
  }

  private FirnException notHeldFor(TableState state) {
    return new FirnException(
        Fault.USAGE,
        state
            .hold()
            .map(hold -> "%s is held, but not for run %s: %s".formatted(table, run, hold.reason()))
            .orElse("%s is not held, so there is nothing to accept".formatted(table)),
        "firn status " + table);
  }

  private FirnException refused(Publish.Outcome outcome) {
    return switch (outcome) {
      case PUBLISHED -> throw new IllegalArgumentException("nothing was refused");
      case MAIN_MOVED ->
          new FirnException(
              Fault.CONFLICT,
              "main of %s has moved since run %s was merged".formatted(table, run),
              "firn release %s, then firn run %s merges its batches on the new main"
                  .formatted(table, table));
      case ABANDONED ->
          new FirnException(
              Fault.USAGE,
              "run %s was rolled back; it is not published again".formatted(run),
              "firn undo " + table);
      case HELD ->
          new FirnException(
              Fault.HELD, "%s is held for something else".formatted(table), "firn status " + table);
      case BRANCH_MOVED ->
          new FirnException(
              Fault.CONFLICT,
              "branch %s no longer holds what was audited".formatted(AuditBranch.name(run)),
              "firn release %s, then firn run %s merges its batches again".formatted(table, table));
    };
  }
}
