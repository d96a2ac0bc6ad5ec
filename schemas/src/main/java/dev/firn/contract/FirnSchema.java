package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Firn's own words in a contract: custom properties whose name begins with {@code firn.}, and what
 * a quality check of ours is made of. The standard accepts anything there, misspelt words too.
 */
final class FirnSchema {

  private static final String IMPLEMENTATION = "implementation";

  private final SchemaCheck schema = new SchemaCheck("firn-words.schema.json");

  void check(Element contract) {
    walk(contract);
    for (Element table : contract.get("schema").items()) {
      for (Element check : table.get("quality").items()) {
        Element implementation = check.get(IMPLEMENTATION);
        if (RulesetReader.isOurs(check) && implementation.node().isObject()) {
          ObjectNode instance = JsonNodeFactory.instance.objectNode();
          instance.set(IMPLEMENTATION, implementation.node());
          schema.check(instance, at -> append(implementation.at(), at.tail()), contract.problems());
        }
      }
    }
  }

  private void walk(Element element) {
    element.items().forEach(this::walk);
    element
        .node()
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (key.equals("customProperties")) {
                checkWords(element);
              } else {
                walk(element.get(key));
              }
            });
  }

  private void checkWords(Element owner) {
    Level level = Level.of(owner.at());
    ObjectNode words = JsonNodeFactory.instance.objectNode();
    Map<String, JsonPointer> places = new HashMap<>();
    for (Element custom : owner.get("customProperties").items()) {
      String word = custom.text("property");
      if (word != null && isOurs(custom, word) && isAtHome(custom, word, level)) {
        if (words.has(word)) {
          custom.problem("`" + word + "` is there twice", "keep one");
        } else {
          words.set(word, custom.get("value").node());
          places.put(word, custom.get("value").at());
        }
      }
    }
    ObjectNode instance = JsonNodeFactory.instance.objectNode();
    instance.set(level.key, words);
    schema.check(instance, placedBy(owner, places), owner.problems());
  }

  private boolean isOurs(Element custom, String word) {
    if (word.startsWith(Element.PREFIX)) {
      return true;
    }
    Stream.of(Level.values())
        .flatMap(level -> level.words(schema))
        .filter(known -> Suggestion.distance(word, known) <= 2)
        .findFirst()
        .ifPresent(
            known -> custom.problem("unknown word `" + word + "`", Suggestion.didYouMean(known)));
    return false;
  }

  private boolean isAtHome(Element custom, String word, Level level) {
    Optional<Level> home =
        Stream.of(Level.values())
            .filter(other -> other.words(schema).anyMatch(word::equals))
            .findFirst();
    if (home.isEmpty() || home.get() == level) {
      return true;
    }
    custom.problem("`" + word + "` means nothing here", "it belongs to " + home.get().home);
    return false;
  }

  /** From a place in the words to the value in the contract that it came from. */
  private static UnaryOperator<JsonPointer> placedBy(
      Element owner, Map<String, JsonPointer> places) {
    return at -> {
      JsonPointer inWords = at.tail();
      JsonPointer value = places.get(inWords.getMatchingProperty());
      return value == null ? owner.at() : append(value, inWords.tail());
    };
  }

  /** Jackson 2.15's own way appends the whole pointer that a tail is of. */
  private static JsonPointer append(JsonPointer start, JsonPointer tail) {
    return JsonPointer.compile(start.toString() + tail);
  }

  /** Where a contract may have words of ours. */
  private enum Level {
    SERVER("server", "an entry of `servers`", "/servers/\\d+"),
    TABLE("schema", "an entry of `schema`", "/schema/\\d+"),
    PROPERTY("property", "a property of a table", "/schema/\\d+(/properties/\\d+|/items)+"),
    ELSEWHERE("elsewhere", "no place", ".*");

    /** The level's name in our JSON Schema. */
    private final String key;

    private final String home;
    private final String places;

    Level(String key, String home, String places) {
      this.key = key;
      this.home = home;
      this.places = places;
    }

    static Level of(JsonPointer at) {
      return Stream.of(values())
          .filter(level -> at.toString().matches(level.places))
          .findFirst()
          .orElseThrow();
    }

    Stream<String> words(SchemaCheck schema) {
      return schema.keys(JsonPointer.compile("/properties/" + key)).stream();
    }
  }
}
