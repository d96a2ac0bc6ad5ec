package dev.firn.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.contract.ApiSource;
import dev.firn.contract.ApiSource.Limits;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.secret.SecretReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and proxies, by what the environment says of them. */
class SecureConnectionTest {

  @TempDir private Path folder;
  private SecureServer server;

  @BeforeEach
  void open() throws IOException, GeneralSecurityException {
    server = new SecureServer(folder, "[1]");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aCertificateThatNobodyKnowsIsNotBelieved() {
    FirnException failure = failure(Map.of());

    assertThat(failure.fault()).isEqualTo(Fault.THIRD_PARTY);
    assertThat(failure)
        .hasMessageStartingWith(
            server.at("/")
                + " gave no usable answer: no trusted connection to localhost:"
                + server.at("/").getPort());
    assertThat(failure.next())
        .contains(
            "check the certificate of localhost:%d; if it is right, name a file with who signed it,"
                    .formatted(server.at("/").getPort())
                + " in PEM, in FIRN_CA_BUNDLE");
  }

  @Test
  void aCertificateOfTheBundleIsBelieved() {
    assertThat(fetch(bundle()).body()).hasContent("[1]");
  }

  @Test
  void aCertificateForAnotherHostIsNotBelieved() {
    URI byAddress = URI.create(server.at("/").toString().replace("localhost", "127.0.0.1"));

    assertThatThrownBy(() -> fetch(byAddress, bundle()))
        .isInstanceOf(FirnException.class)
        .hasMessageContaining("no trusted connection to 127.0.0.1");
  }

  @Test
  void aBundleMustBeThere() {
    Path missing = folder.resolve("missing.pem");

    assertThatThrownBy(() -> fetch(Map.of("FIRN_CA_BUNDLE", missing.toString())))
        .isInstanceOfSatisfying(
            FirnException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
        .hasMessage("cannot read " + missing + ", which FIRN_CA_BUNDLE names");
  }

  @Test
  void aBundleMustHaveCertificates() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "-----BEGIN CERTIFICATE-----\nno");

    assertThatThrownBy(() -> fetch(Map.of("FIRN_CA_BUNDLE", empty.toString())))
        .isInstanceOf(FirnException.class)
        .hasMessage(empty + ", which FIRN_CA_BUNDLE names, has no certificate");
  }

  @Test
  void aProxyIsAskedToConnect() throws IOException {
    try (ConnectProxy proxy = new ConnectProxy(true)) {
      assertThat(fetch(bundle("HTTPS_PROXY", proxy.address())).body()).hasContent("[1]");
      assertThat(proxy.asked)
          .containsExactly("CONNECT localhost:%d HTTP/1.1".formatted(server.at("/").getPort()));
    }
  }

  @Test
  void aProxyThatIsUnwillingIsNoThirdPartyThatIsDown() throws IOException {
    try (ConnectProxy proxy = new ConnectProxy(false)) {
      assertThat(failure(bundle("HTTPS_PROXY", proxy.address())))
          .hasMessageContaining("Tunnel failed, got: 403");
    }
  }

  @Test
  void aProxyIsToldWhoAsks() throws IOException {
    try (ConnectProxy proxy = new ConnectProxy(true, "me+you:p@ss word")) {
      String address = proxy.address().replace("//", "//me+you:p%40ss%20word@");

      assertThat(fetch(bundle("HTTPS_PROXY", address)).body()).hasContent("[1]");
      assertThat(server.heads)
          .singleElement()
          .satisfies(
              head ->
                  assertThat(head).contains("User-agent").doesNotContain("Proxy-authorization"));
    }
  }

  @Test
  void aProxyThatKnowsSomebodyElseSaysSo() throws IOException {
    try (ConnectProxy proxy = new ConnectProxy(true, "me:other")) {
      String address = proxy.address().replace("//", "//me:s3cret@");
      FirnException failure = failure(bundle("HTTPS_PROXY", address));

      assertThat(failure)
          .hasMessageContaining("407 Proxy Authentication Required")
          .hasMessageNotContaining("s3cret");
      assertThat(failure.next())
          .contains("check the user and password in HTTPS_PROXY, http://USER:PASSWORD@HOST:PORT");
    }
  }

  private Map<String, String> bundle() {
    return Map.of("FIRN_CA_BUNDLE", server.certificate.toString());
  }

  private Map<String, String> bundle(String name, String value) {
    return Map.of("FIRN_CA_BUNDLE", server.certificate.toString(), name, value);
  }

  private FirnException failure(Map<String, String> environment) {
    return catchThrowableOfType(FirnException.class, () -> fetch(environment));
  }

  private Answer fetch(Map<String, String> environment) {
    return fetch(server.at("/"), environment);
  }

  private Answer fetch(URI location, Map<String, String> environment) {
    Limits once = new Limits(1000, Duration.ofSeconds(10), 1, Duration.ofMinutes(1), 1);
    ApiSource source = FetchScene.source(location, once);
    return new HttpFetcher("1.2.3", new SecretReader(Map.of()), environment)
        .fetch(
            source,
            List.of(Rows.TABLE),
            Validators.NONE,
            PageMemory.NONE,
            folder.resolve("scratch"),
            FetchListener.NONE)
        .get(0);
  }
}
