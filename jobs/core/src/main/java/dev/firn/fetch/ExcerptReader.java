package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Reads as much of an error body as a message shows, and never fails: a broken error body must not
 * hide the status that came with it.
 */
final class ExcerptReader implements BodySubscriber<Payload> {

  static final int MAX_CHARS = 200;
  private static final int MAX_BYTES = 2_000;

  private final ByteArrayOutputStream begin = new ByteArrayOutputStream();
  private final CompletableFuture<Payload> result = new CompletableFuture<>();
  private final Secrets secrets;
  private final Optional<ContentCoding> coding;
  private Subscription subscription;

  ExcerptReader(HttpHeaders headers, Secrets secrets) {
    this.secrets = secrets;
    this.coding = ContentCoding.of(headers);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] some = new byte[Math.min(buffer.remaining(), MAX_BYTES - begin.size())];
      buffer.get(some);
      begin.writeBytes(some);
    }
    if (begin.size() == MAX_BYTES) {
      onComplete();
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable broken) {
    onComplete();
  }

  @Override
  public void onComplete() {
    result.complete(new Payload.Excerpt(soFar()));
  }

  synchronized String soFar() {
    return coding.map(this::decoded).map(text -> clean(text, secrets)).orElse("");
  }

  /** As much as can be: the end is missing, and what came may not be what it says. */
  private String decoded(ContentCoding coding) {
    byte[] text = new byte[MAX_BYTES];
    int length = 0;
    try (InputStream in = coding.decode(new ByteArrayInputStream(begin.toByteArray()))) {
      for (int one = in.read(); one >= 0 && length < MAX_BYTES; one = in.read()) {
        text[length++] = (byte) one;
      }
    } catch (IOException e) {
      // What was read before is said.
    }
    return new String(text, 0, length, UTF_8);
  }

  @Override
  public CompletionStage<Payload> getBody() {
    return result;
  }

  /** One line without secrets and control characters, at most {@link #MAX_CHARS} long. */
  static String clean(String text, Secrets secrets) {
    String line = secrets.hide(text).replaceAll("\\s+", " ").replaceAll("\\p{C}", "").strip();
    if (line.codePointCount(0, line.length()) <= MAX_CHARS) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, MAX_CHARS - 1)) + "…";
  }
}
