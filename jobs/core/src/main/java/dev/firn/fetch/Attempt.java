package dev.firn.fetch;

import dev.firn.contract.ApiSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One go at a page, from its own address through redirects to a usable answer. */
final class Attempt {

  private final HttpClient client;
  private final Time time;
  private final ApiSource source;
  private final Function<URI, Question> questions;
  private final Redirects redirects;
  private final Path scratch;
  private boolean echoes;

  /**
   * @param source whose location is the page's address
   * @param questions what to send to an address
   */
  Attempt(
      HttpClient client,
      Time time,
      ApiSource source,
      Function<URI, Question> questions,
      Redirects redirects,
      Path scratch) {
    this.client = client;
    this.time = time;
    this.source = source;
    this.questions = questions;
    this.redirects = redirects;
    this.scratch = scratch;
  }

  /**
   * @param timeout until the last byte of the last answer
   * @param failedBefore a sentence for each attempt before this one
   */
  Received send(Duration timeout, List<String> failedBefore)
      throws FailedAttempt, InterruptedException {
    long start = time.nanos();
    Set<URI> asked = new LinkedHashSet<>();
    URI address = source.location();
    while (true) {
      asked.add(address);
      Exchange exchange = new Exchange(client, time, source, questions.apply(address), scratch);
      try {
        Duration left = timeout.minusNanos(time.nanos() - start);
        Received received = exchange.send(left.isNegative() ? Duration.ZERO : left, failedBefore);
        echoes = exchange.echoes();
        return received;
      } catch (FailedAttempt failed) {
        address = next(failed, exchange, asked);
      }
    }
  }

  private URI next(FailedAttempt failed, Exchange exchange, Set<URI> asked) throws FailedAttempt {
    try {
      return redirects.next(failed, asked);
    } catch (FailedAttempt last) {
      throw asked.size() == 1 ? last : last.at(exchange.where());
    }
  }

  /** Whether the body repeats a secret of the request. */
  boolean echoes() {
    return echoes;
  }
}
