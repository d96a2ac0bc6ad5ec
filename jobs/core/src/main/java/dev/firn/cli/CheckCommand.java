package dev.firn.cli;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "check",
    description = {
      "Read all contracts; report every problem with file and line.",
      "",
      "Needs no lake and no network.",
      ""
    })
final class CheckCommand extends LakeCommand {

  CheckCommand(Shared shared) {
    super(shared);
  }

  private record Result(List<Found> contracts) {}

  private record Found(String contract, String file, List<String> tables) {

    static Found of(Contract contract) {
      return new Found(
          contract.id(),
          contract.file().toString(),
          contract.tables().stream().map(TableContract::name).toList());
    }
  }

  @Override
  public Integer call() {
    List<Contract> contracts = options().contracts(shared());
    options()
        .print(
            shared(),
            new Result(contracts.stream().map(Found::of).toList()),
            out -> contracts.forEach(contract -> print(out, contract)));
    return 0;
  }

  private static void print(PrintWriter out, Contract contract) {
    for (TableContract table : contract.tables()) {
      out.printf(
          "%s: table %s, %d columns, %s: fine%n",
          contract.file(), table.name(), table.columns().size(), rulesets(table.rulesets().size()));
    }
  }

  private static String rulesets(int count) {
    return count == 1 ? "1 ruleset" : count + " rulesets";
  }
}
