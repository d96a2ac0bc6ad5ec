package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The word {@code firn.pagination} of a server. */
final class PaginationReader {

  private static final String TYPE = "type";
  private static final String STABLE = "stable";

  /** What must be there, and what may, by type. */
  private record Members(List<String> needed, List<String> possible) {}

  private static final Map<String, Members> TYPES =
      new TreeMap<>(
          Map.of(
              "none", new Members(List.of(), List.of()),
              "nextLink", new Members(List.of("pointer"), List.of(STABLE)),
              "linkHeader", new Members(List.of(), List.of(STABLE)),
              "cursor", new Members(List.of("pointer", "parameter"), List.of(STABLE)),
              "page", new Members(List.of("parameter"), List.of("first", "size", STABLE)),
              "offset", new Members(List.of("parameter"), List.of("size", STABLE))));

  private PaginationReader() {}

  static boolean isStable(Element pagination) {
    return pagination.present() && pagination.get(STABLE).node().asBoolean(false);
  }

  /** Empty when there is a problem with it. */
  static Optional<Pagination> read(Element pagination) {
    if (!pagination.present()) {
      return Optional.of(Pagination.NONE);
    }
    Element type = pagination.node().isObject() ? pagination.get(TYPE) : pagination;
    if (type.text() == null) {
      if (!pagination.isFlawed()) {
        pagination.problem("`firn.pagination` has no type", Suggestion.remedy("", TYPES.keySet()));
      }
      return Optional.empty();
    }
    Members members = TYPES.get(type.text());
    if (members == null) {
      type.problem(
          "unknown firn.pagination `" + type.text() + "`",
          Suggestion.remedy(type.text(), TYPES.keySet()));
      return Optional.empty();
    }
    return isComplete(pagination, type.text(), members)
        ? pagination(pagination, type.text())
        : Optional.empty();
  }

  private static boolean isComplete(Element pagination, String type, Members members) {
    if (pagination.isFlawed()) {
      return false;
    }
    for (String name : members.needed()) {
      if (!pagination.get(name).present()) {
        pagination.problem(
            "`firn.pagination` of type %s has no `%s`".formatted(type, name),
            "write {type: %s, %s: …}".formatted(type, String.join(": …, ", members.needed())));
        return false;
      }
    }
    Iterator<String> names = pagination.node().fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (Stream.of(members.needed(), members.possible()).noneMatch(list -> list.contains(name))
          && !name.equals(TYPE)) {
        pagination
            .get(name)
            .problem(
                "`%s` means nothing in `firn.pagination` of type %s".formatted(name, type),
                "leave it out");
        return false;
      }
    }
    return true;
  }

  private static Optional<Pagination> pagination(Element pagination, String type) {
    String parameter = pagination.text("parameter");
    long size = pagination.get("size").node().asLong(0);
    return switch (type) {
      case "nextLink" -> pointer(pagination.get("pointer")).map(Pagination.NextLink::new);
      case "linkHeader" -> Optional.of(new Pagination.LinkHeader());
      case "cursor" ->
          pointer(pagination.get("pointer")).map(at -> new Pagination.Cursor(at, parameter));
      case "page" ->
          Optional.of(
              new Pagination.PageNumber(parameter, pagination.get("first").node().asLong(1), size));
      case "offset" -> Optional.of(new Pagination.Offset(parameter, size));
      default -> Optional.of(Pagination.NONE);
    };
  }

  private static Optional<JsonPointer> pointer(Element pointer) {
    return Pointers.source(pointer, pointer.text()).map(SourcePointer::pointer);
  }
}
