package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** JSON Pointers (RFC 6901) in a contract. */
final class Pointers {

  private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

  /** What people write who think of JSONPath or of columns: {@code $.a.b}, {@code a.b}. */
  private static final Pattern DOTTED = Pattern.compile("(?:\\$\\.?)?([\\w-]+(?:[./][\\w-]+)*)");

  private Pointers() {}

  /** Where a property's value is; empty if it has problems. */
  static Optional<SourcePointer> source(Element property) {
    Element sources = property.get("transformSourceObjects");
    if (!sources.present()) {
      return Optional.ofNullable(property.text("name"))
          .map(name -> SourcePointer.record(JsonPointer.empty().appendProperty(name)));
    }
    List<Element> pointers = sources.items();
    if (pointers.size() != 1) {
      if (sources.node().isArray()) {
        sources.problem(
            "a column has one source, not " + pointers.size(), "write one: [/where/it/is]");
      }
      return Optional.empty();
    }
    return source(pointers.get(0), pointers.get(0).text());
  }

  /** A pointer in the record or the document; empty if it has problems. */
  static Optional<SourcePointer> source(Element element, String text) {
    if (text == null) {
      return Optional.empty();
    }
    if (text.equals(SourcePointer.NAME)) {
      return Optional.of(SourcePointer.parse(text));
    }
    String pointer = text.startsWith("#") ? text.substring(1) : text;
    if ((pointer.isEmpty() || pointer.startsWith("/")) && !BAD_ESCAPE.matcher(pointer).find()) {
      return Optional.of(SourcePointer.parse(text));
    }
    var dotted = DOTTED.matcher(text);
    String remedy =
        dotted.matches()
            ? Suggestion.didYouMean("/" + dotted.group(1).replace('.', '/'))
            : "write /member/of/record, or '#/member/of/document' in quotes";
    element.problem("`" + text + "` is not a JSON Pointer", remedy);
    return Optional.empty();
  }

  /** {@code firn.records}; empty if it is absent or has problems. */
  static Optional<JsonPointer> records(Element word) {
    Optional<SourcePointer> pointer = source(word, word.text());
    if (pointer.isPresent() && pointer.get().scope() != SourcePointer.Scope.RECORD) {
      word.problem("`firn.records` starts at the document anyway", "leave the # out");
      return Optional.empty();
    }
    return pointer.map(SourcePointer::pointer);
  }
}
