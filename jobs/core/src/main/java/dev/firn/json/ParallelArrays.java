package dev.firn.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Arrays of one length, the members of an object: the first items of all make the first record.
 * Members that are no arrays are in every record.
 */
public final class ParallelArrays {

  private final JsonPointer place;
  private final JsonNode object;
  private final int length;

  private ParallelArrays(JsonPointer place, JsonNode object, int length) {
    this.place = place;
    this.object = object;
    this.length = length;
  }

  /**
   * @param start of the object
   * @throws UnreadableException if it has no arrays, or such of several lengths
   */
  static ParallelArrays of(JsonPointer place, JsonNode object, JsonLocation start)
      throws UnreadableException {
    String where = place.matches() ? "" : " at " + place;
    Map.Entry<String, JsonNode> first = null;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (member.getValue().isArray()) {
        first = first == null ? member : first;
        if (member.getValue().size() != first.getValue().size()) {
          throw new UnreadableException(
              "expected arrays of one length%s, found %d items in %s and %d in %s"
                  .formatted(
                      where,
                      first.getValue().size(),
                      first.getKey(),
                      member.getValue().size(),
                      member.getKey()),
              start);
        }
      }
    }
    if (first == null && !object.isEmpty()) {
      throw new UnreadableException("expected arrays%s, found none".formatted(where), start);
    }
    return new ParallelArrays(place, object, first == null ? 0 : first.getValue().size());
  }

  int length() {
    return length;
  }

  Records.Located record(int index) {
    ObjectNode record = Json.exact().createObjectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      JsonNode value = member.getValue();
      record.set(member.getKey(), value.isArray() ? value.get(index) : value);
    }
    return new Records.Located(place.appendIndex(index), null, record, this);
  }

  JsonPointer place(int index, JsonPointer inRecord) {
    String name = inRecord.getMatchingProperty();
    if (!object.path(name).isArray()) {
      return place.append(inRecord);
    }
    // Jackson 2.15 appends the whole pointer that a tail is of.
    JsonPointer below = JsonPointer.compile(inRecord.tail().toString());
    return Places.member(place, name).appendIndex(index).append(below);
  }
}
