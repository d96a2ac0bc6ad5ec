package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tables that are named, or all of them, but never all by saying nothing. */
final class SomeTables {

  @Parameters(paramLabel = "TABLE", arity = "0..*", description = "The tables.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--all", description = "All tables of the project, but for Firn's own.")
  private boolean all;

  /**
   * @throws FirnException unless it is one or the other
   */
  List<CommonOptions.Contracted> in(CommonOptions options, Shared shared) {
    if (names.isEmpty() != all) {
      throw new FirnException(
          Fault.USAGE,
          all ? "--all means all tables, and some are named" : "no table is named",
          "name tables, or write --all");
    }
    return options.tables(shared, names);
  }

  /** Their names; those that are typed need no contract. */
  List<String> names(CommonOptions options, Shared shared) {
    return all || names.isEmpty()
        ? in(options, shared).stream().map(one -> one.table().name()).toList()
        : names;
  }
}
