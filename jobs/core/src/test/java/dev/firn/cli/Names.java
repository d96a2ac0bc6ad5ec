package dev.firn.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Gives what differs from one time to the next a name, so that outputs can be compared whole. */
final class Names {

  private final Map<String, String> names = new LinkedHashMap<>();

  Names snapshot(String name, long id) {
    names.put(Long.toString(id), name);
    return this;
  }

  long id(String name) {
    return names.entrySet().stream()
        .filter(known -> known.getValue().equals(name))
        .map(known -> Long.valueOf(known.getKey()))
        .findFirst()
        .orElseThrow();
  }

  /** Known snapshots by name; Iceberg's own times, digests and the program's version as words. */
  String in(String text) {
    String named = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      named = named.replace(name.getKey(), name.getValue());
    }
    return named
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME")
        .replaceAll("\\b\\d{16,19}\\b", "SNAPSHOT");
  }
}
