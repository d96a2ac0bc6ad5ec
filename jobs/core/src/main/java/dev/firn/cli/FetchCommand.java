package dev.firn.cli;

import dev.firn.contract.Contract;
import dev.firn.fault.Fault;
import dev.firn.fetch.HttpFetcher;
import dev.firn.lake.Lake;
import dev.firn.raw.Batch;
import dev.firn.run.FeedRun;
import dev.firn.run.Program;
import dev.firn.run.Workbench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "fetch",
    description = "Fetch and land, and leave merging to a later run. Never starts Spark.")
final class FetchCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", description = "Tables whose feeds to fetch (default: all).")
  private List<String> tables = new ArrayList<>();

  FetchCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() throws IOException {
    Set<Contract> contracts = new LinkedHashSet<>();
    options().tables(shared(), tables).forEach(one -> contracts.add(one.contract()));
    List<Batch> batches = new ArrayList<>();
    ConsoleProgress progress = new ConsoleProgress(shared().terminal().err(), shared().clock());
    try (Lake lake = options().openLake(shared());
        Workbench bench = new Workbench(lake, shared().engines(), progress, shared().clock())) {
      for (Contract contract : contracts) {
        batches.add(
            new FeedRun(bench, new HttpFetcher(Program.version()), contract)
                .fetchAndLand()
                .batch());
      }
    }
    options()
        .print(
            shared(),
            Map.of("batches", batches),
            out ->
                batches.forEach(
                    batch ->
                        out.printf(
                            "%s: landed batch %d (%s, %d bytes)%s%n",
                            batch.feed(),
                            batch.seq(),
                            batch.kind().name().toLowerCase(Locale.ROOT),
                            batch.bytes(),
                            batch.unreadable() == null ? "" : ": " + batch.unreadable())));
    boolean unreadable = batches.stream().anyMatch(batch -> batch.unreadable() != null);
    return unreadable ? Fault.THIRD_PARTY.exitCode() : 0;
  }
}
