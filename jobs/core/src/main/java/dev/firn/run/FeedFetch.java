package dev.firn.run;

import dev.firn.contract.ApiSource;
import dev.firn.contract.Contract;
import dev.firn.contract.Incremental;
import dev.firn.contract.Pagination;
import dev.firn.fault.FirnException;
import dev.firn.fetch.Addresses;
import dev.firn.fetch.Answer;
import dev.firn.fetch.FetchListener;
import dev.firn.fetch.HttpFetcher;
import dev.firn.fetch.PageMemory;
import dev.firn.land.Condition;
import dev.firn.land.KeptPages;
import dev.firn.land.Landing;
import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.raw.RawLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One fetch of a feed: its answer lands as a batch, whatever it is. */
public final class FeedFetch implements Fetching {

  private final Workbench bench;
  private final HttpFetcher fetcher;
  private final Contract contract;
  private final boolean fromStart;
  private final Subject subject;

  public FeedFetch(Workbench bench, HttpFetcher fetcher, Contract contract) {
    this(bench, fetcher, contract, false);
  }

  /**
   * @param fromStart whether to ask as if nothing had landed
   */
  FeedFetch(Workbench bench, HttpFetcher fetcher, Contract contract, boolean fromStart) {
    this.bench = bench;
    this.fetcher = fetcher;
    this.contract = contract;
    this.fromStart = fromStart;
    this.subject = new Subject(contract.id(), bench.runIds().next());
  }

  @Override
  public Landed execute() throws IOException {
    RawLog log = new RawLog(bench.lake().store(), contract.id());
    Landing landing = new Landing(log, contract, bench.clock());
    Path scratch = Files.createTempDirectory("firn-fetch-");
    try {
      long fetchStarted = bench.clock().millis();
      bench.progress().started(subject, Step.FETCH);
      Condition condition = isConditional() ? landing.condition() : Condition.NONE;
      ApiSource asked = asked(landing);
      Optional<KeptPages> kept =
          asked.stablePages() ? Optional.of(keptPages(log, asked, scratch)) : Optional.empty();
      List<Answer> answers = answers(asked, condition, kept, scratch);
      bench.progress().finished(subject, Step.FETCH, said(answers));
      long landStarted = bench.clock().millis();
      bench.progress().started(subject, Step.LAND);
      Batch batch =
          kept.isPresent()
              ? landing.land(kept.get(), answers)
              : landing.land(subject.runId(), answers, condition);
      bench.progress().finished(subject, Step.LAND, "batch " + batch.seq());
      noteWithoutCursor(batch);
      return new Landed(batch, landStarted - fetchStarted, bench.clock().millis() - landStarted);
    } finally {
      bench.progress().stopped();
      delete(scratch);
    }
  }

  private boolean isConditional() {
    ApiSource source = contract.source();
    return source.conditionalGet()
        && source.pagination().equals(Pagination.NONE)
        && source.incremental() == null
        && !fromStart;
  }

  private KeptPages keptPages(RawLog log, ApiSource asked, Path scratch) throws IOException {
    return new KeptPages(
        log,
        subject.runId(),
        asked,
        contract.tables(),
        scratch,
        bench.clock(),
        KeptPages.WORTH_KEEPING);
  }

  private List<Answer> answers(
      ApiSource asked, Condition condition, Optional<KeptPages> kept, Path scratch) {
    try {
      return fetcher.fetch(
          asked,
          contract.tables(),
          condition.validators(),
          kept.<PageMemory>map(Memory::new).orElse(PageMemory.NONE),
          scratch,
          new Listener());
    } catch (FirnException e) {
      kept.ifPresent(KeptPages::stop);
      throw e;
    }
  }

  /** For what changed since the last position, if the contract says how. */
  private ApiSource asked(Landing landing) {
    ApiSource source = contract.source();
    Incremental incremental = source.incremental();
    String since =
        incremental == null
            ? null
            : incremental.asked(fromStart ? null : landing.position().orElse(null));
    return since == null
        ? source
        : source.at(Addresses.with(source.location(), incremental.parameter(), since));
  }

  private void noteWithoutCursor(Batch batch) {
    Incremental incremental = contract.source().incremental();
    boolean records = batch.scans().values().stream().anyMatch(scan -> scan.records() > 0);
    if (incremental != null && batch.cursor() == null && records) {
      bench
          .progress()
          .note(
              subject,
              Step.LAND,
              "nothing at %s is a position in the format %s that has been reached; the next fetch asks for everything again"
                  .formatted(incremental.at(), incremental.format().word()));
    }
  }

  private static String said(List<Answer> answers) {
    if (answers.get(0).notModified()) {
      return "304 Not Modified";
    }
    return answers.size() == 1 ? "200 OK" : "%,d pages".formatted(answers.size());
  }

  /** Fetching knows nothing of the raw log. */
  private record Memory(KeptPages kept) implements PageMemory {

    @Override
    public List<Answer> earlier() {
      return kept.earlier();
    }

    @Override
    public void forget() {
      kept.forget();
    }

    @Override
    public void keep(List<Answer> soFar) {
      kept.keep(soFar);
    }
  }

  private final class Listener implements FetchListener {

    @Override
    public void waiting(String why, Duration howLong) {
      warning("%s; waiting %d ms".formatted(why, howLong.toMillis()));
    }

    @Override
    public void warning(String what) {
      bench.progress().note(subject, Step.FETCH, what);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * @param batch what the fetch brought
   * @param fetchMillis how long asking took
   * @param landMillis how long landing took
   */
  public record Landed(Batch batch, long fetchMillis, long landMillis) {

    TableReport.Landed toReport() {
      Page page = batch.pages().get(0);
      return new TableReport.Landed(
          batch.seq(),
          batch.kind().name().toLowerCase(Locale.ROOT),
          page.status(),
          batch.bytes(),
          batch.unreadable() == null ? null : batch.unreadable().toString(),
          batch.pages().stream().flatMap(one -> one.failedAttempts().stream()).toList());
    }
  }
}
