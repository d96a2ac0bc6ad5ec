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
  private static final String CURSOR = "cursor";

  /** Each says where numbered pages end. */
  private static final List<String> ENDS = List.of("size", "more", "total");

  /** What must be there, and what may, by type. */
  private record Members(List<String> needed, List<String> possible) {}

  private static final Map<String, Members> TYPES =
      new TreeMap<>(
          Map.of(
              "none",
              new Members(List.of(), List.of()),
              "nextLink",
              new Members(List.of("pointer"), List.of(STABLE)),
              "linkHeader",
              new Members(List.of(), List.of(STABLE)),
              CURSOR,
              new Members(List.of("parameter"), List.of("pointer", "record", "more", STABLE)),
              "page",
              new Members(List.of("parameter"), List.of("first", "size", "more", "total", STABLE)),
              "offset",
              new Members(List.of("parameter"), List.of("size", "more", "total", STABLE))));

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
    return type.equals(CURSOR) ? hasOneCursor(pagination) : hasOneEnd(pagination);
  }

  private static boolean hasOneCursor(Element pagination) {
    if (pagination.get("pointer").present() == pagination.get("record").present()) {
      pagination.problem(
          "`firn.pagination` of type cursor has its value in one place",
          "write pointer: /place/in/the/answer, or record: /place/in/its/last/record");
      return false;
    }
    return true;
  }

  private static boolean hasOneEnd(Element pagination) {
    List<String> said = ENDS.stream().filter(name -> pagination.get(name).present()).toList();
    if (said.size() > 1) {
      pagination
          .get(said.get(1))
          .problem(
              "`%s` and `%s` both say where pages end".formatted(said.get(0), said.get(1)),
              "keep one");
      return false;
    }
    return true;
  }

  private static Optional<Pagination> pagination(Element pagination, String type) {
    String parameter = pagination.text("parameter");
    return switch (type) {
      case "nextLink" -> pointer(pagination.get("pointer")).map(Pagination.NextLink::new);
      case "linkHeader" -> Optional.of(new Pagination.LinkHeader());
      case CURSOR -> cursor(pagination, parameter);
      case "page" ->
          end(pagination)
              .map(
                  end ->
                      new Pagination.PageNumber(
                          parameter, pagination.get("first").node().asLong(1), end));
      case "offset" -> end(pagination).map(end -> new Pagination.Offset(parameter, end));
      default -> Optional.of(Pagination.NONE);
    };
  }

  private static Optional<Pagination> cursor(Element pagination, String parameter) {
    Optional<JsonPointer> more = pointer(pagination.get("more"));
    if (more.isEmpty() && pagination.get("more").present()) {
      return Optional.empty();
    }
    return pagination.get("record").present()
        ? pointer(pagination.get("record"))
            .map(at -> new Pagination.LastRecord(at, parameter, more.orElse(null)))
        : pointer(pagination.get("pointer"))
            .map(at -> new Pagination.Cursor(at, parameter, more.orElse(null)));
  }

  private static Optional<Pagination.End> end(Element pagination) {
    Optional<JsonPointer> more = pointer(pagination.get("more"));
    Optional<JsonPointer> total = pointer(pagination.get("total"));
    boolean flawed =
        (more.isEmpty() && pagination.get("more").present())
            || (total.isEmpty() && pagination.get("total").present());
    return flawed
        ? Optional.empty()
        : Optional.of(
            new Pagination.End(
                pagination.get("size").node().asLong(0), more.orElse(null), total.orElse(null)));
  }

  /** What the tables of the feed must be like. */
  static void check(Element contract, Pagination pagination) {
    Element first = null;
    for (Element table : contract.get("schema").items()) {
      if (first != null
          && pagination instanceof Pagination.LastRecord
          && !LayoutRules.sameRecords(first, table)) {
        table.problem(
            "firn.pagination goes on from the last record, and this table's records are others than the first one's",
            "make a contract of its own for the table");
      }
      first = first == null ? table : first;
    }
  }

  private static Optional<JsonPointer> pointer(Element pointer) {
    return Pointers.source(pointer, pointer.text()).map(SourcePointer::pointer);
  }
}
