package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers on loopback, one after the other; the last answer repeats. */
final class ScriptedServer implements AutoCloseable {

  /** Header values with {@code |} between several of one name. */
  record Reply(int status, Map<String, String> headers, ByteBuffer body) {}

  static Reply reply(int status, String body) {
    return reply(status, Map.of(), body);
  }

  static Reply reply(int status, Map<String, String> headers, String body) {
    return reply(status, headers, body.getBytes(UTF_8));
  }

  static Reply reply(int status, Map<String, String> headers, byte[] body) {
    return new Reply(status, headers, ByteBuffer.wrap(body).asReadOnlyBuffer());
  }

  final List<Headers> requests = new CopyOnWriteArrayList<>();

  /** Method, path with query, and body of each request. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final List<Reply> replies;

  ScriptedServer(Reply... replies) throws IOException {
    this.replies = List.of(replies);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = replies.get(Math.min(requests.size(), replies.size() - 1));
      requests.add(exchange.getRequestHeaders());
      String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(
          "%s %s %s"
              .formatted(exchange.getRequestMethod(), exchange.getRequestURI(), sent)
              .strip());
      reply
          .headers()
          .forEach(
              (name, values) ->
                  exchange.getResponseHeaders().put(name, List.of(values.split("\\|"))));
      byte[] body = new byte[reply.body().remaining()];
      reply.body().duplicate().get(body);
      boolean bodiless = reply.status() == 204 || reply.status() == 304 || body.length == 0;
      exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : body.length);
      if (!bodiless) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  URI at(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
