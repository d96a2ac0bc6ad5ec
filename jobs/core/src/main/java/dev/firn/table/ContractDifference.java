package dev.firn.table;

import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.TableContract;
import dev.firn.table.Change.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/**
 * How a table differs from its contract: what can be changed in place, and what cannot.
 *
 * @param changes in the order in which they have to be made
 * @param problems what no change in place would make right
 */
public record ContractDifference(List<Change> changes, List<Problem> problems) {

  /**
   * @param what differs
   * @param remedy the way that works
   */
  public record Problem(String what, String remedy) {}

  private static final String NEW_COLUMN =
      "give the contract a new column beside it, with the same transformSourceObjects: firn apply fills it from raw";
  private static final String NEW_TABLE =
      "that is another table: give it another name, and the next run makes it of all that has landed";

  public ContractDifference {
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }

  public static ContractDifference of(TableState state, TableContract contract) {
    Comparison comparison = new Comparison(state.metadata(), contract);
    comparison.columns();
    comparison.key();
    comparison.changes.addAll(new LayoutDifference(state.metadata(), contract).changes());
    return new ContractDifference(comparison.changes, comparison.problems);
  }

  private static final class Comparison {

    private final TableContract contract;
    private final Schema live;
    private final Schema wanted;
    private final ColumnIds ids;
    private final List<Change> changes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Comparison(TableMetadata table, TableContract contract) {
      this.contract = contract;
      this.live = table.schema();
      this.wanted = IcebergSchemas.of(contract);
      this.ids = ColumnIds.of(table.properties());
    }

    void columns() {
      struct("", "", contract.columns(), live.asStruct(), wanted.asStruct());
      for (NestedField own : wanted.columns()) {
        if (contract.columns().stream().noneMatch(column -> column.name().equals(own.name()))
            && live.findField(own.name()) == null) {
          problem("the table has no column " + own.name(), NEW_TABLE);
        }
      }
    }

    /**
     * @param at the full name of the struct with a dot behind it; empty for the table
     * @param path of ids, as {@link ColumnIds} has it
     */
    private void struct(
        String at, String path, List<Column> columns, StructType there, StructType wantedThere) {
      Set<String> met = new HashSet<>();
      for (Column column : columns) {
        NestedField field = wantedThere.field(column.name());
        NestedField now = counterpart(path, column, there);
        if (now == null) {
          add(at, field);
          continue;
        }
        met.add(now.name());
        String name = at + now.name();
        if (!now.name().equals(column.name())) {
          rename(at, now.name(), column.name());
        }
        compare(name, ColumnIds.step(path, column), column, now, field);
      }
      for (NestedField now : there.fields()) {
        boolean own = at.isEmpty() && wanted.findField(now.name()) != null;
        if (!met.contains(now.name()) && !own) {
          problem(
              "the contract has no %s, which the table has".formatted(at + now.name()),
              "keep it in the contract; if it has another name now, give both its old and its new"
                  + " description the same id");
        }
      }
    }

    private NestedField counterpart(String path, Column column, StructType there) {
      if (column.id() != null) {
        Integer field = ids.fields().get(path + column.id());
        if (field != null && there.field(field) != null) {
          return there.field(field);
        }
      }
      return there.field(column.name());
    }

    private void add(String at, NestedField field) {
      String name = at + field.name();
      changes.add(
          Change.ofColumns(
              Kind.ADDITION,
              "+ column %s %s".formatted(name, text(field.type())),
              "readers see it at once, null in the rows there are",
              update -> {
                if (at.isEmpty()) {
                  update
                      .addColumn(field.name(), field.type(), field.doc())
                      .moveBefore(field.name(), TechnicalColumns.first(contract));
                } else {
                  update.addColumn(
                      at.substring(0, at.length() - 1), field.name(), field.type(), field.doc());
                }
              }));
    }

    private void rename(String at, String from, String to) {
      changes.add(
          Change.ofColumns(
              Kind.ALTERATION,
              "~ column %s: renamed to %s".formatted(at + from, to),
              "queries that say %s fail from then on".formatted(from),
              update -> update.renameColumn(at + from, to)));
    }

    private void compare(
        String name, String path, Column column, NestedField now, NestedField field) {
      presence(name, now, field);
      types(name, path, column.type(), now.type(), field.type());
      if (!Objects.equals(now.doc(), field.doc())) {
        changes.add(
            Change.ofColumns(
                Kind.HINT,
                "~ column %s: another description".formatted(name),
                null,
                update -> update.updateColumnDoc(name, field.doc())));
      }
    }

    private void presence(String name, NestedField now, NestedField field) {
      if (now.isRequired() && field.isOptional()) {
        changes.add(
            Change.ofColumns(
                Kind.ADDITION,
                "~ column %s: may be null".formatted(name),
                null,
                update -> update.makeColumnOptional(name)));
      }
    }

    /** All the way down: Iceberg calls what a list holds its element, and of a map it is value. */
    private void types(String name, String path, ColumnType type, Type now, Type then) {
      if (type instanceof ColumnType.Struct struct && now.isStructType()) {
        struct(name + ".", path, struct.members(), now.asStructType(), then.asStructType());
      } else if (type instanceof ColumnType.ListOf list && now.isListType()) {
        held(
            name,
            path,
            list.items(),
            now.asListType().fields().get(0),
            then.asListType().fields().get(0));
      } else if (type instanceof ColumnType.MapOf map && now.isMapType()) {
        held(
            name,
            path,
            map.values(),
            now.asMapType().fields().get(1),
            then.asMapType().fields().get(1));
      } else if (!text(now).equals(text(then))) {
        type(name, now, then);
      }
    }

    private void held(String in, String path, ColumnType type, NestedField now, NestedField then) {
      String name = in + "." + now.name();
      presence(name, now, then);
      types(name, path, type, now.type(), then.type());
    }

    private void type(String name, Type from, Type to) {
      if (to.isPrimitiveType() && TypeUtil.isPromotionAllowed(from, to.asPrimitiveType())) {
        changes.add(
            Change.ofColumns(
                Kind.ALTERATION,
                "~ column %s: %s -> %s".formatted(name, text(from), text(to)),
                "readers get the wider type; no file is rewritten",
                update -> update.updateColumn(name, to.asPrimitiveType())));
      } else {
        problem(
            "%s is %s in the table and %s in the contract".formatted(name, text(from), text(to)),
            NEW_COLUMN);
      }
    }

    void key() {
      Set<String> renamed =
          live.identifierFieldIds().stream()
              .map(
                  id ->
                      contract.columns().stream()
                          .filter(
                              column ->
                                  column.id() != null && id.equals(ids.fields().get(column.id())))
                          .map(Column::name)
                          .findFirst()
                          .orElse(live.findColumnName(id)))
              .collect(Collectors.toSet());
      if (!renamed.equals(wanted.identifierFieldNames())) {
        problem(
            "the key is %s in the table and %s in the contract"
                .formatted(sorted(renamed), sorted(wanted.identifierFieldNames())),
            NEW_TABLE);
      }
    }

    private void problem(String what, String remedy) {
      problems.add(new Problem(what, remedy));
    }

    private static List<String> sorted(Set<String> names) {
      return names.stream().sorted().toList();
    }
  }

  /** The type without field ids, which differ between a live table and a schema made anew. */
  private static String text(Type type) {
    return switch (type.typeId()) {
      case STRUCT ->
          type.asStructType().fields().stream()
              .map(field -> member(field.name(), field))
              .collect(Collectors.joining(", ", "struct<", ">"));
      case MAP -> "map<string, %s>".formatted(member("value", type.asMapType().fields().get(1)));
      case LIST -> "list<%s>".formatted(member("element", type.asListType().fields().get(0)));
      default -> type.toString();
    };
  }

  /** Without its description, which may change. */
  private static String member(String name, NestedField field) {
    return "%s: %s %s"
        .formatted(name, field.isOptional() ? "optional" : "required", text(field.type()));
  }
}
