package dev.firn.drill;

import static java.util.Objects.requireNonNull;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.engine.EngineProvider;
import dev.firn.lake.Lake;
import dev.firn.run.RunIds;
import dev.firn.table.LakeTable;
import dev.firn.table.TableState;
import java.time.Clock;
import java.util.Optional;

/**
 * Rehearses on a copy of a table what somebody on call would do to the table: a bad run, going
 * back, undoing, replaying. The order of its steps is the order of this class. The table itself is
 * only read, in the version that it has when the drill begins.
 */
public final class Drill {

  private final Lake lake;
  private final EngineProvider engines;
  private final Clock clock;
  private final Contract contract;
  private final TableContract table;
  private final DrillOptions options;

  /**
   * @param engines for the copy's lake, each of which is closed by whoever opened it
   */
  public Drill(
      Lake lake,
      EngineProvider engines,
      Clock clock,
      Contract contract,
      TableContract table,
      DrillOptions options) {
    this.lake = requireNonNull(lake, "lake");
    this.engines = requireNonNull(engines, "engines");
    this.clock = requireNonNull(clock, "clock");
    this.contract = requireNonNull(contract, "contract");
    this.table = requireNonNull(table, "table");
    this.options = requireNonNull(options, "options");
  }

  public DrillReport execute() {
    String drill = new RunIds(clock).next();
    DrillLog log = new DrillLog(table.name(), drill, clock);
    new Leftovers(lake.scratch(), clock).remove();
    Optional<TableState> production = new LakeTable(lake, table.name()).find();
    if (production.isEmpty()) {
      return log.nothing("no run has made the table yet", "firn run " + table.name());
    }
    try (Rehearsal rehearsal = rehearse(drill, production.get())) {
      log.step(DrillStep.CLONE, rehearsal::makeTheClone);
      log.step(DrillStep.WINDOW, rehearsal::lookAtTheWindow);
      log.step(DrillStep.BAD_RUN, rehearsal::mergeABadBatch);
      log.step(DrillStep.ROLLBACK, rehearsal::rollBack);
      log.step(DrillStep.COMPARISON, rehearsal::compare);
      log.step(DrillStep.UNDO, rehearsal::undo);
      log.step(DrillStep.ROLLBACK_AGAIN, rehearsal::rollBackAgain);
      log.step(DrillStep.REPLAY, rehearsal::replay);
      log.last(DrillStep.CLEAN_UP, rehearsal::cleanUp);
      return log.finish(rehearsal.window(), production.get().metadata().metadataFileLocation());
    }
  }

  private Rehearsal rehearse(String drill, TableState production) {
    TableClone clone =
        new TableClone(drill, lake, production, contract.id(), table.name(), engines, clock);
    return new Rehearsal(drill, clone, contract, table, options, clock);
  }
}
