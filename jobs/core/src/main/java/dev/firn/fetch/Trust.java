package dev.firn.fetch;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whose certificates are believed: those that Java believes, and those of {@code FIRN_CA_BUNDLE}.
 */
final class Trust {

  static final String VARIABLE = "FIRN_CA_BUNDLE";

  private Trust() {}

  /**
   * Empty when the environment adds nobody to those that Java believes.
   *
   * @throws FirnException if the file cannot be read or has no certificate
   */
  static Optional<SSLContext> of(Map<String, String> environment) {
    String file = environment.getOrDefault(VARIABLE, "");
    return file.isBlank() ? Optional.empty() : Optional.of(context(Path.of(file)));
  }

  private static SSLContext context(Path file) {
    List<Certificate> believed = new ArrayList<>(bundle(file));
    try {
      for (TrustManager manager : managers(null)) {
        if (manager instanceof X509TrustManager usual) {
          believed.addAll(List.of(usual.getAcceptedIssuers()));
        }
      }
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      for (int i = 0; i < believed.size(); i++) {
        all.setCertificateEntry("ca-" + i, believed.get(i));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(all), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /**
   * @param store null for Java's own
   */
  private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Collection<X509Certificate> bundle(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException e) {
      // Said below, in the same words.
    } catch (IOException e) {
      throw new FirnException(
          Fault.USAGE,
          "cannot read %s, which %s names".formatted(file, VARIABLE),
          "look whether it is there, and whether you may read it",
          e);
    }
    throw new FirnException(
        Fault.USAGE,
        "%s, which %s names, has no certificate".formatted(file, VARIABLE),
        "write the certificates of authorities there, in PEM");
  }
}
