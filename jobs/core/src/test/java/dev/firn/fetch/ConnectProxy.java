package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy on loopback that connects whom it is asked to, or none. */
final class ConnectProxy implements AutoCloseable {

  private static final Pattern CONNECT = Pattern.compile("CONNECT (.+):([0-9]+) HTTP/1.1");

  /** First lines of what it was asked. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final ServerSocket server;
  private final boolean willing;
  private final String login;

  ConnectProxy(boolean willing) throws IOException {
    this(willing, null);
  }

  /**
   * @param login {@code USER:PASSWORD} that it wants; null when it asks nobody who he is
   */
  ConnectProxy(boolean willing, String login) throws IOException {
    this.willing = willing;
    this.login = login;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  String address() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void serve() throws IOException {
    while (true) {
      Socket client = server.accept();
      start(() -> connect(client));
    }
  }

  private void connect(Socket client) throws IOException {
    try (client) {
      String head = head(client.getInputStream());
      String line = head.lines().findFirst().orElseThrow();
      asked.add(line);
      if (!willing) {
        client.getOutputStream().write("HTTP/1.1 403 Forbidden\r\n\r\n".getBytes(ISO_8859_1));
        return;
      }
      if (login != null && head.lines().noneMatch(authorization()::equalsIgnoreCase)) {
        client
            .getOutputStream()
            .write(
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(ISO_8859_1));
        return;
      }
      Matcher target = CONNECT.matcher(line);
      if (!target.matches()) {
        throw new IOException("not what a proxy is asked: " + line);
      }
      try (Socket there = new Socket(target.group(1), Integer.parseInt(target.group(2)))) {
        client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
        start(() -> there.getInputStream().transferTo(client.getOutputStream()));
        client.getInputStream().transferTo(there.getOutputStream());
      }
    }
  }

  private String authorization() {
    return "Proxy-Authorization: Basic "
        + Base64.getEncoder().encodeToString(login.getBytes(ISO_8859_1));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Somebody hung up.
              }
            },
            "connect-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
