package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Answers over https on loopback, with a certificate that it signed itself. */
final class SecureServer implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();

  final Path certificate;

  /** Names of the headers that each request came with. */
  final List<Set<String>> heads = new CopyOnWriteArrayList<>();

  private final HttpsServer server;

  SecureServer(Path folder, String body) throws IOException, GeneralSecurityException {
    KeyStore keys = keys(folder.resolve("keys.p12"));
    certificate =
        Files.writeString(
            folder.resolve("ca.pem"),
            "Who runs this:\n-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(
                    Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                        .encodeToString(keys.getCertificate("server").getEncoded())));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            heads.add(Set.copyOf(exchange.getRequestHeaders().keySet()));
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  private static KeyStore keys(Path file) throws IOException, GeneralSecurityException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(
        List.of(
            ("-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                    + " -storetype PKCS12 -storepass changeit -keystore")
                .split(" ")));
    command.add(file.toString());
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
      return keys;
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(said, e);
    }
  }

  URI at(String path) {
    return URI.create("https://localhost:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
