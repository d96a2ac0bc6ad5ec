package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.table.Upkeep;
import java.util.List;

/**
 * What was done for a table, or would be.
 *
 * @param table its name
 * @param steps in their order; one that failed is not among them
 */
record TableUpkeep(String table, List<Upkeep> steps) {

  TableUpkeep {
    steps = List.copyOf(steps);
  }

  int exitCode() {
    return steps.stream().anyMatch(step -> step.outcome() == Upkeep.Outcome.CONFLICT)
        ? Fault.CONFLICT.exitCode()
        : 0;
  }
}
