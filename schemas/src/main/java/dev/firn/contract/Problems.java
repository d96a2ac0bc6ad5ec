package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with one file, and knows the line of every place in it. */
final class Problems {

  private final Path file;
  private final Map<JsonPointer, Integer> lines = new HashMap<>();
  private final List<Problem> found = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  void locate(JsonPointer at, int line) {
    lines.put(at, line);
  }

  /** The line of the place, or of the nearest one around it that the file really has. */
  int line(JsonPointer at) {
    for (JsonPointer place = at; place != null; place = place.head()) {
      Integer line = lines.get(place);
      if (line != null) {
        return line;
      }
    }
    return 0;
  }

  void add(JsonPointer at, String message, String remedy) {
    add(line(at), at, message, remedy);
  }

  void add(int line, JsonPointer at, String message, String remedy) {
    Problem problem = new Problem(file, line, at.toString(), message, remedy);
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  /** Whether something was found in the place or inside of it. */
  boolean hasIn(JsonPointer place) {
    String inside = place + "/";
    return found.stream()
        .map(Problem::pointer)
        .anyMatch(at -> at.startsWith(inside) || at.equals(place.toString()));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order a reader meets them. */
  List<Problem> list() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }
}
