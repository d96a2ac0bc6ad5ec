package dev.firn.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/**
 * What became of a column, or of a member of one, from one schema to another. Columns are told by
 * their field ids: one that was dropped and added again is another one.
 *
 * @param column its name, with those of the columns it is in: {@code place.city}; as it is after
 *     the change, unless it is dropped
 * @param before the type, or the name when it is renamed; null when it is added
 * @param after likewise; null when it is dropped
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchemaChange(Kind kind, String column, String before, String after) {

  /** What can become of a column. */
  public enum Kind {
    ADDED,
    DROPPED,
    RENAMED,
    RETYPED
  }

  /** In the order of the columns, dropped ones first. */
  static List<SchemaChange> between(Schema before, Schema after) {
    List<SchemaChange> changes = new ArrayList<>();
    compare("", before.columns(), after.columns(), changes);
    return List.copyOf(changes);
  }

  private static void compare(
      String path, List<NestedField> before, List<NestedField> after, List<SchemaChange> changes) {
    for (NestedField field : before) {
      if (find(after, field.fieldId()) == null) {
        changes.add(new SchemaChange(Kind.DROPPED, path + field.name(), type(field), null));
      }
    }
    for (NestedField field : after) {
      NestedField was = find(before, field.fieldId());
      String column = path + field.name();
      if (was == null) {
        changes.add(new SchemaChange(Kind.ADDED, column, null, type(field)));
        continue;
      }
      if (!was.name().equals(field.name())) {
        changes.add(new SchemaChange(Kind.RENAMED, column, path + was.name(), column));
      }
      if (areNestedAlike(was.type(), field.type()) && was.isOptional() == field.isOptional()) {
        compare(
            column + ".",
            was.type().asNestedType().fields(),
            field.type().asNestedType().fields(),
            changes);
      } else if (!type(was).equals(type(field))) {
        changes.add(new SchemaChange(Kind.RETYPED, column, type(was), type(field)));
      }
    }
  }

  private static boolean areNestedAlike(Type before, Type after) {
    return before.isNestedType() && before.typeId() == after.typeId();
  }

  private static NestedField find(List<NestedField> fields, int id) {
    return fields.stream().filter(field -> field.fieldId() == id).findFirst().orElse(null);
  }

  private static String type(NestedField field) {
    return field.type() + (field.isRequired() ? " required" : "");
  }
}
