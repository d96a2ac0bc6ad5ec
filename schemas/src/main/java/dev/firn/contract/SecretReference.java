package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is, since a contract never holds one.
 *
 * @param store what keeps it
 * @param name in that store: a variable, a file, a secret's name or ARN
 * @param member of the JSON object that the secret is; null when it is the secret itself
 */
public record SecretReference(Store store, String name, String member) {

  private static final Pattern SYNTAX =
      Pattern.compile("(env|file|secretsmanager):([^#\\s]+)(?:#([^#\\s]+))?");

  /** Who keeps secrets. */
  public enum Store {
    /** An environment variable. */
    ENV,
    /** A file; one line break at its end is not part of the secret. */
    FILE,
    /** AWS Secrets Manager, in the region of the process. */
    SECRETSMANAGER
  }

  public SecretReference {
    requireNonNull(store, "store");
    requireNonNull(name, "name");
  }

  /** Empty when the text is no reference; it may be a secret then, so do not show it. */
  static Optional<SecretReference> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Store store =
        switch (matcher.group(1)) {
          case "env" -> Store.ENV;
          case "file" -> Store.FILE;
          default -> Store.SECRETSMANAGER;
        };
    return Optional.of(new SecretReference(store, matcher.group(2), matcher.group(3)));
  }

  /** As a contract writes it. */
  @Override
  public String toString() {
    return store.name().toLowerCase(Locale.ROOT)
        + ":"
        + name
        + (member == null ? "" : "#" + member);
  }
}
