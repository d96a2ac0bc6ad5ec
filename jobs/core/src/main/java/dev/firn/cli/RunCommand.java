package dev.firn.cli;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.cost.Meter;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.raw.RawLog;
import dev.firn.run.FeedFetch;
import dev.firn.run.Fetching;
import dev.firn.run.Purpose;
import dev.firn.run.RunOutcome;
import dev.firn.run.Status;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Fetch, land, merge, audit and publish.",
      "",
      "All that has landed and is not in the table yet is merged in one go. Unchanged input costs",
      "one request and commits nothing. Any run can be repeated: killed anywhere, the same command",
      "finishes the work. A table that fails does not keep the others from running.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn run                 every table",
      "  firn run earthquakes     one table",
      "  firn run --no-fetch      merge what has landed, without a request",
      "  firn run ops_runs ops_checks",
      "                           what runs did and how their rules held, as tables of this lake"
    })
final class RunCommand extends LakeCommand {

  private static final double MOST_DPUS = 10_000;

  @Parameters(paramLabel = "TABLE", arity = "0..*", description = "Tables to run (default: all).")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--no-fetch",
      description = "Merge what has landed; ask the third party for nothing.")
  private boolean noFetch;

  @Mixin private FromStart fromStart;

  @Option(
      names = "--review",
      description = "Leave results on their branches, audited; firn publish shows them.")
  private boolean review;

  @Option(
      names = "--dpu",
      paramLabel = "DPUS",
      description = "DPUs that the job has: run records then say what runs cost.")
  private Double dpus;

  RunCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param tables what became of those that ran
   * @param errors of the others
   */
  private record Result(List<TableReport> tables, List<Failure> errors) {}

  @Override
  public Integer call() {
    Meter meter = Meter.ofThisProcess(dpus());
    Map<Contract, List<TableContract>> feeds = new LinkedHashMap<>();
    for (CommonOptions.Contracted one : options().tables(shared(), tables)) {
      feeds.computeIfAbsent(one.contract(), contract -> new ArrayList<>()).add(one.table());
    }
    fromStart.check(noFetch ? "--no-fetch" : null, feeds.keySet());
    List<TableReport> reports = new ArrayList<>();
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openOrCreateLake(shared());
        Workbench bench =
            new Workbench(lake, shared().engines(), shared().progress(), shared().clock(), meter)) {
      feeds.forEach((contract, wanted) -> reports.addAll(run(attempts, bench, contract, wanted)));
      // Before Spark is stopped, which takes a while and is nothing to wait for.
      print(reports, attempts);
      tell(lake, feeds, reports);
    }
    return attempts.exitCode(
        reports.stream().mapToInt(report -> report.outcome().exitCode()).max().orElse(0));
  }

  private OptionalDouble dpus() {
    if (dpus == null) {
      return OptionalDouble.empty();
    }
    if (!(dpus > 0 && dpus <= MOST_DPUS)) {
      throw new FirnException(
          Fault.USAGE, "--dpu is " + dpus, "say how many DPUs the job has, such as --dpu 2");
    }
    return OptionalDouble.of(dpus);
  }

  private List<TableReport> run(
      Attempts attempts, Workbench bench, Contract contract, List<TableContract> wanted) {
    List<TableReport> reports = new ArrayList<>();
    Optional<FeedFetch.Landed> landed =
        noFetch ? Optional.empty() : fetch(attempts, bench, contract, wanted);
    boolean failed = landed.isEmpty() && !noFetch;
    if (failed && !hasLanded(attempts, bench, contract, wanted)) {
      return reports;
    }
    for (TableContract table : wanted) {
      attempts
          .at(
              List.of(table.name()),
              () ->
                  new TableRun(
                          bench, contract, table, review ? Purpose.RUN.forReview() : Purpose.RUN)
                      .execute(landed.orElse(null)))
          .filter(report -> !failed || report.outcome() != RunOutcome.UNCHANGED)
          .ifPresent(reports::add);
    }
    return reports;
  }

  private static boolean hasLanded(
      Attempts attempts, Workbench bench, Contract contract, List<TableContract> wanted) {
    return attempts
        .at(names(wanted), () -> new RawLog(bench.lake().store(), contract.id()).head() > 0)
        .orElse(false);
  }

  private static List<String> names(List<TableContract> tables) {
    return tables.stream().map(TableContract::name).toList();
  }

  /** A third party that fails keeps nothing that has landed from being merged. */
  private Optional<FeedFetch.Landed> fetch(
      Attempts attempts, Workbench bench, Contract contract, List<TableContract> wanted) {
    Fetching feed = Fetching.of(bench, fetcher(), contract, fromStart.wanted());
    return attempts.at(names(wanted), feed::execute);
  }

  private void tell(
      Lake lake, Map<Contract, List<TableContract>> feeds, List<TableReport> reports) {
    Telling telling = new Telling(lake, shared().terminal().err());
    reports.forEach(telling::ran);
    if (lake.telemetry().measures()) {
      Status status = new Status(lake, shared().clock());
      feeds.forEach(
          (contract, tables) -> tables.forEach(table -> telling.found(status.of(contract, table))));
    }
  }

  private void print(List<TableReport> reports, Attempts attempts) {
    options()
        .print(
            shared(),
            new Result(reports, attempts.failures()),
            out -> {
              reports.forEach(report -> new RunSummary(report, options()).print(out));
              out.flush();
              attempts.print();
            });
  }
}
