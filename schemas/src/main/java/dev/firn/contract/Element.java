package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A place in a contract and what stands there.
 *
 * <p>Reading never fails: whether a value has the right type is the schemas' business, and they
 * have reported it. Here the wrong type counts as absent, so that one mistake gives one problem.
 */
record Element(JsonNode node, JsonPointer at, Problems problems) {

  static final JsonPointer ROOT = JsonPointer.empty();

  /** What our own words begin with. */
  static final String PREFIX = "firn.";

  Element get(String key) {
    return new Element(node.path(key), at.appendProperty(key), problems);
  }

  Element item(int index) {
    return new Element(node.path(index), at.appendIndex(index), problems);
  }

  boolean present() {
    return !node.isMissingNode() && !node.isNull();
  }

  List<Element> items() {
    return IntStream.range(0, node.isArray() ? node.size() : 0).mapToObj(this::item).toList();
  }

  /** The text that stands here, or null. */
  String text() {
    return node.textValue();
  }

  String text(String key) {
    return get(key).text();
  }

  boolean isTrue(String key) {
    return get(key).node.booleanValue();
  }

  /** A position counted from 1; 0 when none is given, which the standard also writes as -1. */
  int position(String key) {
    return Math.max(0, get(key).node.intValue());
  }

  /**
   * The value of one of Firn's own words, a custom property {@code firn.<name>} of this element.
   */
  Element word(String name) {
    return get("customProperties").items().stream()
        .filter(custom -> (PREFIX + name).equals(custom.text("property")))
        .map(custom -> custom.get("value"))
        .findFirst()
        .orElseGet(() -> get("customProperties").get(name));
  }

  /** Whether a problem is known here or inside: what is missing may just be misspelt. */
  boolean isFlawed() {
    return problems.hasIn(at);
  }

  void problem(String message, String remedy) {
    problems.add(at, message, remedy);
  }
}
