package dev.firn.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class BreakdownTest {

  private static final URI LOCATION = URI.create("https://host.example/feed?token=abcdef");

  private final Breakdown breakdown =
      new Breakdown(FetchScene.source(LOCATION), Secrets.in(LOCATION), null);
  private final BodyFile body =
      new BodyFile(new ScratchFile(Path.of("unused"), 1, new EchoWatch(List.of())));

  @Test
  void doesNotTryAnUntrustedCertificateAgain() {
    FailedAttempt failed =
        breakdown.of(
            caused(new SSLHandshakeException("no"), new CertificateException("expired")), body);

    assertThat(failed)
        .hasMessage("no trusted connection to host.example (expired)")
        .returns(false, FailedAttempt::passing);
    assertThat(failed.next())
        .contains(
            "check the certificate of host.example; if it is right, name a file with who signed it,"
                + " in PEM, in FIRN_CA_BUNDLE");
  }

  @Test
  void namesAHostThatDoesNotResolve() {
    assertThat(breakdown.of(caused(new ConnectException(), new UnresolvedAddressException()), body))
        .hasMessage("no connection to host.example (the host name does not resolve)")
        .returns(true, FailedAttempt::passing);
  }

  @Test
  void namesTheProxy() {
    Breakdown behind =
        new Breakdown(
            FetchScene.source(LOCATION),
            Secrets.in(LOCATION),
            InetSocketAddress.createUnresolved("proxy.example", 3128));

    assertThat(behind.of(new ConnectException(), body))
        .hasMessage(
            "no connection to host.example through the proxy proxy.example:3128"
                + " (refused or unreachable)");
  }

  @Test
  void hidesSecretsInReasons() {
    assertThat(breakdown.of(new IOException("bad line: token=abcdef\u0007"), body))
        .hasMessage("the connection broke before an answer came (bad line: token=***)");
  }

  @Test
  void doesNotBlameTheThirdPartyForAFullDisk() {
    IOException full =
        new ScratchFile.NotWrittenException(new IOException("No space left on device"));

    assertThatThrownBy(() -> breakdown.of(full, body))
        .isInstanceOfSatisfying(
            FirnException.class, e -> assertThat(e.fault()).isEqualTo(Fault.INTERNAL))
        .hasMessage(
            "cannot write what https://host.example/feed?token=*** answers:"
                + " java.io.IOException: No space left on device");
  }

  private static IOException caused(IOException what, Exception cause) {
    what.initCause(cause);
    return what;
  }
}
