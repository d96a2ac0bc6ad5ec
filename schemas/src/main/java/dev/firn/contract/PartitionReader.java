package dev.firn.contract;

import dev.firn.contract.Column.Partition;
import dev.firn.contract.Column.Partition.Transform;
import dev.firn.contract.ColumnType.Primitive;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code firn.partitionTransform} of a partition column. */
final class PartitionReader {

  private static final Pattern WORD = Pattern.compile("([a-zA-Z]+)(?:\\((\\d{1,9})\\))?");
  private static final List<String> KNOWN =
      List.of("identity", "year", "month", "day", "hour", "bucket(n)", "truncate(n)");
  private static final Set<Transform> PARAMETRIC = Set.of(Transform.BUCKET, Transform.TRUNCATE);

  private static final Set<ColumnType> TIMES = Set.of(Primitive.TIMESTAMP, Primitive.TIMESTAMPTZ);
  private static final Set<ColumnType> UNFIT =
      Set.of(Primitive.FLOAT, Primitive.DOUBLE, Primitive.UUID, Primitive.BINARY);
  private static final Set<ColumnType> CUTTABLE =
      Set.of(Primitive.STRING, Primitive.INT, Primitive.LONG);

  private PartitionReader() {}

  /** Empty if it has problems. */
  static Optional<Partition> read(Element property, int position, ColumnType type) {
    Element word = property.word("partitionTransform");
    String text = word.text() == null ? "identity" : word.text();
    Element blamed = word.present() ? word : property;
    Matcher matcher = WORD.matcher(text);
    Optional<Transform> transform =
        matcher.matches() ? transform(matcher.group(1)) : Optional.empty();
    if (transform.isEmpty()) {
      blamed.problem("unknown partition transform `" + text + "`", Suggestion.remedy(text, KNOWN));
      return Optional.empty();
    }
    String parameter = matcher.group(2);
    int number = parameter == null ? 0 : Integer.parseInt(parameter);
    if (PARAMETRIC.contains(transform.get()) ? number < 1 : parameter != null) {
      blamed.problem(
          "`" + text + "` is incomplete or too long",
          "write one of " + String.join(", ", KNOWN) + ", with n above 0");
      return Optional.empty();
    }
    if (!fits(transform.get(), type)) {
      blamed.problem(
          "`%s` cannot partition by `%s`".formatted(text, property.text("name")),
          "choose a transform that fits its type, or another column");
      return Optional.empty();
    }
    return Optional.of(new Partition(position, transform.get(), number));
  }

  private static Optional<Transform> transform(String name) {
    for (Transform transform : Transform.values()) {
      if (transform.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(transform);
      }
    }
    return Optional.empty();
  }

  /**
   * Iceberg's table of source types, less floating point and bytes, by which nobody finds a
   * partition, and less uuid, which Spark clusters by its text and Iceberg by its bits.
   */
  private static boolean fits(Transform transform, ColumnType type) {
    boolean decimal = type instanceof ColumnType.Decimal;
    boolean exact = decimal || (type instanceof Primitive && !UNFIT.contains(type));
    return switch (transform) {
      case IDENTITY -> exact;
      case YEAR, MONTH, DAY -> type == Primitive.DATE || TIMES.contains(type);
      case HOUR -> TIMES.contains(type);
      case BUCKET -> exact && type != Primitive.BOOLEAN;
      case TRUNCATE -> decimal || CUTTABLE.contains(type);
    };
  }
}
