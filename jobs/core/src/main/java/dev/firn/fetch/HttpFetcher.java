package dev.firn.fetch;

import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import dev.firn.contract.Pagination;
import dev.firn.contract.TableContract;
import dev.firn.secret.SecretReader;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Asks third parties over HTTP/1.1. What comes back is the document byte for byte, unpacked if it
 * travelled compressed; no redirect is followed. May be shared by threads.
 */
public final class HttpFetcher {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final Time time;
  private final String version;
  private final SecretReader secrets;

  /**
   * @param version of the program, for the User-Agent
   * @param secrets reads what contracts refer to
   */
  public HttpFetcher(String version, SecretReader secrets) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build(),
        Time.SYSTEM,
        version,
        secrets);
  }

  HttpFetcher(HttpClient client, Time time, String version, SecretReader secrets) {
    this.client = client;
    this.time = time;
    this.version = version;
    this.secrets = secrets;
  }

  /**
   * Asks for all pages of a source; each again, within the source's limits, when that may help.
   *
   * @param table whose records are counted, where pages end for want of them
   * @param validators of the answer before, for sources of one page; {@link Validators#NONE} asks
   *     without conditions
   * @param scratch a folder, made if missing; the bodies' files in it become the caller's
   * @param listener told about waiting, on this thread
   * @return one or more: 200s with their bodies, or a 304 if conditions were sent
   * @throws dev.firn.fault.FirnException when there is no usable answer, mostly by the third
   *     party's fault; or a secret cannot be read
   */
  public List<Answer> fetch(
      ApiSource source,
      TableContract table,
      Validators validators,
      Path scratch,
      FetchListener listener) {
    Credentials credentials =
        source.auth() instanceof Auth.ClientCredentials client
            ? token(source, client, scratch, listener)
            : Credentials.of(source.auth(), secrets);
    if (source.pagination().equals(Pagination.NONE)) {
      return List.of(ask(source, credentials, validators, scratch, listener));
    }
    Pages pages = new Pages(source, table);
    return pages.ask(at -> ask(source.at(at), credentials, Validators.NONE, scratch, listener));
  }

  private Answer ask(
      ApiSource source,
      Credentials credentials,
      Validators validators,
      Path scratch,
      FetchListener listener) {
    return ask(source, Question.of(source, credentials, validators, version), scratch, listener);
  }

  private Answer ask(ApiSource source, Question question, Path scratch, FetchListener listener) {
    return new Fetch(source, time, listener)
        .run(() -> new Attempt(client, time, source, question, scratch));
  }

  private Credentials token(
      ApiSource source, Auth.ClientCredentials auth, Path scratch, FetchListener listener) {
    ApiSource endpoint =
        new ApiSource(
            source.server(), auth.tokenUrl(), auth, Pagination.NONE, false, source.limits());
    Question question = Question.forToken(auth, Credentials.of(auth, secrets), version);
    return Credentials.bearer(TokenAnswer.read(ask(endpoint, question, scratch, listener)));
  }
}
