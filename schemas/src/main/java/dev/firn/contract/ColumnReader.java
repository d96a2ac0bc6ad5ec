package dev.firn.contract;

import dev.firn.contract.Column.Partition;
import dev.firn.contract.ColumnType.Primitive;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One property. */
final class ColumnReader {

  private static final Set<ColumnType> NO_KEY =
      Set.of(Primitive.FLOAT, Primitive.DOUBLE, Primitive.BINARY);
  private static final List<String> COLUMN_KEYS =
      List.of("primaryKey", "primaryKeyPosition", "partitioned", "partitionKeyPosition");
  private static final List<String> COLUMN_WORDS = List.of("volatile", "partitionTransform");

  private ColumnReader() {}

  /** A column of the table; empty if it has problems. */
  static Optional<Column> column(Element property, int key, int partitionPosition) {
    Optional<Column> read = read(property);
    Element transform = property.word("partitionTransform");
    if (partitionPosition == 0 && transform.present()) {
      transform.problem("a transform, but no partition", "add partitioned: true");
    }
    boolean isVolatile = property.word("volatile").node().booleanValue();
    if (key > 0 && isVolatile) {
      property
          .word("volatile")
          .problem("a key column cannot be volatile", "leave firn.volatile out");
    }
    if (read.isEmpty()) {
      return read;
    }
    Column column = read.get();
    if (key > 0) {
      checkKey(property, column.type());
    }
    Optional<Partition> partition =
        partitionPosition == 0
            ? Optional.empty()
            : PartitionReader.read(property, partitionPosition, column.type());
    return Optional.of(
        new Column(
            column.name(),
            column.id(),
            column.description(),
            column.type(),
            column.required(),
            key,
            column.source(),
            column.conversion(),
            partition.orElse(null),
            isVolatile));
  }

  /** A member of an object; empty if it has problems. */
  static Optional<Column> member(Element property) {
    checkIsNoColumn(property, "move the member up to a column");
    return read(property)
        .filter(
            member -> {
              boolean here = member.source().scope() == SourcePointer.Scope.RECORD;
              if (!here) {
                property
                    .get("transformSourceObjects")
                    .problem(
                        "a member of an object is looked for in that object, not in the document",
                        "make it a column of the table, or leave the # out");
              }
              return here;
            });
  }

  /** What is said of the items of an array, beside their type. */
  static void checkItems(Element items) {
    checkIsNoColumn(items, "leave it out");
    checkValues(items, "the items");
  }

  /** What only columns of the table can be. */
  private static void checkIsNoColumn(Element property, String remedy) {
    for (String key : COLUMN_KEYS) {
      Element given = property.get(key);
      if (given.node().booleanValue() || given.node().intValue() > 0) {
        given.problem("`" + key + "` is for columns of the table", remedy);
      }
    }
    for (String word : COLUMN_WORDS) {
      Element given = property.word(word);
      if (given.present()) {
        given.problem("`firn." + word + "` is for columns of the table", "leave it out");
      }
    }
  }

  /** What the standard lets a property promise about its values, and Firn would not keep. */
  private static void checkValues(Element property, String name) {
    if (property.get("quality").present()) {
      property
          .get("quality")
          .problem("Firn runs no quality checks of single columns", "move them to the table's");
    }
    if (property.isTrue("unique") && !property.isTrue("primaryKey")) {
      property
          .get("unique")
          .problem(
              "Firn does not see to it that %s are unique".formatted(name),
              "leave it out; rules can check columns: IsUnique \"name\"");
    }
    Element members = property.get("logicalTypeOptions").get("required");
    if (members.present()) {
      members.problem(
          "members say for themselves that they are required", "write required: true there");
    }
  }

  private static Optional<Column> read(Element property) {
    Element name = property.get("name");
    if (name.text() != null) {
      Names.checkColumn(name);
      Names.checkPhysical(property);
    }
    checkValues(property, "the values of `%s`".formatted(name.text()));
    Optional<ColumnType> type = TypeReader.type(property);
    Optional<SourcePointer> source = Pointers.source(property);
    Optional<Conversion> conversion = ConversionReader.read(property, type.orElse(null));
    if (name.text() == null || type.isEmpty() || source.isEmpty() || conversion.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Column(
            name.text(),
            property.text("id"),
            property.text("description"),
            type.get(),
            property.isTrue("required"),
            0,
            source.get(),
            conversion.get(),
            null,
            false));
  }

  private static void checkKey(Element property, ColumnType type) {
    String name = property.text("name");
    if (!property.isTrue("required")) {
      property.problem("the key column `" + name + "` may be null", "add required: true");
    }
    boolean single = type instanceof Primitive || type instanceof ColumnType.Decimal;
    if (!single || NO_KEY.contains(type)) {
      property.problem(
          "the key column `" + name + "` has a type that cannot be a key",
          "use any but float, double, binary, struct, map and list");
    }
  }
}
