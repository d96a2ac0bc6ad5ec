package dev.firn.contract;

import dev.firn.contract.ColumnType.Decimal;
import dev.firn.contract.ColumnType.ListOf;
import dev.firn.contract.ColumnType.MapOf;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.ColumnType.Struct;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a property holds, all the way down. */
final class TypeReader {

  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,4}), ?(\\d{1,4})\\)");

  /** What a map declares, in this order; names are text if it does not say so. */
  private static final Set<List<String>> MAP_MEMBERS =
      Set.of(List.of("value"), List.of("key", "value"));

  private TypeReader() {}

  /** Empty if it has problems. */
  static Optional<ColumnType> type(Element property) {
    Optional<String> word = TypeWords.of(property);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    return switch (TypeWords.kind(word.get())) {
      case "struct" -> struct(property);
      case "map" -> map(property);
      case "list" -> list(property);
      case "decimal(p,s)" -> decimal(property.get("physicalType"));
      default -> primitive(property.get("physicalType"), word.get());
    };
  }

  private static Optional<ColumnType> struct(Element property) {
    List<Element> declared = property.get("properties").items();
    if (declared.isEmpty()) {
      property.problem(
          "an object without properties",
          "list them, or take it as text: logicalType: string, transformLogic: json");
      return Optional.empty();
    }
    List<Column> members = Columns.readMembers(property);
    return members.size() == declared.size() ? Optional.of(new Struct(members)) : Optional.empty();
  }

  private static Optional<ColumnType> map(Element property) {
    Element declared = property.get("properties");
    Element items = property.get("items");
    if (items.present()) {
      if (!items.isFlawed()) {
        items.problem(
            "a map has no items, it has values",
            "say what they are: properties: [{name: value, logicalType: ...}]");
      }
      return Optional.empty();
    }
    List<String> names = declared.items().stream().map(member -> member.text("name")).toList();
    if (!MAP_MEMBERS.contains(names)) {
      if (!property.isFlawed()) {
        property.problem(
            "a map has names and values",
            "say what the values are: properties: [{name: value, logicalType: ...}]");
      }
      return Optional.empty();
    }
    for (Element member : declared.items()) {
      Element source = member.get("transformSourceObjects");
      if (source.present()) {
        source.problem("a map takes each member of the object as it is", "leave it out");
      }
    }
    List<Column> members = Columns.readMembers(property);
    if (members.size() < names.size()) {
      return Optional.empty();
    }
    if (names.size() > 1 && members.get(0).type() != Primitive.STRING) {
      declared.item(0).problem("names of members are text", "write logicalType: string");
      return Optional.empty();
    }
    Column value = members.get(members.size() - 1);
    return Optional.of(new MapOf(value.type(), value.conversion(), value.required()));
  }

  private static Optional<ColumnType> list(Element property) {
    Element items = property.get("items");
    if (!items.present()) {
      if (!property.isFlawed()) {
        property.problem("an array without items", "add items: {logicalType: ...}");
      }
      return Optional.empty();
    }
    Element source = items.get("transformSourceObjects");
    if (source.present()) {
      source.problem(
          "an array takes each item as it is",
          "leave it out; of objects, list the members that you want under `properties`");
    }
    ColumnReader.checkItems(items);
    Optional<ColumnType> type = type(items);
    Optional<Conversion> conversion = ConversionReader.read(items, type.orElse(null));
    return type.isEmpty() || conversion.isEmpty()
        ? Optional.empty()
        : Optional.of(new ListOf(type.get(), conversion.get(), items.isTrue("required")));
  }

  private static Optional<ColumnType> decimal(Element physical) {
    Matcher matcher = DECIMAL.matcher(physical.text());
    if (!matcher.matches()) {
      physical.problem(
          "`" + physical.text() + "` has no precision and scale", "write decimal(18,2)");
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Decimal(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    } catch (IllegalArgumentException e) {
      physical.problem(e.getMessage(), null);
      return Optional.empty();
    }
  }

  private static Optional<ColumnType> primitive(Element physical, String word) {
    if (!TypeWords.PRIMITIVES.containsKey(word)) {
      TypeWords.unknown(physical);
    }
    return Optional.ofNullable(TypeWords.PRIMITIVES.get(word));
  }
}
