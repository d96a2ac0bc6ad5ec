package dev.firn.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A third party on loopback that gives every feed one answer until it is told another. */
final class Answers implements AutoCloseable {

  /** What was asked for, path and query. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private volatile int status = 404;
  private volatile byte[] body = new byte[0];
  private volatile String refused = "none";
  private final Map<String, String> pages = new ConcurrentHashMap<>();

  Answers() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          boolean refuse = exchange.getRequestURI().getPath().contains(refused);
          String page = pages.get(exchange.getRequestURI().toString());
          byte[] given = page == null ? body : page.getBytes(StandardCharsets.UTF_8);
          byte[] answer = refuse ? new byte[0] : given;
          exchange.sendResponseHeaders(
              refuse ? 403 : page == null ? status : 200, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  String location() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void give(int code, String text) {
    status = code;
    body = text.getBytes(StandardCharsets.UTF_8);
  }

  /** To that path and query, whatever the others get. */
  void give(String pathAndQuery, String text) {
    pages.put(pathAndQuery, text);
  }

  /** What was given to it alone. */
  void take(String pathAndQuery) {
    pages.remove(pathAndQuery);
  }

  /** Whatever the others get. */
  void refuse(String feed) {
    refused = feed;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
