package dev.firn.land;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.fetch.Answer;
import dev.firn.fetch.Validators;
import dev.firn.json.UnreadableException;
import dev.firn.raw.Batch;
import dev.firn.raw.Batch.Kind;
import dev.firn.raw.Cursor;
import dev.firn.raw.Page;
import dev.firn.raw.RawLog;
import dev.firn.raw.Scan;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lands an answer: the exact bytes first, then the manifest that makes them a batch. */
public final class Landing {

  private static final int FORMAT = 1;

  private final RawLog log;
  private final Contract contract;
  private final Clock clock;

  public Landing(RawLog log, Contract contract, Clock clock) {
    this.log = log;
    this.contract = contract;
    this.clock = clock;
  }

  /**
   * What makes the next fetch conditional: the last body that tables can read, and the validators
   * that came last with it. A third party may give the same bytes a new ETag.
   */
  public Condition condition() {
    long head = log.head();
    Optional<Batch> content = lastContent(head);
    if (content.isEmpty()) {
      return Condition.NONE;
    }
    Validators validators =
        log.find(head)
            .filter(batch -> batch.kind() == Kind.REPEAT)
            .map(Landing::validators)
            .filter(sent -> !sent.equals(Validators.NONE))
            .orElseGet(() -> validators(content.get()));
    return new Condition(validators, content.get().seq());
  }

  /**
   * The last position of the changes that have landed; empty when none has, or the contract counted
   * otherwise then.
   */
  public Optional<BigDecimal> position() {
    return position(log.head());
  }

  private Optional<BigDecimal> position(long seq) {
    return changes().flatMap(changes -> changes.position(seq == 0 ? null : log.get(seq).cursor()));
  }

  private Optional<Changes> changes() {
    return Optional.ofNullable(contract.source().incremental())
        .map(incremental -> new Changes(incremental, contract.tables().get(0)));
  }

  private static Validators validators(Batch batch) {
    Map<String, String> headers = batch.pages().get(0).headers();
    return new Validators(headers.get("etag"), headers.get("last-modified"));
  }

  /**
   * @param fetchId unique; landing the same one twice gives the same batch
   * @param answers the pages, one or more
   * @param condition that the fetch was made under
   */
  public Batch land(String fetchId, List<Answer> answers, Condition condition) throws IOException {
    return land(new Fetched(fetchId, clock.instant(), List.of()), answers, condition);
  }

  /** As {@link #land(String, List, Condition)}, what a fetch has got that kept pages. */
  public Batch land(KeptPages kept, List<Answer> answers) throws IOException {
    return land(kept.fetched(), answers, Condition.NONE);
  }

  /**
   * @param began by the clock of whoever began it
   * @param bodies keys of the first pages' bodies, as far as they are stored
   */
  record Fetched(String id, Instant began, List<String> bodies) {}

  private Batch land(Fetched fetched, List<Answer> answers, Condition condition)
      throws IOException {
    String fetchId = fetched.id();
    Optional<Batch> landed = log.landed(fetchId, fetched.began());
    if (landed.isPresent()) {
      return landed.get();
    }
    if (answers.get(0).notModified()) {
      Answer answer = answers.get(0);
      Batch confirmed = confirmed(answer, condition);
      return log.append(seq -> again(seq, fetchId, answer, confirmed));
    }
    Map<String, Scan> scans = new LinkedHashMap<>();
    Batch.Unreadable unreadable = scan(answers, scans);
    Optional<BigDecimal> reached = unreadable == null ? reached(answers) : Optional.empty();
    return log.append(
        seq -> {
          Optional<Batch> same = sameBytes(seq - 1, answers);
          if (same.isPresent()) {
            return repeat(seq, fetchId, same.get(), pages(answers, same.get()), reached);
          }
          return batch(
              seq,
              fetchId,
              unreadable == null ? Kind.CONTENT : Kind.UNREADABLE,
              null,
              stored(fetched, answers),
              unreadable,
              unreadable == null ? scans : Map.of(),
              reached);
        });
  }

  private Batch confirmed(Answer answer, Condition condition) {
    if (condition.seq() == 0) {
      throw new FirnException(
          Fault.THIRD_PARTY,
          answer.uri() + " says 304 Not Modified, but nothing of it has landed yet",
          "try again");
    }
    return log.get(condition.seq());
  }

  /**
   * What a 304 confirms. If another fetch has landed other content since it was asked, the third
   * party has gone back to what it said before, and that is news.
   */
  private Batch again(long seq, String fetchId, Answer answer, Batch confirmed) {
    boolean current =
        lastContent(seq - 1).filter(last -> last.seq() == confirmed.seq()).isPresent();
    if (current) {
      return repeat(seq, fetchId, confirmed, List.of(page(answer, null)), Optional.empty());
    }
    return batch(
        seq,
        fetchId,
        Kind.CONTENT,
        null,
        List.of(page(answer, null).with(confirmed.pages().get(0))),
        null,
        confirmed.scans(),
        Optional.empty());
  }

  private Batch repeat(
      long seq, String fetchId, Batch origin, List<Page> pages, Optional<BigDecimal> reached) {
    return batch(seq, fetchId, Kind.REPEAT, origin.seq(), pages, null, Map.of(), reached);
  }

  private Batch batch(
      long seq,
      String fetchId,
      Kind kind,
      Long sameAs,
      List<Page> pages,
      Batch.Unreadable unreadable,
      Map<String, Scan> scans,
      Optional<BigDecimal> reached) {
    String now = clock.instant().toString();
    return new Batch(
        FORMAT,
        seq,
        log.feed(),
        fetchId,
        now,
        kind,
        sameAs,
        pages,
        unreadable,
        scans,
        cursor(seq - 1, reached));
  }

  /** Never behind the one before: a slow fetch may land after a later one. */
  private Cursor cursor(long before, Optional<BigDecimal> reached) {
    return Stream.concat(position(before).stream(), reached.stream())
        .max(Comparator.naturalOrder())
        .flatMap(position -> changes().map(changes -> changes.cursor(position)))
        .orElse(null);
  }

  private Optional<BigDecimal> reached(List<Answer> answers) throws IOException {
    Optional<Changes> changes = changes();
    try {
      return changes.isPresent() ? changes.get().highest(answers) : Optional.empty();
    } catch (UnreadableException e) {
      throw new IllegalStateException("could be read just now", e);
    }
  }

  private List<Page> stored(Fetched fetched, List<Answer> answers) throws IOException {
    List<Page> pages = new ArrayList<>();
    for (Answer answer : answers) {
      int number = pages.size();
      String body =
          number < fetched.bodies().size()
              ? fetched.bodies().get(number)
              : log.storeBody(fetched.id(), number, answer.body());
      pages.add(page(answer, body));
    }
    return pages;
  }

  /** With the bodies that are there already. */
  private static List<Page> pages(List<Answer> answers, Batch same) {
    return IntStream.range(0, answers.size())
        .mapToObj(i -> page(answers.get(i), same.pages().get(i).body()))
        .toList();
  }

  /** The last bodies, if they are content of the same bytes. */
  private Optional<Batch> sameBytes(long head, List<Answer> answers) {
    return lastBody(head)
        .filter(Batch::hasContent)
        .filter(
            batch ->
                batch.pages().stream()
                    .map(Page::sha256)
                    .toList()
                    .equals(answers.stream().map(Answer::sha256).toList()));
  }

  private Optional<Batch> lastContent(long seq) {
    Optional<Batch> last = lastBody(seq);
    while (last.isPresent() && !last.get().hasContent()) {
      last = lastBody(last.get().seq() - 1);
    }
    return last;
  }

  /** What the third party last said, seen through repeats. */
  private Optional<Batch> lastBody(long seq) {
    if (seq == 0) {
      return Optional.empty();
    }
    Batch batch = log.get(seq);
    return Optional.of(batch.kind() == Kind.REPEAT ? log.get(batch.sameAs()) : batch);
  }

  static Page page(Answer answer, String body) {
    return new Page(
        answer.uri().toString(),
        answer.status(),
        answer.headers(),
        answer.requestedAt().toString(),
        answer.millis(),
        body,
        answer.bytes(),
        answer.sha256(),
        answer.failedAttempts());
  }

  /** Fills in what each table finds; a body that one table cannot read is unreadable for all. */
  private Batch.Unreadable scan(List<Answer> answers, Map<String, Scan> scans) throws IOException {
    for (TableContract table : contract.tables()) {
      BodyScan scan = new BodyScan(table);
      for (int i = 0; i < answers.size(); i++) {
        try {
          scan.add(answers.get(i).body());
        } catch (UnreadableException e) {
          String page = answers.size() == 1 ? "" : "page %d: ".formatted(i + 1);
          String what =
              Appearance.of(answers.get(i).body())
                  .map(appearance -> appearance + ", where JSON was expected")
                  .orElse(e.getMessage());
          return new Batch.Unreadable(
              page + what, e.place().line(), e.place().column(), e.place().offset(), i + 1);
        }
      }
      scans.put(table.name(), scan.result());
    }
    return null;
  }
}
