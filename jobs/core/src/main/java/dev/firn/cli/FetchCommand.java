package dev.firn.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firn.contract.Contract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.lake.LakeAddress;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.raw.RawCopy;
import dev.firn.raw.RawLog;
import dev.firn.run.Fetching;
import dev.firn.run.RunRecords;
import dev.firn.run.Status;
import dev.firn.run.Workbench;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "fetch",
    description = {
      "Fetch and land; leave merging to a later run.",
      "",
      "Never starts Spark. Tables of one contract share a feed, which is fetched once. Says which",
      "tables have something to merge, whether it landed now or before.",
      "",
      "With --from nobody is asked: what another lake has landed is copied, to try a new contract or",
      "a new release on its answers.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn fetch                 every feed",
      "  firn fetch earthquakes     the feed of one table",
      "  firn fetch --lake rehearsal --from glue:firn_prod && firn run --no-fetch --lake rehearsal",
      "                             production's answers, merged by what is here"
    })
final class FetchCommand extends LakeCommand {

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      description = "Tables whose feeds to fetch (default: all).")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "LAKE",
      description = "Copy what this lake has landed (default: $FIRN_FETCH_FROM, or ask the API).")
  private String from;

  @Mixin private FromStart fromStart;

  FetchCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param batches what has landed
   * @param copied from the other lake; null when the APIs were asked
   * @param due tables that a run has something to merge into
   * @param errors of the feeds that brought nothing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Result(
      List<Landed> batches, List<Copied> copied, List<String> due, List<Failure> errors) {}

  /**
   * @param batches how many
   * @param head number of the last batch that is here now
   */
  private record Copied(String feed, long batches, long head) {

    void print(PrintWriter out) {
      out.printf(
          Locale.ROOT,
          "%s: %,d %s copied, the last is %d%n",
          feed,
          batches,
          batches == 1 ? "batch" : "batches",
          head);
    }
  }

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
    Optional<LakeAddress> other = other();
    fromStart.check(
        other.map(lake -> from == null ? "FIRN_FETCH_FROM" : "--from").orElse(null),
        feeds.keySet());
    List<Landed> landed = new ArrayList<>();
    List<Copied> copied = new ArrayList<>();
    List<String> due = new ArrayList<>();
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openOrCreateLake(shared());
        Workbench bench =
            new Workbench(lake, shared().engines(), shared().progress(), shared().clock())) {
      Optional<Lake> others = other.map(LakeAddress::open);
      feeds.forEach(
          (contract, names) -> {
            if (others.isPresent() && !contract.id().equals(RunRecords.FEED)) {
              attempts.at(names, () -> copy(others.get(), lake, contract)).ifPresent(copied::add);
            } else {
              Fetching feed = Fetching.of(bench, fetcher(), contract, fromStart.wanted());
              attempts
                  .at(names, feed::execute)
                  .ifPresent(found -> landed.add(Landed.of(found.batch())));
            }
          });
      others.ifPresent(Lake::close);
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
            new Result(landed, copied.isEmpty() ? null : copied, due, attempts.failures()),
            out -> {
              landed.forEach(batch -> batch.print(out));
              copied.forEach(feed -> feed.print(out));
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

  private Optional<LakeAddress> other() {
    String name = from != null ? from : shared().environment().getOrDefault("FIRN_FETCH_FROM", "");
    if (name.isBlank()) {
      return Optional.empty();
    }
    LakeAddress address = LakeAddress.of(name);
    if (!address.exists()) {
      throw new FirnException(
          Fault.USAGE, "there is no lake in " + address, "name the lake to copy from with --from");
    }
    return Optional.of(address);
  }

  private static Copied copy(Lake from, Lake to, Contract contract) throws IOException {
    RawLog log = new RawLog(to.store(), contract.id());
    long batches = new RawCopy(new RawLog(from.store(), contract.id()), log).execute();
    return new Copied(contract.id(), batches, log.head());
  }
}
