package dev.firn.contract;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a schema allows several forms ({@code oneOf}, {@code anyOf}), the validator reports what
 * each of them misses. People wrote one form: only its complaints are for them.
 */
final class Alternatives {

  private Alternatives() {}

  static List<ValidationMessage> meant(Collection<ValidationMessage> messages) {
    List<ValidationMessage> meant = new ArrayList<>();
    Map<Choice, Map<String, List<ValidationMessage>>> choices = new LinkedHashMap<>();
    for (ValidationMessage message : messages) {
      Optional<Choice> choice = Choice.of(message);
      if (choice.isEmpty()) {
        meant.add(message);
      } else {
        choices
            .computeIfAbsent(choice.get(), c -> new TreeMap<>())
            .computeIfAbsent(choice.get().branch(message), b -> new ArrayList<>())
            .add(message);
      }
    }
    choices.forEach((choice, branches) -> meant.addAll(choice.meant(branches)));
    return meant;
  }

  /**
   * One choice that one value was put to.
   *
   * @param keyword the path of {@code oneOf} or {@code anyOf}
   * @param value where the value is
   */
  private record Choice(JsonNodePath keyword, JsonNodePath value) {

    /** The outermost choice that the message comes from. */
    static Optional<Choice> of(ValidationMessage message) {
      JsonNodePath path = message.getEvaluationPath();
      int depth = 0;
      for (int i = 0; i < path.getNameCount(); i++) {
        switch (path.getElement(i).toString()) {
          case "properties" -> {
            depth++;
            i++; // the property's name, which may read like a keyword
          }
          case "items" -> depth++;
          case "oneOf", "anyOf" -> {
            return Optional.of(
                new Choice(first(path, i + 1), first(message.getInstanceLocation(), depth)));
          }
          default -> {}
        }
      }
      return Optional.empty();
    }

    /** The number of the branch; empty for the validator's summary of them. */
    String branch(ValidationMessage message) {
      JsonNodePath path = message.getEvaluationPath();
      int branch = keyword.getNameCount();
      return path.getNameCount() > branch ? path.getElement(branch).toString() : "";
    }

    List<ValidationMessage> meant(Map<String, List<ValidationMessage>> branches) {
      if (branches.size() > 1) {
        branches.remove("");
      }
      return branches.values().stream()
          .filter(branch -> branch.stream().noneMatch(this::isOfAnotherForm))
          .findFirst()
          .orElseGet(() -> branches.values().iterator().next());
    }

    private boolean isOfAnotherForm(ValidationMessage message) {
      return message.getType().equals("type") && message.getInstanceLocation().equals(value);
    }

    private static JsonNodePath first(JsonNodePath path, int count) {
      JsonNodePath first = path;
      while (first.getNameCount() > count) {
        first = first.getParent();
      }
      return first;
    }
  }
}
