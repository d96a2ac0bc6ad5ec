package dev.firn.demo.thirdparty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;

/**
 * An earthquake feed on loopback that reads like the one of USGS and behaves as badly as its
 * scenario says. Its clock stands still until it is advanced; its events are invented.
 */
public final class QuakeService implements AutoCloseable {

  private static final String PATH = "/earthquakes/feed/v1.0/summary/2.5_day.geojson";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Scenario scenario;
  private final Press press;
  private final HttpServer server;
  private Instant now;
  private Iterator<Act> pending;

  /** Serves {@link Scenario#demo()}. */
  public QuakeService() {
    this(Scenario.demo());
  }

  /** Opens a free port and serves hour 0. */
  public QuakeService(Scenario scenario) {
    this.scenario = requireNonNull(scenario, "scenario");
    this.press = new Press(scenario);
    this.now = scenario.start();
    this.pending = pending();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a port on loopback", e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** The feed's address. */
  public URI location() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  /** The time on its own clock. */
  public synchronized Instant now() {
    return now;
  }

  /** The hour of its scenario that it is in. */
  public synchronized Hour hour() {
    return scenario.hour((int) Duration.between(scenario.start(), now).toHours());
  }

  /**
   * Lets its clock go on; what the hours in between would have done to requests is past.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public synchronized void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time goes forward only: " + duration);
    }
    Hour before = hour();
    now = now.plus(duration);
    if (!hour().equals(before)) {
      pending = pending();
    }
  }

  /** The document of an hour as a request gets it that nothing happens to; hours count from 0. */
  public String document(int hour) {
    return press.sheet(hour).json();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private Iterator<Act> pending() {
    return hour().acts().stream().filter(Act::once).iterator();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        send(exchange, 404, "{\"error\":\"no such feed\"}");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "{\"error\":\"GET only\"}");
      } else {
        answer(exchange);
      }
    }
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    Press.Sheet sheet = press.sheet(hour().number());
    if (!pending.hasNext()) {
      serve(exchange, sheet);
      return;
    }
    Act act = pending.next();
    if (act == Act.TOO_MANY_REQUESTS) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      send(exchange, 429, "{\"error\":\"slow down\"}");
    } else if (act == Act.DROPPED_CONNECTION) {
      drop(exchange, sheet.json());
    } else {
      String json = sheet.json();
      send(exchange, 200, act == Act.EMPTY_BODY ? "" : json.substring(0, json.length() / 2));
    }
  }

  private static void serve(HttpExchange exchange, Press.Sheet sheet) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("ETag", sheet.etag());
    headers.set("Last-Modified", HTTP_DATE.format(sheet.generated()));
    headers.set("Cache-Control", "public, max-age=60");
    if (known(exchange.getRequestHeaders(), headers)) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      send(exchange, 200, sheet.json());
    }
  }

  /** If-None-Match decides alone where it is sent (RFC 9110, 13.2.2). */
  private static boolean known(Headers request, Headers response) {
    return request.containsKey("If-None-Match")
        ? request.getFirst("If-None-Match").equals(response.getFirst("ETag"))
        : response.getFirst("Last-Modified").equals(request.getFirst("If-Modified-Since"));
  }

  private static void drop(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    // Closing an exchange that owes bytes closes the connection.
    exchange.getResponseBody().flush();
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
