package dev.firn.cli;

import dev.firn.contract.Contract;
import dev.firn.fault.Fault;
import dev.firn.lake.Lake;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.run.Fetching;
import dev.firn.run.Status;
import dev.firn.run.Workbench;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "fetch",
    description = {
      "Fetch and land; leave merging to a later run.",
      "",
      "Never starts Spark. Tables of one contract share a feed, which is fetched once. Says which",
      "tables have something to merge, whether it landed now or before.",
      ""
    })
final class FetchCommand extends LakeCommand {

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "Tables whose feeds to fetch (default: all).")
  private List<String> tables = new ArrayList<>();

  FetchCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param batches what has landed
   * @param due tables that a run has something to merge into
   * @param errors of the feeds that brought nothing
   */
  private record Result(List<Landed> batches, List<String> due, List<Failure> errors) {}

  private record Landed(
      String feed,
      long seq,
      String kind,
      int status,
      long bytes,
      String landedAt,
      String unreadable,
      List<String> failedAttempts) {

    static Landed of(Batch batch) {
      return new Landed(
          batch.feed(),
          batch.seq(),
          batch.kind().name().toLowerCase(Locale.ROOT),
          batch.pages().get(0).status(),
          batch.bytes(),
          batch.landedAt(),
          batch.unreadable() == null ? null : batch.unreadable().toString(),
          batch.pages().stream().map(Page::failedAttempts).flatMap(List::stream).toList());
    }

    void print(PrintWriter out) {
      out.printf(
          Locale.ROOT,
          "%s: batch %d, HTTP %d, %,d bytes, %s%s%n",
          feed,
          seq,
          status,
          bytes,
          kind.equals("repeat") ? "the same as before" : kind,
          unreadable == null ? "" : ": " + unreadable);
    }
  }

  @Override
  public Integer call() {
    Map<Contract, List<String>> feeds = new LinkedHashMap<>();
    List<CommonOptions.Contracted> wanted = options().tables(shared(), tables);
    for (CommonOptions.Contracted one : wanted) {
      feeds.computeIfAbsent(one.contract(), c -> new ArrayList<>()).add(one.table().name());
    }
    List<Landed> landed = new ArrayList<>();
    List<String> due = new ArrayList<>();
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openOrCreateLake(shared());
        Workbench bench =
            new Workbench(lake, shared().engines(), shared().progress(), shared().clock())) {
      feeds.forEach(
          (contract, names) -> {
            Fetching feed = Fetching.of(bench, fetcher(), contract);
            attempts
                .at(names, feed::execute)
                .ifPresent(found -> landed.add(Landed.of(found.batch())));
          });
      Status status = new Status(lake, shared().clock());
      Telling telling = new Telling(lake, shared().terminal().err());
      for (CommonOptions.Contracted one : wanted) {
        Status.Line line = status.of(one.contract(), one.table());
        telling.found(line);
        if (line.isDue()) {
          due.add(line.table());
        }
      }
    }
    options()
        .print(
            shared(),
            new Result(landed, due, attempts.failures()),
            out -> {
              landed.forEach(batch -> batch.print(out));
              if (!due.isEmpty()) {
                new Next(options(), List.of("firn run --no-fetch " + String.join(" ", due)))
                    .print(out, "to merge");
              }
              out.flush();
              attempts.print();
            });
    boolean unreadable = landed.stream().anyMatch(batch -> batch.unreadable() != null);
    return attempts.exitCode(unreadable ? Fault.THIRD_PARTY.exitCode() : 0);
  }
}
