package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Writes bytes as given, connection by connection, and hangs up or stays silent: what no HTTP
 * server would do.
 */
final class RawServer implements AutoCloseable {

  /** What is written on a connection, and whether it then stays open without a word. */
  record Script(String bytes, boolean stalls) {}

  static Script hangsUpAfter(String bytes) {
    return new Script(bytes, false);
  }

  static Script stallsAfter(String bytes) {
    return new Script(bytes, true);
  }

  private static final int PATIENCE_MILLIS = 5_000;

  private final ServerSocket server;
  private final CountDownLatch closing = new CountDownLatch(1);

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
      if (script.stalls()) {
        closing.await();
      } else {
        // A connection closed at once may be reset, and take with it what was written last.
        socket.shutdownOutput();
        socket.setSoTimeout(PATIENCE_MILLIS);
        while (in.read() >= 0) {}
      }
    } catch (SocketException | SocketTimeoutException e) {
      // The client has gone, or keeps the connection.
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
