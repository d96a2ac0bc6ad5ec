package dev.firn.contract;

import dev.firn.contract.ColumnType.Primitive;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code physicalType}, or what {@code logicalType} and its options say when there is none. */
final class TypeWords {

  static final Map<String, Primitive> PRIMITIVES =
      Stream.of(Primitive.values())
          .collect(Collectors.toMap(type -> type.name().toLowerCase(Locale.ROOT), type -> type));

  static final List<String> KNOWN =
      List.of(
          "string",
          "int",
          "long",
          "float",
          "double",
          "boolean",
          "date",
          "timestamp",
          "timestamptz",
          "uuid",
          "binary",
          "decimal(p,s)",
          "struct",
          "map",
          "list");

  private static final String LATER = "time";

  /** Which physical types a logical one can be. */
  private static final Map<String, List<String>> AGREEING =
      Map.of(
          "string", List.of("string", "uuid", "binary"),
          "integer", List.of("int", "long", "decimal(p,s)"),
          "number", List.of("float", "double", "decimal(p,s)"),
          "boolean", List.of("boolean"),
          "date", List.of("date"),
          "timestamp", List.of("timestamp", "timestamptz"),
          "object", List.of("struct", "map"),
          "array", List.of("list"));

  /** Formats of text that a type of its own holds better. */
  private static final Set<String> TEXT_FORMATS = Set.of("uuid", "binary");

  private TypeWords() {}

  /** The physical type that a property says or means; empty if it has problems. */
  static Optional<String> of(Element property) {
    Element logical = property.get("logicalType");
    Element physical = property.get("physicalType");
    for (Element type : List.of(logical, physical)) {
      if (LATER.equals(type.text())) {
        type.problem("the type `" + type.text() + "` is not supported yet", "take it as a string");
        return Optional.empty();
      }
    }
    if (physical.text() == null) {
      return derived(property);
    }
    List<String> agreeing = AGREEING.get(String.valueOf(logical.text()));
    if (agreeing == null || agreeing.contains(kind(physical.text()))) {
      return Optional.of(physical.text());
    }
    if (KNOWN.contains(kind(physical.text()))) {
      physical.problem(
          "the logicalType %s cannot be the physicalType %s"
              .formatted(logical.text(), physical.text()),
          "use " + String.join(" or ", agreeing));
    } else {
      unknown(physical);
    }
    return Optional.empty();
  }

  static void unknown(Element physical) {
    physical.problem(
        "unknown physicalType `" + physical.text() + "`",
        Suggestion.remedy(physical.text().replaceFirst("<.*", ""), KNOWN));
  }

  static String kind(String physical) {
    return physical.startsWith("decimal") ? "decimal(p,s)" : physical;
  }

  private static Optional<String> derived(Element property) {
    Element logical = property.get("logicalType");
    Element options = property.get("logicalTypeOptions");
    if (!logical.present() && !property.get("physicalType").present()) {
      String name = property.text("name");
      property.problem(
          (name == null ? "the items have" : "`" + name + "` has") + " no type",
          "add a logicalType");
    }
    return switch (String.valueOf(logical.text())) {
      case "string" ->
          Optional.ofNullable(options.text("format"))
              .filter(TEXT_FORMATS::contains)
              .or(() -> Optional.of("string"));
      case "boolean", "date" -> Optional.of(logical.text());
      case "integer" -> integer(options.get("format"));
      case "number" -> Optional.of("f32".equals(options.text("format")) ? "float" : "double");
      case "timestamp" -> {
        Element timezone = options.get("timezone");
        boolean local = timezone.present() && !timezone.node().booleanValue();
        yield Optional.of(local ? "timestamp" : "timestamptz");
      }
      case "object" -> Optional.of("struct");
      case "array" -> Optional.of("list");
      default -> Optional.empty();
    };
  }

  /** Of a type without parameters. */
  static String word(ColumnType type) {
    return ((Primitive) type).name().toLowerCase(Locale.ROOT);
  }

  private static Optional<String> integer(Element format) {
    return switch (format.text() == null ? "i32" : format.text()) {
      case "i8", "i16", "i32", "u8", "u16" -> Optional.of("int");
      case "i64", "u32" -> Optional.of("long");
      default -> {
        format.problem(
            "no integer type holds every " + format.text(), "add physicalType: decimal(38,0)");
        yield Optional.empty();
      }
    };
  }
}
