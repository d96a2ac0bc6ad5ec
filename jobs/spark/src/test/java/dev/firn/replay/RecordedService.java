package dev.firn.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** Answers as the endpoint did at the time: each GET is answered with the response that is next. */
public final class RecordedService implements AutoCloseable {

  private final List<Path> responses;
  private final HttpServer server;
  private int next;

  public RecordedService(List<Path> responses) throws IOException {
    this.responses = responses;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI location() {
    return URI.create("http://127.0.0.1:%d/feed.json".formatted(server.getAddress().getPort()));
  }

  /** Starts again with the first response. */
  synchronized void rewind() {
    next = 0;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    byte[] body = RecordedFeed.bytes(responses.get(next++));
    CRC32 crc = new CRC32();
    crc.update(body);
    String etag = '"' + HexFormat.of().toHexDigits(crc.getValue()) + '"';
    exchange.getResponseHeaders().set("ETag", etag);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    try (exchange) {
      if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
