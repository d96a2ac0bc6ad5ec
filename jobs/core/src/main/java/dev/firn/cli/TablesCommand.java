package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.run.TableReport;
import dev.firn.run.Workbench;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Does something to tables of a lake that is there, one after the other; one that fails keeps no
 * other from it.
 *
 * @param <T> what is told of a table
 */
abstract class TablesCommand<T> extends LakeCommand {

  TablesCommand(Shared shared) {
    super(shared);
  }

  private record Result<T>(List<T> tables, List<Failure> errors) {}

  /** Those that were typed. */
  abstract List<String> tables();

  abstract T execute(Workbench bench, CommonOptions.Contracted table);

  /** The run that it took; empty when it took none. */
  abstract Optional<TableReport> run(T done);

  abstract void print(PrintWriter out, T done);

  @Override
  public final Integer call() {
    List<T> done = new ArrayList<>();
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openLake(shared());
        Workbench bench =
            new Workbench(lake, shared().engines(), shared().progress(), shared().clock())) {
      for (CommonOptions.Contracted one : options().tables(shared(), tables())) {
        attempts.at(List.of(one.table().name()), () -> execute(bench, one)).ifPresent(done::add);
      }
      // Before Spark is stopped, which takes a while and is nothing to wait for.
      options()
          .print(
              shared(),
              new Result<>(done, attempts.failures()),
              out -> {
                done.forEach(one -> print(out, one));
                out.flush();
                attempts.print();
              });
      Telling telling = new Telling(lake, shared().terminal().err());
      runs(done).forEach(telling::ran);
    }
    return attempts.exitCode(
        runs(done).stream().mapToInt(run -> run.outcome().exitCode()).max().orElse(0));
  }

  private List<TableReport> runs(List<T> done) {
    return done.stream().flatMap(one -> run(one).stream()).toList();
  }
}
