package dev.firn.cli;

import dev.firn.contract.Contract;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "check",
    description = "Read all contracts and report every problem, with file and line.")
final class CheckCommand extends LakeCommand {

  CheckCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    List<Contract> contracts = options().contracts(shared());
    List<Map<String, Object>> found =
        contracts.stream()
            .map(
                contract ->
                    Map.<String, Object>of(
                        "contract", contract.id(),
                        "file", contract.file().toString(),
                        "tables", contract.tables().stream().map(table -> table.name()).toList()))
            .toList();
    options()
        .print(
            shared(),
            Map.of("contracts", found),
            out ->
                contracts.forEach(
                    contract ->
                        contract
                            .tables()
                            .forEach(
                                table ->
                                    out.printf(
                                        "%s: table %s, %d columns, %d rulesets: fine%n",
                                        contract.file(),
                                        table.name(),
                                        table.columns().size(),
                                        table.rulesets().size()))));
    return 0;
  }
}
