package dev.firn.contract;

import java.net.URI;
import java.util.Optional;

/** How an API knows who asks. */
public sealed interface Auth {

  Auth NONE = new None();

  /** What it takes; empty when nothing does. */
  Optional<SecretReference> secret();

  /** It does not. */
  record None() implements Auth {
    @Override
    public Optional<SecretReference> secret() {
      return Optional.empty();
    }
  }

  /** {@code Authorization: Bearer …}. */
  record Bearer(SecretReference token) implements Auth {
    @Override
    public Optional<SecretReference> secret() {
      return Optional.of(token);
    }
  }

  /** {@code Authorization: Basic …}, in UTF-8. */
  record Basic(String user, SecretReference password) implements Auth {
    @Override
    public Optional<SecretReference> secret() {
      return Optional.of(password);
    }
  }

  /** A header of the API's own. */
  record Header(String name, SecretReference value) implements Auth {
    @Override
    public Optional<SecretReference> secret() {
      return Optional.of(value);
    }
  }

  /** A parameter of the query. */
  record Query(String name, SecretReference value) implements Auth {
    @Override
    public Optional<SecretReference> secret() {
      return Optional.of(value);
    }
  }

  /**
   * A bearer token that is asked for first (OAuth 2.0, RFC 6749, 4.4).
   *
   * @param scope null when none is asked for
   */
  record ClientCredentials(
      URI tokenUrl, String clientId, SecretReference clientSecret, String scope) implements Auth {
    @Override
    public Optional<SecretReference> secret() {
      return Optional.of(clientSecret);
    }
  }
}
