package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of columns in a key or a partition spec: each has one, counted from 1 without gaps.
 */
final class Positions {

  private final String mark;
  private final String position;
  private final Map<JsonPointer, Integer> positions = new HashMap<>();
  private final Map<Integer, Element> taken = new HashMap<>();
  private boolean meant;

  /**
   * @param mark the boolean that says a column takes part
   * @param position the number that says where
   */
  Positions(List<Element> properties, String mark, String position) {
    this.mark = mark;
    this.position = position;
    List<Element> marked = properties.stream().filter(p -> p.isTrue(mark)).toList();
    marked.forEach(property -> place(property, marked.size()));
    properties.stream()
        .filter(property -> !property.isTrue(mark) && property.position(position) > 0)
        .forEach(this::checkMark);
  }

  /** Whether somebody wanted one, well declared or not. */
  boolean isMeant() {
    return meant || !positions.isEmpty();
  }

  /** 0 when it takes no part. */
  int of(Element property) {
    return positions.getOrDefault(property.at(), 0);
  }

  private void place(Element property, int count) {
    int given = property.position(position);
    int place = given == 0 && count == 1 ? 1 : given;
    positions.put(property.at(), place);
    String remedy = count == 1 ? "write 1" : "number the columns from 1 to " + count;
    if (place == 0) {
      property.problem("`" + property.text("name") + "` has no " + position, remedy);
    } else if (place > count) {
      property
          .get(position)
          .problem("`%s` is %d, but the last is %d".formatted(position, place, count), remedy);
    } else if (taken.putIfAbsent(place, property) != null) {
      String other = taken.get(place).text("name");
      property
          .get(position)
          .problem("`%s` %d is taken by `%s`".formatted(position, place, other), remedy);
    }
  }

  private void checkMark(Element property) {
    meant = true;
    if (!property.isFlawed()) {
      property
          .get(position)
          .problem("`" + position + "` without " + mark + ": true", "write both, or neither");
    }
  }
}
