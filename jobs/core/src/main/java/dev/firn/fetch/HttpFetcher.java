package dev.firn.fetch;

import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import dev.firn.contract.Pagination;
import dev.firn.contract.TableContract;
import dev.firn.secret.SecretReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Asks third parties over HTTP/1.1. What comes back is the document byte for byte, unpacked if it
 * travelled compressed. May be shared by threads.
 */
public final class HttpFetcher {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final Line line;
  private final String version;
  private final SecretReader secrets;
  private final Resolver resolver;

  /**
   * @param version of the program, for the User-Agent
   * @param secrets reads what contracts refer to
   */
  public HttpFetcher(String version, SecretReader secrets) {
    this(version, secrets, Map.of());
  }

  /**
   * @param version of the program, for the User-Agent
   * @param secrets reads what contracts refer to
   * @param environment that names a proxy, and authorities to believe, or does not
   * @throws dev.firn.fault.FirnException if it names some that cannot be used
   */
  public HttpFetcher(String version, SecretReader secrets, Map<String, String> environment) {
    this(client(environment), Time.SYSTEM, version, secrets, Resolver.SYSTEM);
  }

  private static HttpClient client(Map<String, String> environment) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT);
    Trust.of(environment).ifPresent(client::sslContext);
    if (System.getProperty("https.proxyHost") == null) {
      EnvironmentProxy.of(environment).ifPresent(client::proxy);
    }
    return client.build();
  }

  /**
   * @param client that follows no redirect
   */
  HttpFetcher(
      HttpClient client, Time time, String version, SecretReader secrets, Resolver resolver) {
    this.line = new Line(client, time, new Pace(time));
    this.version = version;
    this.secrets = secrets;
    this.resolver = resolver;
  }

  /**
   * Asks for all pages of a source; each again, within the source's limits, when that may help.
   *
   * @param tables whose records are counted, where pages end for want of them
   * @param validators of the answer before, for sources of one page; {@link Validators#NONE} asks
   *     without conditions
   * @param memory of pages, for sources whose pages are stable
   * @param scratch a folder, made if missing; the bodies' files in it become the caller's
   * @param listener told about waiting, on this thread
   * @return one or more: 200s with their bodies, or a 304 if conditions were sent
   * @throws dev.firn.fault.FirnException when there is no usable answer, mostly by the third
   *     party's fault; or a secret cannot be read
   */
  public List<Answer> fetch(
      ApiSource source,
      List<TableContract> tables,
      Validators validators,
      PageMemory memory,
      Path scratch,
      FetchListener listener) {
    Access access =
        source.auth() instanceof Auth.ClientCredentials client
            ? Access.renewable(() -> token(source, client, scratch, listener))
            : Access.lasting(Credentials.of(source.auth(), secrets));
    Visit visit =
        new Visit(
            new Destinations(source, access, resolver),
            access,
            new Budget(source.limits().budget()),
            scratch,
            listener);
    if (source.pagination().equals(Pagination.NONE)) {
      return List.of(ask(source, validators, visit).answer());
    }
    return new Pages(source, tables, visit.destinations(), memory, listener)
        .ask(at -> ask(source.at(at), Validators.NONE, visit));
  }

  /** What the pages of one fetch have in common. */
  private record Visit(
      Destinations destinations,
      Access access,
      Budget budget,
      Path scratch,
      FetchListener listener) {}

  private Received ask(ApiSource page, Validators validators, Visit visit) {
    Function<URI, Question> questions =
        at -> Question.of(page, at, visit.destinations().credentials(at), validators, version);
    Redirects redirects = Redirects.within(visit.destinations());
    return new Fetch(page, line.time(), visit.budget(), visit.listener())
        .run(() -> new Attempt(line, page, questions, redirects, visit.access(), visit.scratch()));
  }

  private Credentials token(
      ApiSource source, Auth.ClientCredentials auth, Path scratch, FetchListener listener) {
    ApiSource endpoint =
        new ApiSource(
            source.server(), auth.tokenUrl(), auth, Pagination.NONE, false, source.limits());
    Question question = Question.forToken(auth, Credentials.of(auth, secrets), version);
    Received token =
        new Fetch(endpoint, line.time(), new Budget(source.limits().budget()), listener)
            .run(
                () ->
                    new Attempt(
                        line,
                        endpoint,
                        at -> question,
                        Redirects.NONE,
                        Access.lasting(Credentials.NONE),
                        scratch));
    return Credentials.bearer(TokenAnswer.read(token.answer()));
  }
}
