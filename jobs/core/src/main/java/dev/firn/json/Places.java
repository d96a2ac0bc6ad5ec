package dev.firn.json;

import com.fasterxml.jackson.core.JsonPointer;

/** Places in documents. */
public final class Places {

  private Places() {}

  /** The member of that name; Jackson 2.15's own way neither escapes names nor takes empty ones. */
  public static JsonPointer member(JsonPointer object, String name) {
    String escaped = name.replace("~", "~0").replace("/", "~1");
    return object.append(JsonPointer.compile("/" + escaped));
  }
}
