package dev.firn.store;

import static java.util.Objects.requireNonNull;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A prefix of an S3 bucket. An object appears by a PUT that S3 refuses if the name is taken
 * (If-None-Match, Amazon S3 User Guide, "How to prevent object overwrites with conditional
 * writes").
 *
 * <p>A PUT whose reply was lost is sent again by the SDK and then refused, so {@code false} may
 * also mean that this very content is there.
 */
public final class S3Store implements WriteOnceStore, AutoCloseable {

  private static final long serialVersionUID = 1L;

  /** What S3 lists in a request at most. */
  private static final int PAGE = 1000;

  private static final int TAKEN = 412;

  /** Somebody else is writing that name right now; S3 asks to try again. */
  private static final int CONTESTED = 409;

  private static final RetryPolicy<Boolean> UNTIL_DECIDED =
      RetryPolicy.<Boolean>builder()
          .handleIf(e -> e instanceof S3Exception said && said.statusCode() == CONTESTED)
          .withBackoff(Duration.ofMillis(20), Duration.ofSeconds(2))
          .withJitter(0.5)
          .withMaxRetries(8)
          .build();

  private final String bucket;
  private final String root;
  private final Clients clients;
  private transient S3Client client;

  /** Opens a client where the store is used: stores travel, clients cannot. */
  @FunctionalInterface
  public interface Clients extends java.io.Serializable, Supplier<S3Client> {}

  /**
   * @param location {@code s3://bucket} or {@code s3://bucket/prefix}
   */
  public S3Store(URI location, Clients clients) {
    if (!"s3".equals(location.getScheme()) || location.getHost() == null) {
      throw new IllegalArgumentException("not s3://bucket/prefix: " + location);
    }
    this.bucket = location.getAuthority();
    String path = location.getPath().replaceAll("^/+|/+$", "");
    this.root = path.isEmpty() ? "" : path + "/";
    this.clients = requireNonNull(clients, "clients");
    this.client = clients.get();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    client = clients.get();
  }

  @Override
  public boolean create(String key, byte[] content) throws IOException {
    return create(key, RequestBody.fromBytes(content));
  }

  @Override
  public boolean create(String key, Path content) throws IOException {
    return create(key, RequestBody.fromFile(content));
  }

  private boolean create(String key, RequestBody content) throws IOException {
    String name = root + Keys.checked(key);
    try {
      return Failsafe.with(UNTIL_DECIDED)
          .get(
              () -> {
                client.putObject(put -> put.bucket(bucket).key(name).ifNoneMatch("*"), content);
                return true;
              });
    } catch (S3Exception e) {
      if (e.statusCode() == TAKEN) {
        return false;
      }
      throw failed("write", name, e);
    } catch (SdkException | FailsafeException e) {
      throw failed("write", name, e);
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    String name = root + Keys.checked(key);
    try {
      return client.getObject(get -> get.bucket(bucket).key(name));
    } catch (NoSuchKeyException e) {
      NoSuchFileException missing = new NoSuchFileException(uri(name));
      missing.initCause(e);
      throw missing;
    } catch (SdkException e) {
      throw failed("read", name, e);
    }
  }

  @Override
  public List<String> list(String prefix, String after, int limit) throws IOException {
    return objects(prefix, after, limit).stream().map(this::key).toList();
  }

  @Override
  public NavigableMap<String, Long> sizes(String prefix, String after) throws IOException {
    NavigableMap<String, Long> sizes = new TreeMap<>();
    objects(prefix, after, Integer.MAX_VALUE).forEach(found -> sizes.put(key(found), found.size()));
    return sizes;
  }

  private String key(S3Object found) {
    return found.key().substring(root.length());
  }

  private List<S3Object> objects(String prefix, String after, int limit) throws IOException {
    String name = root + Keys.checkedPrefix(prefix);
    try {
      return client
          .listObjectsV2Paginator(
              list ->
                  list.bucket(bucket)
                      .prefix(name)
                      .startAfter(after.isEmpty() ? null : root + after)
                      .maxKeys(Math.min(limit, PAGE)))
          .contents()
          .stream()
          .limit(limit)
          .toList();
    } catch (SdkException e) {
      throw failed("list", name, e);
    }
  }

  private IOException failed(String what, String name, Exception e) {
    return new IOException("cannot %s %s: %s".formatted(what, uri(name), e.getMessage()), e);
  }

  private String uri(String name) {
    return "s3://" + bucket + "/" + name;
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public int pageSize() {
    return PAGE;
  }

  @Override
  public String toString() {
    return uri(root);
  }
}
