package dev.firn.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Between a client and an emulated AWS: counts requests by operation ({@code s3:PUT}, {@code
 * s3:LIST}, {@code glue:UpdateTable}), and fails them when told to.
 */
public final class Wire {

  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "content-length", "connection", "expect", "transfer-encoding", "upgrade");

  /** What happens to a request. */
  public enum Fault {
    /** It is done, and nobody hears of it. */
    LOST_REPLY,
    /** The connection breaks before anything is done. */
    LOST_REQUEST,
    /** S3: 503 SlowDown. Glue: ThrottlingException. */
    THROTTLED,
    /** 503 without a word. */
    UNAVAILABLE,
    /** Glue: ConcurrentModificationException. */
    CONCURRENT_MODIFICATION
  }

  /**
   * @param operation as counted
   * @param uri path and query
   */
  public record Request(String operation, String uri) {}

  private record Plan(Predicate<Request> which, Fault fault) {}

  private final URI endpoint;
  private final HttpServer server;
  private final HttpClient client;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final ConcurrentLinkedQueue<Plan> plans = new ConcurrentLinkedQueue<>();

  Wire(URI endpoint) throws IOException {
    this.endpoint = endpoint;
    ExecutorService threads = Executors.newCachedThreadPool(Wire::daemon);
    this.client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    return thread;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requests since the last call, by operation. */
  public Map<String, Integer> takeCounts() {
    synchronized (counts) {
      Map<String, Integer> taken = new TreeMap<>(counts);
      counts.clear();
      return taken;
    }
  }

  /** The next request of that operation fails; called again, the one after it too. */
  public void failNext(String operation, Fault fault) {
    failNext(request -> request.operation().equals(operation), fault);
  }

  public void failNext(Predicate<Request> which, Fault fault) {
    plans.add(new Plan(which, fault));
  }

  /** Whether everything that was to fail has failed. */
  public boolean isSpent() {
    return plans.isEmpty();
  }

  public void heal() {
    plans.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Request request = new Request(operation(exchange), exchange.getRequestURI().toString());
      synchronized (counts) {
        counts.merge(request.operation(), 1, Integer::sum);
      }
      Fault fault = next(request);
      if (fault == null) {
        reply(exchange, forward(exchange, body));
        return;
      }
      switch (fault) {
        case LOST_REPLY -> forward(exchange, body);
        case LOST_REQUEST -> {
          // Closing without an answer breaks the connection.
        }
        case UNAVAILABLE -> exchange.sendResponseHeaders(503, -1);
        case THROTTLED ->
            refuse(exchange, request, "SlowDown", "ThrottlingException", "Rate exceeded");
        case CONCURRENT_MODIFICATION ->
            refuse(
                exchange,
                request,
                "OperationAborted",
                "ConcurrentModificationException",
                "Update table failed due to concurrent modifications.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Fault next(Request request) {
    for (Plan plan : plans) {
      if (plan.which().test(request) && plans.remove(plan)) {
        return plan.fault();
      }
    }
    return null;
  }

  private static String operation(HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      return target.replace("AWSGlue.", "glue:");
    }
    String query = exchange.getRequestURI().getQuery();
    boolean list = query != null && query.contains("list-type=2");
    return "s3:" + (list ? "LIST" : exchange.getRequestMethod());
  }

  private static void refuse(
      HttpExchange exchange, Request request, String s3, String glue, String message)
      throws IOException {
    boolean isGlue = request.operation().startsWith("glue:");
    byte[] body =
        (isGlue
                ? "{\"__type\":\"%s\",\"Message\":\"%s\"}".formatted(glue, message)
                : "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(s3, message))
            .getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", isGlue ? "application/x-amz-json-1.1" : "application/xml");
    exchange.sendResponseHeaders(isGlue ? 400 : 503, body.length);
    exchange.getResponseBody().write(body);
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void reply(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
              }
            });
    byte[] body = response.body();
    if (exchange.getRequestMethod().equals("HEAD")) {
      response
          .headers()
          .firstValue("content-length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
      exchange.sendResponseHeaders(response.statusCode(), -1);
      return;
    }
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
