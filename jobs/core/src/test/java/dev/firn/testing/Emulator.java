package dev.firn.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that emulates AWS on a port of its own of this machine, and ends with this one. */
public record Emulator(URI endpoint) {

  private static final String READY = "Running on http://";
  private static final int START_SECONDS = 60;

  /** Ends when its standard input does, however this process ends. */
  private static final String UNTIL_LEFT_ALONE =
      """
      import os, runpy, sys, threading
      def wait():
          sys.stdin.buffer.read()
          os._exit(0)
      threading.Thread(target=wait, daemon=True).start()
      runpy.run_module('ministack', run_name='__main__')
      """;

  /**
   * @param settings of the emulator's own, as environment variables
   */
  public static Emulator start(Map<String, String> settings) throws IOException {
    return start(Path.of(System.getProperty("firn.emulator")), settings);
  }

  /**
   * @param installation what the build has installed
   */
  private static Emulator start(Path installation, Map<String, String> settings)
      throws IOException {
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder("python3", "-c", UNTIL_LEFT_ALONE).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "PYTHONPATH", installation.toString(),
                "BIND_HOST", "127.0.0.1",
                "MINISTACK_HOST", "127.0.0.1",
                "GATEWAY_PORT", Integer.toString(port),
                // Else it opens a port on all interfaces.
                "IOT_MTLS_ENABLED", "0"));
    builder.environment().putAll(settings);
    Process process = builder.start();
    try {
      ready(process).get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException("the emulator in %s does not start".formatted(installation), e);
    }
    return new Emulator(URI.create("http://127.0.0.1:" + port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static CompletableFuture<Void> ready(Process process) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, ready), "emulator");
    reader.setDaemon(true);
    reader.start();
    return ready;
  }

  /** To the end: a process whose output nobody reads stands still. */
  private static void read(Process process, CompletableFuture<Void> ready) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.contains(READY)) {
          ready.complete(null);
        } else if (!ready.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(new UncheckedIOException(e));
    }
    ready.completeExceptionally(new IllegalStateException("it ended and said: " + said));
  }
}
