package dev.firn.contract;

import dev.firn.contract.ColumnType.Decimal;
import dev.firn.contract.ColumnType.ListOf;
import dev.firn.contract.ColumnType.Struct;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a property holds, all the way down. */
final class TypeReader {

  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,4}), ?(\\d{1,4})\\)");

  private TypeReader() {}

  /** Empty if it has problems. */
  static Optional<ColumnType> type(Element property) {
    Optional<String> word = TypeWords.of(property);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    return switch (TypeWords.kind(word.get())) {
      case "struct" -> struct(property);
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

  private static Optional<ColumnType> list(Element property) {
    Element items = property.get("items");
    if (!items.present()) {
      if (!property.isFlawed()) {
        property.problem("an array without items", "add items: {logicalType: ...}");
      }
      return Optional.empty();
    }
    Optional<ColumnType> type = type(items);
    Optional<Conversion> conversion =
        ConversionReader.read(items.get("transformLogic"), type.orElse(null));
    return type.isEmpty() || conversion.isEmpty()
        ? Optional.empty()
        : Optional.of(new ListOf(type.get(), conversion.get()));
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
