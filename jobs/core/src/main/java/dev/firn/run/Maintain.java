package dev.firn.run;

import static java.util.Objects.requireNonNull;

import dev.firn.contract.TableContract;
import dev.firn.engine.Rewritten;
import dev.firn.table.Compaction;
import dev.firn.table.Expire;
import dev.firn.table.LakeTable;
import dev.firn.table.Orphans;
import dev.firn.table.PackManifests;
import dev.firn.table.RejectedTable;
import dev.firn.table.Size;
import dev.firn.table.Upkeep;
import dev.firn.table.Upkeep.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The upkeep of a contract's table and of the one beside it that keeps rejected records. */
public final class Maintain {

  private static final int MAX_REWRITES = 3;
  private static final double MILLIS = 1000;

  private final Workbench bench;
  private final TableContract contract;
  private final Duration orphansAge;

  /**
   * @param orphansAge younger files stay; null for the usual
   */
  public Maintain(Workbench bench, TableContract contract, Duration orphansAge) {
    this.bench = requireNonNull(bench, "bench");
    this.contract = requireNonNull(contract, "contract");
    this.orphansAge = orphansAge == null ? Orphans.usualAge(contract.recoveryWindow()) : orphansAge;
  }

  /** The tables that there are. */
  public List<LakeTable> tables() {
    List<LakeTable> tables = new ArrayList<>();
    for (String name : List.of(contract.name(), new RejectedTable(bench.lake(), contract).name())) {
      LakeTable table = new LakeTable(bench.lake(), name);
      if (table.find().isPresent()) {
        tables.add(table);
      }
    }
    return tables;
  }

  /** What {@link #execute} would do now. */
  public Upkeep plan(LakeTable table, Upkeep.Step step) {
    return switch (step) {
      case COMPACT -> new Compaction(table).plan();
      case MANIFESTS -> new PackManifests(table).plan();
      case EXPIRE -> expire(table).plan();
      case ORPHANS -> orphans(table).plan();
    };
  }

  public Upkeep execute(LakeTable table, Upkeep.Step step) {
    return switch (step) {
      case COMPACT -> timed(() -> compact(table));
      case MANIFESTS -> timed(() -> new PackManifests(table).execute());
      case EXPIRE -> timed(() -> expire(table).execute());
      case ORPHANS -> timed(() -> orphans(table).execute());
    };
  }

  private Expire expire(LakeTable table) {
    return new Expire(table, contract.recoveryWindow(), bench.clock());
  }

  private Orphans orphans(LakeTable table) {
    return new Orphans(table, orphansAge, bench.clock());
  }

  private Upkeep timed(Supplier<Upkeep> step) {
    long started = bench.clock().millis();
    Upkeep done = step.get();
    return done.taking((bench.clock().millis() - started) / MILLIS);
  }

  /** The engine is opened only if there is something to write. */
  private Upkeep compact(LakeTable table) {
    Compaction compaction = new Compaction(table);
    Upkeep first = null;
    for (int tries = 0; tries < MAX_REWRITES; tries++) {
      Upkeep plan = compaction.plan();
      if (plan.outcome() != Outcome.PLANNED) {
        return plan;
      }
      first = first == null ? plan : first;
      Rewritten rewritten = bench.engine().rewrite(table.name());
      if (rewritten.removed().isEmpty()) {
        return ended(plan, Outcome.NOTHING, plan.what() + ", and nothing gained by it", table);
      }
      switch (compaction.replace(rewritten.base(), rewritten.removed(), rewritten.added())) {
        case DONE -> {
          return ended(plan, Outcome.DONE, plan.what(), table);
        }
        case WAITS -> {
          return ended(plan, Outcome.WAITS, "somebody has to decide about the table first", table);
        }
        case OVERTAKEN -> {
          // Runs go first.
        }
      }
    }
    return ended(
        first,
        Outcome.CONFLICT,
        "others changed the same files %d times while they were written".formatted(MAX_REWRITES),
        table);
  }

  private static Upkeep ended(Upkeep plan, Outcome outcome, String what, LakeTable table) {
    Size after = new Compaction(table).plan().before();
    return new Upkeep(plan.step(), outcome, what, plan.before(), after, List.of(), 0);
  }
}
