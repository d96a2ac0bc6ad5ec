package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.networknt.schema.ValidationMessage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The keys that a schema does not know.
 *
 * <p>{@code unevaluatedProperties} needs care: one mistake anywhere inside an object makes all its
 * keys unevaluated. A key that the object could have is therefore blamed only if nothing else is
 * wrong there.
 */
final class UnknownKeys {

  private static final Set<String> KEYWORDS =
      Set.of("unevaluatedProperties", "additionalProperties");

  private final List<ValidationMessage> messages;
  private final Map<JsonPointer, Found> objects = new LinkedHashMap<>();

  UnknownKeys(List<ValidationMessage> messages, Function<JsonPointer, Set<String>> knownKeys) {
    this.messages = messages;
    for (ValidationMessage message : messages) {
      if (isAbout(message)) {
        JsonPointer keyword =
            JsonPointer.compile(message.getSchemaLocation().getFragment().toString());
        Found found =
            objects.computeIfAbsent(
                Wording.place(message), at -> new Found(new LinkedHashMap<>(), new TreeSet<>()));
        found.byKeyword.computeIfAbsent(keyword, any -> new TreeSet<>()).add(message.getProperty());
        found.known.addAll(knownKeys.apply(keyword));
      }
    }
  }

  static boolean isAbout(ValidationMessage message) {
    return KEYWORDS.contains(message.getType());
  }

  /** Whether the message misses a key that is there, misspelt. */
  boolean explains(ValidationMessage message) {
    Found found = objects.get(Wording.place(message));
    return message.getType().equals("required")
        && found != null
        && found.unknown().stream()
            .map(key -> Suggestion.nearest(key, found.known))
            .anyMatch(near -> near.equals(Optional.of(message.getProperty())));
  }

  void report(UnaryOperator<JsonPointer> places, Problems problems) {
    Set<JsonPointer> wrong = placesOfOtherMistakes();
    objects.forEach(
        (at, found) -> {
          for (String key : found.unknown()) {
            String remedy =
                Suggestion.nearest(key, found.known).map(Suggestion::didYouMean).orElse(null);
            JsonPointer place = places.apply(at.appendProperty(key));
            problems.add(place, "unknown " + Wording.key(key), remedy);
          }
          if (wrong.stream().noneMatch(place -> isIn(place, at))) {
            for (String key : found.reported()) {
              JsonPointer place = places.apply(at.appendProperty(key));
              problems.add(place, Wording.key(key) + " does not belong here", null);
            }
          }
        });
  }

  private Set<JsonPointer> placesOfOtherMistakes() {
    Set<JsonPointer> wrong = new HashSet<>();
    messages.stream()
        .filter(message -> !isAbout(message))
        .forEach(message -> wrong.add(Wording.place(message)));
    objects.forEach(
        (at, found) -> {
          if (!found.unknown().isEmpty()) {
            wrong.add(at);
          }
        });
    return wrong;
  }

  private static boolean isIn(JsonPointer place, JsonPointer object) {
    return place.equals(object) || place.toString().startsWith(object + "/");
  }

  /**
   * @param byKeyword what the validator did not accept, by the keyword that did not
   * @param known what the object could have
   */
  private record Found(Map<JsonPointer, Set<String>> byKeyword, Set<String> known) {

    /**
     * What no keyword accepts. A schema that refuses one key has accepted none in the eyes of the
     * schema around it, which then refuses them all.
     */
    Set<String> reported() {
      Set<String> reported = new TreeSet<>();
      byKeyword.values().forEach(reported::addAll);
      byKeyword.values().forEach(reported::retainAll);
      return reported;
    }

    Set<String> unknown() {
      Set<String> unknown = reported();
      unknown.removeAll(known);
      return unknown;
    }
  }
}
