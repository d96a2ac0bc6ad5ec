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
import dev.firn.raw.Page;
import dev.firn.raw.RawLog;
import dev.firn.raw.Scan;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private static Validators validators(Batch batch) {
    Map<String, String> headers = batch.pages().get(0).headers();
    return new Validators(headers.get("etag"), headers.get("last-modified"));
  }

  /**
   * @param fetchId unique; landing the same one twice gives the same batch
   * @param condition that the fetch was made under
   */
  public Batch land(String fetchId, Answer answer, Condition condition) throws IOException {
    Optional<Batch> landed = log.landed(fetchId);
    if (landed.isPresent()) {
      return landed.get();
    }
    if (answer.notModified()) {
      Batch confirmed = confirmed(answer, condition);
      return log.append(seq -> again(seq, fetchId, answer, confirmed));
    }
    Map<String, Scan> scans = new LinkedHashMap<>();
    Batch.Unreadable unreadable = scan(answer, scans);
    return log.append(
        seq -> {
          Optional<Batch> same = sameBytes(seq - 1, answer);
          if (same.isPresent()) {
            return repeat(seq, fetchId, same.get(), page(answer, body(same.get())));
          }
          return batch(
              seq,
              fetchId,
              unreadable == null ? Kind.CONTENT : Kind.UNREADABLE,
              null,
              page(answer, log.storeBody(fetchId, 0, answer.body())),
              unreadable,
              unreadable == null ? scans : Map.of());
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
      return repeat(seq, fetchId, confirmed, page(answer, null));
    }
    return batch(
        seq,
        fetchId,
        Kind.CONTENT,
        null,
        page(answer, null).with(confirmed.pages().get(0)),
        null,
        confirmed.scans());
  }

  private Batch repeat(long seq, String fetchId, Batch origin, Page page) {
    return batch(seq, fetchId, Kind.REPEAT, origin.seq(), page, null, Map.of());
  }

  private Batch batch(
      long seq,
      String fetchId,
      Kind kind,
      Long sameAs,
      Page page,
      Batch.Unreadable unreadable,
      Map<String, Scan> scans) {
    String now = clock.instant().toString();
    return new Batch(
        FORMAT, seq, log.feed(), fetchId, now, kind, sameAs, List.of(page), unreadable, scans);
  }

  private static String body(Batch batch) {
    return batch.pages().get(0).body();
  }

  /** The last body, if it is content of the same bytes. */
  private Optional<Batch> sameBytes(long head, Answer answer) {
    return lastBody(head)
        .filter(Batch::hasContent)
        .filter(batch -> batch.pages().get(0).sha256().equals(answer.sha256()));
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

  private static Page page(Answer answer, String body) {
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
  private Batch.Unreadable scan(Answer answer, Map<String, Scan> scans) throws IOException {
    try {
      for (TableContract table : contract.tables()) {
        scans.put(table.name(), new BodyScan(table).of(answer.body()));
      }
      return null;
    } catch (UnreadableException e) {
      return new Batch.Unreadable(
          e.getMessage(), e.place().line(), e.place().column(), e.place().offset());
    }
  }
}
