package dev.firn.fetch;

import dev.firn.contract.ApiSource;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells what broke when no whole answer came.
 *
 * @param proxy what is asked in the third party's place; null when nobody is
 */
record Breakdown(ApiSource source, Secrets secrets, SocketAddress proxy) {

  /** What the HTTP client failed with, in words; unless it is no third party's fault. */
  FailedAttempt of(Throwable broken, BodyFile body) {
    Optional<ScratchFile.TooLargeException> tooLarge =
        find(broken, ScratchFile.TooLargeException.class);
    if (tooLarge.isPresent()) {
      return tooLarge(tooLarge.get());
    }
    Optional<ScratchFile.NotWrittenException> disk =
        find(broken, ScratchFile.NotWrittenException.class);
    if (disk.isPresent()) {
      throw new FirnException(
          Fault.INTERNAL,
          "cannot write what "
              + Secrets.masked(source.location())
              + " answers: "
              + disk.get().getCause(),
          "check that the scratch folder can be written and has room, then run the same command again",
          broken);
    }
    Optional<Unpacking.DamagedException> damaged = find(broken, Unpacking.DamagedException.class);
    if (damaged.isPresent()) {
      return FailedAttempt.passing(damaged.get().getMessage(), broken);
    }
    if (find(broken, IOException.class).isEmpty()) {
      throw new FirnException(
          Fault.INTERNAL,
          "cannot ask "
              + Secrets.masked(source.location())
              + ": "
              + secrets.hide(broken.toString()),
          null,
          broken);
    }
    return connection(broken, body);
  }

  private FailedAttempt connection(Throwable broken, BodyFile body) {
    String host = host(source.location());
    if (find(broken, CertificateException.class).isPresent()
        || find(broken, CertPathBuilderException.class).isPresent()
        || find(broken, CertPathValidatorException.class).isPresent()) {
      return FailedAttempt.lasting(
          "no trusted connection to " + host + reason(broken),
          "check the certificate of %s; if it is right, name a file with who signed it, in PEM, in %s"
              .formatted(host, Trust.VARIABLE),
          broken);
    }
    if (find(broken, UnresolvedAddressException.class).isPresent()) {
      return FailedAttempt.passing(
          "no connection to " + host + through() + " (the host name does not resolve)", broken);
    }
    if (find(broken, HttpConnectTimeoutException.class).isPresent()) {
      return FailedAttempt.passing("no connection to " + host + through() + " in time", broken);
    }
    // Which of the two it was, java.net.http keeps to itself.
    if (find(broken, ConnectException.class).isPresent()) {
      return FailedAttempt.passing(
          "no connection to " + host + through() + " (refused or unreachable)", broken);
    }
    String progress = body.progress();
    return FailedAttempt.passing(
        progress == null
            ? "the connection broke before an answer came" + reason(broken)
            : "the connection broke after " + progress,
        broken);
  }

  private FailedAttempt tooLarge(ScratchFile.TooLargeException tooLarge) {
    long limit = source.limits().bodyBytes();
    String size =
        tooLarge.announced() < 0
            ? String.format(Locale.ROOT, "a body of more than %,d bytes", limit)
            : String.format(Locale.ROOT, "a body of %,d bytes", tooLarge.announced());
    return FailedAttempt.lasting(
        String.format(Locale.ROOT, "%s, and firn.limits bodyBytes is %,d", size, limit),
        "if bodies of that size are right, raise bodyBytes in firn.limits of server %s in the contract"
            .formatted(source.server()),
        tooLarge);
  }

  private String reason(Throwable broken) {
    return deepestMessage(broken)
        .map(message -> " (" + ExcerptReader.clean(message, secrets) + ")")
        .orElse("");
  }

  private static Optional<String> deepestMessage(Throwable broken) {
    String deepest = null;
    for (Throwable t = broken; t != null; t = t.getCause()) {
      deepest = t.getMessage() == null ? deepest : t.getMessage();
    }
    return Optional.ofNullable(deepest);
  }

  private String through() {
    return proxy instanceof InetSocketAddress address
        ? " through the proxy %s:%d".formatted(address.getHostString(), address.getPort())
        : "";
  }

  private static String host(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static <T extends Throwable> Optional<T> find(Throwable broken, Class<T> type) {
    for (Throwable t = broken; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
