package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.Serializable;

/**
 * A place in a response (RFC 6901): {@code /x} in the record, {@code #/x} in the whole document; or
 * {@code 0#}, the name that the record has there (Relative JSON Pointer).
 *
 * @param scope what the pointer starts from
 * @param pointer the pointer without its {@code #}
 */
public record SourcePointer(Scope scope, JsonPointer pointer) implements Serializable {

  static final String NAME = "0#";

  /** What a pointer starts from. */
  public enum Scope {
    RECORD,
    DOCUMENT,
    NAME
  }

  public SourcePointer {
    requireNonNull(scope, "scope");
    requireNonNull(pointer, "pointer");
  }

  /**
   * @throws IllegalArgumentException if the text is not a JSON Pointer
   */
  public static SourcePointer parse(String text) {
    if (text.equals(NAME)) {
      return new SourcePointer(Scope.NAME, JsonPointer.empty());
    }
    return text.startsWith("#")
        ? new SourcePointer(Scope.DOCUMENT, JsonPointer.compile(text.substring(1)))
        : new SourcePointer(Scope.RECORD, JsonPointer.compile(text));
  }

  public static SourcePointer record(JsonPointer pointer) {
    return new SourcePointer(Scope.RECORD, pointer);
  }

  /** Whether it is the record's name, and no place in anything. */
  public boolean isName() {
    return scope == Scope.NAME;
  }

  public boolean inDocument() {
    return scope == Scope.DOCUMENT;
  }

  @Override
  public String toString() {
    return isName() ? NAME : (inDocument() ? "#" : "") + pointer;
  }
}
