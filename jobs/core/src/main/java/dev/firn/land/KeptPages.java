package dev.firn.land;

import dev.firn.contract.ApiSource;
import dev.firn.contract.TableContract;
import dev.firn.fetch.Answer;
import dev.firn.raw.Page;
import dev.firn.raw.RawLog;
import dev.firn.raw.Underway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the pages of a long fetch in the raw log while it runs. They land under the fetch that
 * asked for the first of them: should two go on with it, the one that lands last is given the batch
 * of the other.
 */
public final class KeptPages {

  private static final int FORMAT = 1;

  /** What took longer to get is worth keeping. */
  public static final Duration WORTH_KEEPING = Duration.ofSeconds(10);

  private static final Duration FRESH = Duration.ofDays(1);

  private final RawLog log;
  private final Clock clock;
  private final Duration worthKeeping;
  private final String question;
  private final String newFetch;
  private final List<Answer> earlier = new ArrayList<>();
  private final List<Page> kept = new ArrayList<>();
  private List<Answer> got = List.of();
  private String fetchId;
  private Instant began;
  private Instant lastKept;

  /**
   * @param fetchId of this fetch, unless it goes on with another
   * @param asked with the address of the first page
   * @param scratch a folder for the bodies of earlier pages
   * @param worthKeeping how long pages must have taken for being kept before the fetch fails
   */
  public KeptPages(
      RawLog log,
      String fetchId,
      ApiSource asked,
      List<TableContract> tables,
      Path scratch,
      Clock clock,
      Duration worthKeeping)
      throws IOException {
    this.log = log;
    this.clock = clock;
    this.worthKeeping = worthKeeping;
    this.newFetch = fetchId;
    this.question =
        "%s %s %s %s"
            .formatted(
                asked.location(),
                asked.pagination(),
                tables.stream().map(TableContract::records).distinct().toList(),
                tables.stream().map(TableContract::layout).distinct().toList());
    begin();
    Optional<Underway> stopped = stopped();
    if (stopped.isPresent()) {
      goOn(stopped.get(), scratch);
    }
  }

  private void begin() {
    fetchId = newFetch;
    began = clock.instant();
    lastKept = began;
    earlier.clear();
    kept.clear();
  }

  private Optional<Underway> stopped() throws IOException {
    Optional<Underway> last = log.underway(question);
    if (last.isEmpty()) {
      return last;
    }
    Instant then = Instant.parse(last.get().startedAt());
    boolean fresh = then.isAfter(clock.instant().minus(FRESH));
    return fresh && log.landed(last.get().fetchId(), then).isEmpty() ? last : Optional.empty();
  }

  private void goOn(Underway stopped, Path scratch) throws IOException {
    fetchId = stopped.fetchId();
    began = Instant.parse(stopped.startedAt());
    kept.addAll(stopped.pages());
    Files.createDirectories(scratch);
    for (Page page : stopped.pages()) {
      Path body = scratch.resolve("earlier-" + earlier.size());
      try (InputStream in = log.open(page.body())) {
        Files.copy(in, body);
      }
      earlier.add(
          new Answer(
              URI.create(page.url()),
              page.status(),
              page.headers(),
              Instant.parse(page.requestedAt()),
              page.millis(),
              body,
              page.bytes(),
              page.sha256(),
              page.failedAttempts()));
    }
  }

  /** The first pages, got by a fetch that stopped; empty when there was none. */
  public List<Answer> earlier() {
    return List.copyOf(earlier);
  }

  /** The earlier pages are of no use: this fetch begins with the first page. */
  public void forget() {
    begin();
  }

  /**
   * @param soFar all that this fetch has got
   */
  public void keep(List<Answer> soFar) {
    got = List.copyOf(soFar);
    if (!clock.instant().isBefore(lastKept.plus(worthKeeping))) {
      keepAll();
    }
  }

  /** Keeps what there is, because this fetch ends before its last page. */
  public void stop() {
    keepAll();
  }

  private void keepAll() {
    if (got.size() <= kept.size()) {
      return;
    }
    try {
      for (Answer answer : got.subList(kept.size(), got.size())) {
        kept.add(Landing.page(answer, log.storeBody(fetchId, kept.size(), answer.body())));
      }
      log.keep(new Underway(FORMAT, fetchId, question, began.toString(), kept));
      lastKept = clock.instant();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the pages that there are", e);
    }
  }

  Landing.Fetched fetched() {
    return new Landing.Fetched(fetchId, began, kept.stream().map(Page::body).toList());
  }
}
