package dev.firn.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Streams a body into a file. The HTTP client's threads write while the fetching thread may give
 * up, hence the locks.
 */
final class BodyFile implements BodySubscriber<Payload> {

  private final ScratchFile file;
  private final CompletableFuture<Payload> result = new CompletableFuture<>();
  private long announced = -1;
  private Subscription subscription;

  BodyFile(ScratchFile file) {
    this.file = file;
  }

  /**
   * Content-Length, so that a body too large need not be read to be refused; -1 when the answer has
   * none.
   */
  synchronized BodyFile announced(long length) {
    announced = length;
    return this;
  }

  @Override
  public synchronized void onSubscribe(Subscription subscription) {
    if (result.isDone()) {
      subscription.cancel();
      return;
    }
    this.subscription = subscription;
    try {
      file.create(announced);
      subscription.request(Long.MAX_VALUE);
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (result.isDone()) {
        return;
      }
      try {
        file.write(buffer);
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  @Override
  public synchronized void onComplete() {
    if (result.isDone()) {
      return;
    }
    try {
      result.complete(file.finish());
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void onError(Throwable broken) {
    result.completeExceptionally(broken);
  }

  @Override
  public CompletionStage<Payload> getBody() {
    return result;
  }

  /**
   * How much came so far, for messages: {@code 10 of 20 body bytes}; null before the body began.
   */
  synchronized String progress() {
    if (subscription == null) {
      return null;
    }
    return announced < 0
        ? String.format(Locale.ROOT, "%,d body bytes", file.bytes())
        : String.format(Locale.ROOT, "%,d of %,d body bytes", file.bytes(), announced);
  }

  /** Ignores what may still come and removes the file. */
  synchronized void abandon() {
    result.completeExceptionally(new IOException("abandoned"));
    file.remove();
  }

  private void fail(Exception reason) {
    if (subscription != null) {
      subscription.cancel();
    }
    result.completeExceptionally(reason);
  }
}
