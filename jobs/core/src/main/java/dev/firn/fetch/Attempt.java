package dev.firn.fetch;

import dev.firn.contract.ApiSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One go at a page, from its own address through redirects to a usable answer. */
final class Attempt {

  private final Line line;
  private final ApiSource source;
  private final Function<URI, Question> questions;
  private final Redirects redirects;
  private final Access access;
  private final Path scratch;
  private boolean echoes;

  /**
   * @param source whose location is the page's address
   * @param questions what to send to an address
   */
  Attempt(
      Line line,
      ApiSource source,
      Function<URI, Question> questions,
      Redirects redirects,
      Access access,
      Path scratch) {
    this.line = line;
    this.source = source;
    this.questions = questions;
    this.redirects = redirects;
    this.access = access;
    this.scratch = scratch;
  }

  /**
   * @param timeout until the last byte of the last answer
   * @param failedBefore a sentence for each attempt before this one
   */
  Received send(Duration timeout, List<String> failedBefore)
      throws FailedAttempt, InterruptedException {
    Deadline deadline = new Deadline(line.time(), timeout);
    List<String> failed = new ArrayList<>(failedBefore);
    Set<URI> asked = new LinkedHashSet<>();
    boolean renewed = false;
    URI address = source.location();
    while (true) {
      asked.add(address);
      deadline.extend(line.pace().await(source, address));
      Exchange exchange = new Exchange(line, source, questions.apply(address), scratch);
      try {
        Received received = exchange.send(deadline.left(), failed);
        access.accept();
        echoes = exchange.echoes();
        return received;
      } catch (FailedAttempt refused) {
        if (refused.isUnauthorized() && !renewed && access.renew()) {
          renewed = true;
          failed.add(refused.what() + ", asked for a new token");
          asked.clear();
          address = source.location();
        } else {
          address = next(refused, exchange, asked);
        }
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
