package dev.firn.fetch;

import dev.firn.contract.ApiSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request: a usable answer, or a {@link FailedAttempt}. */
final class Exchange {

  /** The head of an answer that is neither a 200 nor an expected 304. */
  private record Refused(ResponseInfo head, ExcerptReader excerpt) {}

  private final Line line;
  private final ApiSource source;
  private final Secrets secrets;
  private final Question question;
  private final Path scratch;
  private final EchoWatch echo;
  private final BodyFile file;
  private volatile Refused refused;

  /**
   * @param source of the page that is asked for
   */
  Exchange(Line line, ApiSource source, Question question, Path scratch) {
    this.line = line;
    this.source = source;
    this.secrets = question.secrets();
    this.question = question;
    this.scratch = scratch;
    this.echo = new EchoWatch(secrets.unmistakable());
    this.file = new BodyFile(scratchFile());
  }

  private ScratchFile scratchFile() {
    return new ScratchFile(
        scratch.resolve("body-" + UUID.randomUUID()), source.limits().bodyBytes(), echo);
  }

  /**
   * @param timeout until the last byte; the client's own ends at the headers
   * @param failedBefore a sentence for each attempt before this one
   */
  Received send(Duration timeout, List<String> failedBefore)
      throws FailedAttempt, InterruptedException {
    Instant requestedAt = line.time().now();
    long start = line.time().nanos();
    CompletableFuture<HttpResponse<Payload>> sent =
        line.client().sendAsync(line.leaving(question.request()), this::subscriber);
    boolean usable = false;
    try {
      HttpResponse<Payload> response = sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      Answer answer = answer(response, requestedAt, start, failedBefore);
      usable = true;
      return new Received(answer, question.address(), response.headers());
    } catch (TimeoutException e) {
      throw refused == null ? late(timeout, e) : refusal();
    } catch (ExecutionException e) {
      // An error status stands, whatever became of the body behind it.
      throw refused == null ? breakdown().of(e.getCause(), file) : refusal();
    } catch (IOException e) {
      throw breakdown().of(e, file);
    } finally {
      if (!usable) {
        sent.cancel(true);
        file.abandon();
      }
    }
  }

  /** Whether the body repeats a secret of the request. */
  boolean echoes() {
    return echo.found();
  }

  /** The address that was asked, as it may be shown. */
  String where() {
    return secrets.hide(Secrets.masked(question.address()).toString());
  }

  private BodySubscriber<Payload> subscriber(ResponseInfo head) {
    if (head.statusCode() == Status.OK && ContentCoding.of(head.headers()).isPresent()) {
      return file.announced(head.headers().firstValueAsLong("content-length").orElse(-1));
    }
    ExcerptReader excerpt = new ExcerptReader(head.headers(), secrets);
    if (!notModified(head.statusCode())) {
      refused = new Refused(head, excerpt);
    }
    return excerpt;
  }

  private FailedAttempt late(Duration timeout, TimeoutException reason) {
    String progress = file.progress();
    return FailedAttempt.passing(
        "no complete answer within "
            + HumanDuration.of(timeout)
            + (progress == null ? "" : ", only " + progress),
        reason);
  }

  private FailedAttempt refusal() {
    return refusal(
        refused.head().statusCode(), refused.head().headers(), refused.excerpt().soFar());
  }

  private FailedAttempt refusal(int status, HttpHeaders headers, String says) {
    return new Refusal(source.at(question.address()), secrets)
        .of(status, headers, says, line.time().now());
  }

  private Breakdown breakdown() {
    return new Breakdown(
        source.at(question.address()), secrets, line.proxy(question.address()).orElse(null));
  }

  private boolean notModified(int status) {
    return question.conditional() && status == Status.NOT_MODIFIED;
  }

  private Answer answer(
      HttpResponse<Payload> response, Instant requestedAt, long start, List<String> failedBefore)
      throws FailedAttempt, IOException {
    if (refused != null) {
      throw refusal();
    }
    if (response.body() == null) {
      // A proxy would not connect: the client asks nobody what to do with that body.
      throw refusal(response.statusCode(), response.headers(), "");
    }
    Payload.Stored stored =
        response.body() instanceof Payload.Stored body
            ? new Unpacking(ContentCoding.of(response.headers()).orElseThrow(), scratchFile())
                .of(body)
            : null;
    return new Answer(
        URI.create(secrets.hide(Secrets.masked(source.location()).toString())),
        response.statusCode(),
        KeptHeaders.of(response.headers(), secrets),
        requestedAt,
        TimeUnit.NANOSECONDS.toMillis(line.time().nanos() - start),
        stored == null ? null : stored.file(),
        stored == null ? 0 : stored.bytes(),
        stored == null ? null : stored.sha256(),
        failedBefore);
  }
}
