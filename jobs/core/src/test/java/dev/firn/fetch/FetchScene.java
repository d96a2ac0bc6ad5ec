package dev.firn.fetch;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.contract.ApiSource;
import dev.firn.contract.ApiSource.Limits;
import dev.firn.contract.Auth;
import dev.firn.contract.Pagination;
import dev.firn.fault.FirnException;
import dev.firn.secret.SecretReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A fetcher whose waits take no time, and what it told. */
final class FetchScene {

  static final Limits LIMITS =
      new Limits(1000, Duration.ofSeconds(10), 3, Duration.ofMinutes(5), 5);

  final FakeTime time = new FakeTime();
  final List<String> told = new ArrayList<>();
  private static final Map<String, String> ENVIRONMENT =
      Map.of("TOKEN", "t0ken-of-ours", "PASSWORD", "pass word&more", "SHORT", "abc");

  private final Path scratch;
  private final HttpFetcher fetcher;

  FetchScene(Path scratch) {
    this(scratch, client());
  }

  FetchScene(Path scratch, RawServer server) {
    this(scratch, new WatchedClient(client(), server::bodyBegan));
  }

  private FetchScene(Path scratch, HttpClient client) {
    this.scratch = scratch;
    this.fetcher =
        new HttpFetcher(client, time, "1.2.3", new SecretReader(ENVIRONMENT), FetchScene::resolve);
  }

  /** Names that a test may use; no name server is asked. */
  static InetAddress[] resolve(String host) throws UnknownHostException {
    String address =
        switch (host) {
          case "files.example.org" -> "93.184.215.14";
          case "metadata.example.org" -> "169.254.169.254";
          case "metadata6.example.org" -> "fd00:ec2::254";
          case "intranet.example.org" -> "10.1.2.3";
          case "here.example.org" -> "127.0.0.1";
          default -> {
            if (host.matches("[0-9.]+|\\[.*\\]")) {
              yield host;
            }
            throw new UnknownHostException(host);
          }
        };
    return InetAddress.getAllByName(address);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  static ApiSource source(URI location) {
    return source(location, LIMITS);
  }

  static ApiSource source(URI location, Limits limits) {
    return new ApiSource("usgs", location, Auth.NONE, Pagination.NONE, true, limits);
  }

  static ApiSource source(URI location, Auth auth) {
    return new ApiSource("usgs", location, auth, Pagination.NONE, true, LIMITS);
  }

  static Limits withTimeout(Duration timeout) {
    return new Limits(
        LIMITS.bodyBytes(), timeout, LIMITS.attempts(), LIMITS.budget(), LIMITS.pages());
  }

  Answer fetch(ApiSource source) {
    return fetch(source, Validators.NONE);
  }

  Answer fetch(ApiSource source, Validators validators) {
    return pages(source, validators).get(0);
  }

  List<Answer> pages(ApiSource source, Validators validators) {
    return fetcher.fetch(
        source,
        List.of(Rows.TABLE),
        validators,
        PageMemory.NONE,
        scratch,
        new FetchListener() {
          @Override
          public void waiting(String why, Duration howLong) {
            told.add(why + " / " + howLong);
          }

          @Override
          public void warning(String what) {
            told.add(what);
          }
        });
  }

  FirnException failure(ApiSource source) {
    return catchThrowableOfType(FirnException.class, () -> fetch(source));
  }

  /** Files that a fetch left in its scratch folder. */
  List<Path> leftovers() {
    try (Stream<Path> files = Files.list(scratch)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
