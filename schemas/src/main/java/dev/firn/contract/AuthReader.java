package dev.firn.contract;

import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The word {@code firn.auth} of a server. */
final class AuthReader {

  private static final String TYPE = "type";
  private static final String NONE = "none";
  private static final String OAUTH2 = "oauth2";

  /** What must be there, by type. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          NONE,
          List.of(),
          "bearer",
          List.of("token"),
          "basic",
          List.of("user", "password"),
          "header",
          List.of("name", "value"),
          "query",
          List.of("name", "value"),
          OAUTH2,
          List.of("tokenUrl", "clientId", "clientSecret"));

  static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private AuthReader() {}

  /** Empty when there is a problem with it. */
  static Optional<Auth> read(Element auth) {
    if (!auth.present()) {
      return Optional.of(Auth.NONE);
    }
    Element type = auth.node().isObject() ? auth.get(TYPE) : auth;
    if (type.text() == null) {
      if (!auth.isFlawed()) {
        auth.problem(
            "`firn.auth` has no type", Suggestion.remedy("", new TreeSet<>(NEEDED.keySet())));
      }
      return Optional.empty();
    }
    List<String> needed = NEEDED.get(type.text());
    if (needed == null) {
      type.problem(
          "unknown firn.auth `" + type.text() + "`",
          Suggestion.remedy(type.text(), new TreeSet<>(NEEDED.keySet())));
      return Optional.empty();
    }
    return isComplete(auth, type.text(), needed) ? auth(auth, type.text()) : Optional.empty();
  }

  private static boolean isComplete(Element auth, String type, List<String> needed) {
    boolean told = auth.isFlawed();
    boolean complete = true;
    for (String name : needed) {
      if (auth.text(name) == null) {
        complete = false;
        if (!told) {
          auth.problem(
              "`firn.auth` of type %s has no `%s`".formatted(type, name),
              "write {type: %s, %s: …}".formatted(type, String.join(": …, ", needed)));
        }
      }
    }
    Iterator<String> names = auth.node().fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      boolean known =
          needed.contains(name)
              || name.equals(TYPE)
              || (type.equals(OAUTH2) && name.equals("scope"));
      if (!known && !told) {
        complete = false;
        auth.get(name)
            .problem(
                "`%s` means nothing in `firn.auth` of type %s".formatted(name, type),
                "leave it out");
      }
    }
    return complete;
  }

  private static Optional<Auth> auth(Element auth, String type) {
    return switch (type) {
      case "bearer" -> reference(auth.get("token")).map(Auth.Bearer::new);
      case "basic" ->
          reference(auth.get("password"))
              .map(password -> new Auth.Basic(auth.text("user"), password));
      case "header" ->
          headerName(auth.get("name"))
              .flatMap(
                  name -> reference(auth.get("value")).map(value -> new Auth.Header(name, value)));
      case "query" ->
          reference(auth.get("value")).map(value -> new Auth.Query(auth.text("name"), value));
      case OAUTH2 -> clientCredentials(auth);
      default -> Optional.of(Auth.NONE);
    };
  }

  private static Optional<Auth> clientCredentials(Element auth) {
    Optional<URI> tokenUrl = Locations.read(auth.get("tokenUrl"), "tokenUrl");
    Optional<SecretReference> secret = reference(auth.get("clientSecret"));
    if (tokenUrl.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Auth.ClientCredentials(
            tokenUrl.get(), auth.text("clientId"), secret.get(), auth.text("scope")));
  }

  private static Optional<String> headerName(Element name) {
    if (HEADER.matcher(name.text()).matches()) {
      return Optional.of(name.text());
    }
    name.problem("`" + name.text() + "` cannot be the name of a header", "such as X-Api-Key");
    return Optional.empty();
  }

  /** What stands there is not repeated: it may be the secret. */
  private static Optional<SecretReference> reference(Element secret) {
    Optional<SecretReference> reference = SecretReference.parse(secret.text());
    if (reference.isEmpty()) {
      secret.problem(
          "a contract holds no secret, only the place of one",
          "write env:NAME, file:PATH or secretsmanager:NAME, with #MEMBER for one member of a JSON secret");
    }
    return reference;
  }
}
