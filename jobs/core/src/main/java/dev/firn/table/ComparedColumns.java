package dev.firn.table;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * How rows of two points are compared. A column is the same at both when its field id is, whatever
 * it is called; the names are those of the second point.
 *
 * @param schema by which the files of both can be read; columns that only the first point has come
 *     last
 * @param key what tells rows apart
 * @param shownKey what to call a row by for people
 * @param compared columns whose values make a row a changed one
 * @param onlyFrom columns that only the first point has
 * @param onlyTo columns that only the second point has
 * @param aside columns that nobody asked about
 */
public record ComparedColumns(
    Schema schema,
    List<String> key,
    List<String> shownKey,
    List<String> compared,
    Set<String> onlyFrom,
    Set<String> onlyTo,
    Set<String> aside) {

  /** Of Firn's columns those that say where a row is from, and not what the third party said. */
  private static final Set<String> PROVENANCE =
      Set.of(
          TechnicalColumns.RUN,
          TechnicalColumns.SEQ,
          TechnicalColumns.RAW,
          TechnicalColumns.POINTER,
          TechnicalColumns.ORDER,
          TechnicalColumns.HASH);

  private static final List<String> RECORD =
      List.of(TechnicalColumns.SEQ, TechnicalColumns.RAW, TechnicalColumns.POINTER);

  /**
   * What the third party says; where rows are from is left aside.
   *
   * @param volatileColumns to leave aside as well
   */
  public static ComparedColumns ofContent(
      String table, Ends ends, Collection<String> volatileColumns) {
    Set<String> aside = new TreeSet<>(PROVENANCE);
    aside.addAll(volatileColumns);
    return of(table, ends, aside);
  }

  /**
   * All there are.
   *
   * @throws FirnException if other columns tell the rows apart at one point than at the other
   */
  public static ComparedColumns ofAll(String table, Ends ends) {
    return of(table, ends, Set.of());
  }

  private static ComparedColumns of(String table, Ends ends, Set<String> aside) {
    Schema from = ends.fromSchema();
    Schema to = ends.toSchema();
    Set<Integer> key = identity(to);
    requireSameKey(table, identity(from), key, ends);
    List<NestedField> fields = new ArrayList<>();
    List<String> compared = new ArrayList<>();
    Set<String> onlyTo = new TreeSet<>();
    for (NestedField field : to.columns()) {
      NestedField was = from.findField(field.fieldId());
      fields.add(was == null ? CommonTypes.optional(field) : CommonTypes.field(was, field));
      if (was == null) {
        onlyTo.add(field.name());
      }
      boolean comparable = was != null || !knewBefore(ends, field);
      if (comparable && !key.contains(field.fieldId()) && !aside.contains(field.name())) {
        compared.add(field.name());
      }
    }
    Set<String> onlyFrom = new TreeSet<>();
    for (NestedField field : from.columns()) {
      if (to.findField(field.fieldId()) == null) {
        NestedField dropped = renamed(field, fields);
        fields.add(dropped);
        onlyFrom.add(dropped.name());
      }
    }
    List<String> names = names(to, key);
    return new ComparedColumns(
        new Schema(fields), names, shown(names, to), compared, onlyFrom, onlyTo, aside);
  }

  /** Appended rows are told apart by the records that they are. */
  private static Set<Integer> identity(Schema schema) {
    return schema.identifierFieldIds().isEmpty()
        ? RECORD.stream()
            .map(schema::findField)
            .filter(field -> field != null)
            .map(NestedField::fieldId)
            .collect(Collectors.toSet())
        : schema.identifierFieldIds();
  }

  private static void requireSameKey(
      String table, Set<Integer> before, Set<Integer> after, Ends ends) {
    if (after.isEmpty()) {
      throw new FirnException(
          Fault.USAGE,
          "nothing tells the rows of %s apart, so they cannot be compared".formatted(table),
          "without --rows all else is");
    }
    if (!before.equals(after)) {
      List<String> was = names(ends.fromSchema(), before);
      List<String> is = names(ends.toSchema(), after);
      throw new FirnException(
          Fault.USAGE,
          "rows of %s cannot be compared: at snapshot %d they are told apart by %s, at %d by %s"
              .formatted(
                  table,
                  ends.from().snapshotId(),
                  String.join(", ", was),
                  ends.to().snapshotId(),
                  (was.equals(is) ? "another " : "") + String.join(", ", is)),
          "without --rows all else is; firn history %s shows points with the same key"
              .formatted(table));
    }
  }

  /**
   * A column that was dropped and came back by going back: files hold values of it all along, and
   * those of rows that are in no differing file are not looked at.
   */
  private static boolean knewBefore(Ends ends, NestedField field) {
    Integer known = ends.from().schemaId();
    return known != null
        && ends.state().metadata().schemas().stream()
            .anyMatch(
                schema -> schema.schemaId() <= known && schema.findField(field.fieldId()) != null);
  }

  private static NestedField renamed(NestedField field, List<NestedField> others) {
    Set<String> taken = new HashSet<>();
    others.forEach(other -> taken.add(other.name()));
    String name = field.name();
    while (taken.contains(name)) {
      name += "_before";
    }
    return NestedField.from(field).withName(name).asOptional().build();
  }

  private static List<String> names(Schema schema, Set<Integer> ids) {
    return schema.columns().stream()
        .filter(field -> ids.contains(field.fieldId()))
        .map(NestedField::name)
        .toList();
  }

  /** People know a version by when it began. */
  private static List<String> shown(List<String> key, Schema schema) {
    boolean versions = schema.findField(TechnicalColumns.VALID_FROM) != null;
    return versions
        ? Stream.concat(
                key.stream().filter(name -> !PROVENANCE.contains(name)),
                Stream.of(TechnicalColumns.VALID_FROM))
            .toList()
        : key;
  }
}
