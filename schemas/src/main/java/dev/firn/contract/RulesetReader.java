package dev.firn.contract;

import dev.firn.contract.Ruleset.Scope;
import dev.firn.contract.Ruleset.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The DQDL rulesets that a table's {@code quality} names. */
final class RulesetReader {

  private static final String ENGINE = "dqdl";
  private static final Map<String, Severity> SEVERITIES =
      Map.of("error", Severity.BLOCKING, "warning", Severity.WARNING);
  private static final Map<String, Scope> SCOPES =
      Map.of("changedRows", Scope.CHANGED_ROWS, "table", Scope.TABLE);

  /** Comments, then the list of rules; the auditor's own parser does the rest. */
  private static final Pattern DQDL = Pattern.compile("(?:\\s|#[^\\n]*\\n)*+Rules\\s*=\\s*\\[");

  private final Path project;

  RulesetReader(Path project) {
    this.project = project;
  }

  /** Whether a quality check is one that Firn runs. */
  static boolean isOurs(Element check) {
    return "custom".equals(check.text("type")) && ENGINE.equals(check.text("engine"));
  }

  /** Complete only if no problem was found. */
  List<Ruleset> read(Element table) {
    List<Ruleset> rulesets = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Element check : table.get("quality").items()) {
      if (isOurs(check)) {
        ruleset(check)
            .ifPresent(
                ruleset -> {
                  rulesets.add(ruleset);
                  if (!names.add(ruleset.name())) {
                    check.problem(
                        "the quality check `" + ruleset.name() + "` is there twice",
                        "give each an id of its own");
                  }
                });
      } else if (!"text".equals(check.text("type"))) {
        refuse(check);
      }
    }
    return rulesets;
  }

  private static void refuse(Element check) {
    String type = check.text("type") == null ? "library" : check.text("type");
    String engine = check.text("engine");
    if (engine != null) {
      check.get("engine").problem("Firn has no engine `" + engine + "`", "use engine: dqdl");
    } else if (!type.equals("custom")) {
      check.problem(
          "Firn does not run quality checks of type " + type,
          "write the rule in DQDL: type: custom, engine: dqdl");
    }
  }

  private Optional<Ruleset> ruleset(Element check) {
    Element implementation = check.get("implementation");
    if (implementation.present() && !implementation.node().isObject()) {
      implementation.problem(
          "`implementation` must name a ruleset and its scope",
          "write {ruleset: quality-checks/x.dqdl, scope: changedRows}");
    }
    Optional<Severity> severity = severity(check);
    Scope scope = SCOPES.get(String.valueOf(implementation.text("scope")));
    Element path = implementation.get("ruleset");
    Optional<String> dqdl = path.text() == null ? Optional.empty() : dqdl(path);
    if (severity.isEmpty() || scope == null || dqdl.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Ruleset(name(check), path.text(), dqdl.get(), severity.get(), scope));
  }

  private static String name(Element check) {
    return Stream.of(check.text("id"), check.text("name"))
        .filter(name -> name != null)
        .findFirst()
        .orElseGet(() -> check.get("implementation").text("ruleset"));
  }

  private static Optional<Severity> severity(Element check) {
    Element given = check.get("severity");
    String word = given.text();
    if (word == null || !SEVERITIES.containsKey(word)) {
      (given.present() ? given : check)
          .problem(
              word == null ? "`severity` is missing" : "unknown severity `" + word + "`",
              "use error, which stops a publish, or warning");
      return Optional.empty();
    }
    return Optional.of(SEVERITIES.get(word));
  }

  private Optional<String> dqdl(Element path) {
    Path file = project.resolve(path.text()).normalize();
    if (!file.startsWith(project) || Path.of(path.text()).isAbsolute()) {
      path.problem("the ruleset " + path.text() + " is outside the project", "keep it inside");
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      path.problem("there is no ruleset " + path.text(), nearFile(file));
      return Optional.empty();
    }
    try {
      String text = decode(Files.readAllBytes(file));
      if (text.isBlank()) {
        path.problem("the ruleset " + path.text() + " is empty", "write Rules = [ ... ]");
      } else if (text.contains("\r")) {
        path.problem(
            "the ruleset " + path.text() + " has Windows line ends, which DQDL cannot read",
            "save it with \\n");
      } else if (!DQDL.matcher(text).lookingAt()) {
        path.problem(
            "the ruleset " + path.text() + " does not begin with Rules", "write Rules = [ ... ]");
      } else {
        return Optional.of(text);
      }
    } catch (CharacterCodingException e) {
      path.problem("the ruleset " + path.text() + " is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String nearFile(Path file) {
    try (Stream<Path> files = Files.list(file.getParent())) {
      List<String> names =
          files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
      return Suggestion.nearest(file.getFileName().toString(), names)
          .map(Suggestion::didYouMean)
          .orElse("write it; the path starts at the project's folder");
    } catch (IOException e) {
      return "write it; the path starts at the project's folder";
    }
  }
}
