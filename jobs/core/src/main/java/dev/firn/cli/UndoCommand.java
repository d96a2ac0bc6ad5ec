package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.GoingBack;
import dev.firn.table.LakeTable;
import dev.firn.table.Undo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "undo",
    description = {
      "Take the last rollback back, exactly.",
      "",
      "Main, schema, exclusions and holds are again what they were before it. Undoing once more",
      "rolls back again. After another publish there is nothing to undo.",
      ""
    })
final class UndoCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  UndoCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    GoingBack result;
    try (Lake lake = options().openLake(shared())) {
      result = new Undo(new LakeTable(lake, table)).execute();
      new Telling(lake, shared().terminal().err()).wentBack("undone", result);
    }
    options()
        .print(shared(), result, out -> new GoingBackText(result, false, options()).print(out));
    return 0;
  }
}
