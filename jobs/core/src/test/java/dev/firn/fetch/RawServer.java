package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Writes bytes as given, connection by connection, and hangs up or stays silent: what no HTTP
 * server would do.
 */
final class RawServer implements AutoCloseable {

  /** What happens to a connection once its bytes are written. */
  private enum Then {
    HANG_UP,
    HANG_UP_ONCE_READ,
    STAY_SILENT
  }

  /** What is written on a connection, and what then happens to it. */
  record Script(String bytes, Then then) {}

  static Script hangsUp() {
    return new Script("", Then.HANG_UP);
  }

  /** Needs a client that tells {@link #bodyBegan}. */
  static Script hangsUpAfter(String bytes) {
    return new Script(bytes, Then.HANG_UP_ONCE_READ);
  }

  static Script staysSilentAfter(String bytes) {
    return new Script(bytes, Then.STAY_SILENT);
  }

  private static final int PATIENCE_SECONDS = 10;

  private final ServerSocket server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Semaphore bodiesBegun = new Semaphore(0);

  RawServer(Script... scripts) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(List.of(scripts)), "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(List<Script> scripts) {
    for (int connection = 0; !server.isClosed(); connection++) {
      Script script = scripts.get(Math.min(connection, scripts.size() - 1));
      try {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> play(socket, script), "raw-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void play(Socket socket, Script script) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {}
      OutputStream out = socket.getOutputStream();
      out.write(script.bytes().getBytes(ISO_8859_1));
      out.flush();
      switch (script.then()) {
        case HANG_UP -> {}
        case HANG_UP_ONCE_READ -> {
          if (!bodiesBegun.tryAcquire(PATIENCE_SECONDS, SECONDS)) {
            throw new IllegalStateException("nobody read " + script.bytes());
          }
        }
        case STAY_SILENT -> closing.await();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The client has read the first bytes of a body. */
  void bodyBegan() {
    bodiesBegun.release();
  }

  URI at(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + pathAndQuery);
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    server.close();
  }
}
