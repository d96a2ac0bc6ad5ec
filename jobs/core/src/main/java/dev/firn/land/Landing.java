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
   * What makes the next fetch conditional: the validators that came last with the last body that
   * tables can read. A third party may give the same bytes a new ETag.
   */
  public Validators validators() {
    return log.find(log.head())
        .filter(batch -> batch.kind() == Kind.REPEAT)
        .map(Landing::validators)
        .filter(validators -> !validators.equals(Validators.NONE))
        .or(() -> lastContent(log.head()).map(Landing::validators))
        .orElse(Validators.NONE);
  }

  private static Validators validators(Batch batch) {
    Map<String, String> headers = batch.pages().get(0).headers();
    return new Validators(headers.get("etag"), headers.get("last-modified"));
  }

  /**
   * @param fetchId unique; landing the same one twice gives the same batch
   */
  public Batch land(String fetchId, Answer answer) throws IOException {
    Optional<Batch> landed = log.landed(fetchId);
    if (landed.isPresent()) {
      return landed.get();
    }
    Map<String, Scan> scans = new LinkedHashMap<>();
    Batch.Unreadable unreadable = answer.notModified() ? null : scan(answer, scans);
    String now = clock.instant().toString();
    return log.append(
        seq -> {
          Optional<Batch> origin = origin(seq, answer);
          if (origin.isPresent()) {
            String body = answer.notModified() ? null : origin.get().pages().get(0).body();
            return new Batch(
                FORMAT,
                seq,
                log.feed(),
                fetchId,
                now,
                Kind.REPEAT,
                origin.get().seq(),
                List.of(page(answer, body)),
                null,
                Map.of());
          }
          return new Batch(
              FORMAT,
              seq,
              log.feed(),
              fetchId,
              now,
              unreadable == null ? Kind.CONTENT : Kind.UNREADABLE,
              null,
              List.of(page(answer, log.storeBody(fetchId, 0, answer.body()))),
              unreadable,
              unreadable == null ? scans : Map.of());
        });
  }

  /**
   * The batch that the answer repeats: what its 304 refers to, or the last body if that has the
   * same bytes.
   */
  private Optional<Batch> origin(long seq, Answer answer) {
    if (!answer.notModified()) {
      return lastBody(seq - 1)
          .filter(Batch::hasContent)
          .filter(batch -> batch.pages().get(0).sha256().equals(answer.sha256()));
    }
    Optional<Batch> last = lastContent(seq - 1);
    if (last.isEmpty()) {
      throw new FirnException(
          Fault.THIRD_PARTY,
          answer.uri() + " says 304 Not Modified, but nothing of it has landed yet",
          "try again");
    }
    return last;
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
