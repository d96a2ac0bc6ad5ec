package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.GoingBack;
import dev.firn.table.LakeTable;
import dev.firn.table.ReadBack;
import dev.firn.table.Undo;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "undo",
    description = {
      "Take the last rollback back, exactly.",
      "",
      "Main, schema, exclusions and holds are again what they were before it. Undoing once more",
      "rolls back again. After another publish there is nothing to undo, and neither after the",
      "recovery window. Of several tables each is undone by itself.",
      ""
    },
    footer = {"", "Examples:", "  firn undo earthquakes", "  firn undo orders customers --dry-run"})
final class UndoCommand extends LakeCommand {

  @Mixin private SomeTables tables;

  @Option(names = "--dry-run", description = "Show what would happen; change nothing.")
  private boolean dryRun;

  UndoCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    List<String> names = tables.names(options(), shared());
    List<GoingBack> results = new ArrayList<>();
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openLake(shared())) {
      for (String name : names) {
        attempts.at(List.of(name), () -> undo(new LakeTable(lake, name))).ifPresent(results::add);
      }
      if (!dryRun) {
        Telling telling = new Telling(lake, shared().terminal().err());
        results.forEach(result -> telling.wentBack("undone", result));
      }
    }
    options()
        .print(
            shared(),
            new GoneBack(dryRun, results, attempts.failures()),
            out -> {
              results.forEach(result -> new GoingBackText(result, dryRun, options()).print(out));
              out.flush();
              attempts.print();
            });
    return attempts.exitCode(0);
  }

  private GoingBack undo(LakeTable table) {
    Undo undo = new Undo(table);
    if (dryRun) {
      return undo.plan();
    }
    GoingBack done = undo.execute();
    new ReadBack(table).verify(done);
    return done;
  }
}
