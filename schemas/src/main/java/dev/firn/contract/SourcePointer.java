package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.Serializable;

/**
 * A place in a response (RFC 6901): {@code /x} in the record, {@code #/x} in the whole document.
 *
 * @param scope what the pointer starts from
 * @param pointer the pointer without its {@code #}
 */
public record SourcePointer(Scope scope, JsonPointer pointer) implements Serializable {

  /** What a pointer starts from. */
  public enum Scope {
    RECORD,
    DOCUMENT
  }

  public SourcePointer {
    requireNonNull(scope, "scope");
    requireNonNull(pointer, "pointer");
  }

  /**
   * @throws IllegalArgumentException if the text is not a JSON Pointer
   */
  public static SourcePointer parse(String text) {
    return text.startsWith("#")
        ? new SourcePointer(Scope.DOCUMENT, JsonPointer.compile(text.substring(1)))
        : new SourcePointer(Scope.RECORD, JsonPointer.compile(text));
  }

  public static SourcePointer record(JsonPointer pointer) {
    return new SourcePointer(Scope.RECORD, pointer);
  }

  public boolean inDocument() {
    return scope == Scope.DOCUMENT;
  }

  @Override
  public String toString() {
    return (inDocument() ? "#" : "") + pointer;
  }
}
