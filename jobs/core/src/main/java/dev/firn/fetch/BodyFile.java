package dev.firn.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams a body into a file that does not exist yet: counted, hashed, cut off at a limit, forced
 * to disk. The HTTP client's threads write while the fetching thread may give up, hence the locks.
 */
final class BodyFile implements BodySubscriber<Payload> {

  private static final Logger log = LoggerFactory.getLogger(BodyFile.class);

  private final Path file;
  private final long limit;
  private final EchoWatch echo;
  private final MessageDigest sha256 = sha256();
  private final CompletableFuture<Payload> result = new CompletableFuture<>();
  private long announced = -1;
  private long bytes;
  private Subscription subscription;
  private FileChannel channel;

  BodyFile(Path file, long limit, EchoWatch echo) {
    this.file = file;
    this.limit = limit;
    this.echo = echo;
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
    if (announced > limit) {
      fail(new TooLargeException(announced));
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      subscription.request(Long.MAX_VALUE);
    } catch (IOException e) {
      fail(new NotWrittenException(e));
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (result.isDone()) {
        return;
      }
      bytes += buffer.remaining();
      if (bytes > limit) {
        fail(new TooLargeException(-1));
        return;
      }
      sha256.update(buffer.duplicate());
      echo.see(buffer.duplicate());
      write(buffer);
    }
  }

  private void write(ByteBuffer buffer) {
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      fail(new NotWrittenException(e));
    }
  }

  @Override
  public synchronized void onComplete() {
    if (result.isDone()) {
      return;
    }
    try {
      channel.force(true);
      channel.close();
      result.complete(new Payload.Stored(file, bytes, HexFormat.of().formatHex(sha256.digest())));
    } catch (IOException e) {
      fail(new NotWrittenException(e));
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
        ? String.format(Locale.ROOT, "%,d body bytes", bytes)
        : String.format(Locale.ROOT, "%,d of %,d body bytes", bytes, announced);
  }

  synchronized boolean echoes() {
    return echo.found();
  }

  /** Ignores what may still come and removes the file. */
  synchronized void abandon() {
    result.completeExceptionally(new IOException("abandoned"));
    try {
      if (channel != null) {
        channel.close();
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      log.warn("cannot remove {}, the remainder of a failed attempt", file, e);
    }
  }

  private void fail(Exception reason) {
    if (subscription != null) {
      subscription.cancel();
    }
    result.completeExceptionally(reason);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The disk failed, not the third party. */
  static final class NotWrittenException extends IOException {

    NotWrittenException(IOException cause) {
      super(cause);
    }
  }

  /** The body is over the limit. */
  static final class TooLargeException extends IOException {

    private final long announced;

    private TooLargeException(long announced) {
      super("body too large");
      this.announced = announced;
    }

    /** Content-Length; -1 when the limit was reached while reading. */
    long announced() {
      return announced;
    }
  }
}
