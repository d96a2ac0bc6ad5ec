package dev.firn.cli;

import dev.firn.table.GoingBack;
import java.util.List;

/**
 * The result of going back, and of undoing that.
 *
 * @param dryRun whether it is a plan only
 * @param tables those that went back, or would
 * @param errors of the others
 */
record GoneBack(boolean dryRun, List<GoingBack> tables, List<Failure> errors) {}
