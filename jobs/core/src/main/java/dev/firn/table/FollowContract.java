package dev.firn.table;

import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/**
 * Gives a table the columns that its contract has gained, and lets be null what need not be there
 * any more. Readers see it at once: a schema is not audited, rows are. Whatever else differs is
 * refused before anything is merged.
 */
public final class FollowContract {

  private final Lake lake;
  private final TableContract contract;

  public FollowContract(Lake lake, TableContract contract) {
    this.lake = lake;
    this.contract = contract;
  }

  /**
   * @return full names of the columns added
   * @throws FirnException if the table and its contract differ in more than additions
   */
  public List<String> execute() {
    Table table = lake.catalog().loadTable(lake.table(contract.name()));
    Schema live = table.schema();
    Schema wanted = IcebergSchemas.of(contract);
    List<String> problems = new ArrayList<>();
    List<Addition> additions = new ArrayList<>();
    List<String> relaxed = new ArrayList<>();
    compare("", live.asStruct(), wanted.asStruct(), additions, relaxed, problems);
    if (!live.identifierFieldNames().equals(wanted.identifierFieldNames())) {
      problems.add(
          "the key is %s in the table and %s in the contract"
              .formatted(
                  sorted(live.identifierFieldNames()), sorted(wanted.identifierFieldNames())));
    }
    List<String> parts = partitions(table.spec());
    List<String> wantedParts = partitions(IcebergSchemas.partitions(contract, wanted));
    if (!parts.equals(wantedParts)) {
      problems.add(
          "it is partitioned by %s in the table and by %s in the contract"
              .formatted(parts, wantedParts));
    }
    if (!problems.isEmpty()) {
      throw new FirnException(
          Fault.USAGE,
          "table %s does not fit its contract any more: %s"
              .formatted(contract.name(), String.join("; ", problems)),
          "new columns are added by themselves; for anything else, give the contract a new column beside the old one");
    }
    if (!additions.isEmpty() || !relaxed.isEmpty()) {
      commit(table, additions, relaxed);
    }
    return additions.stream().map(Addition::fullName).toList();
  }

  private record Addition(String parent, NestedField field) {
    String fullName() {
      return parent.isEmpty() ? field.name() : parent + "." + field.name();
    }
  }

  private static void compare(
      String parent,
      StructType live,
      StructType wanted,
      List<Addition> additions,
      List<String> relaxed,
      List<String> problems) {
    for (NestedField field : wanted.fields()) {
      NestedField there = live.field(field.name());
      Addition here = new Addition(parent, field);
      if (there != null && there.isRequired() && field.isOptional()) {
        relaxed.add(here.fullName());
      }
      if (there == null) {
        additions.add(here);
      } else if (there.type().isStructType() && field.type().isStructType()) {
        compare(
            here.fullName(),
            there.type().asStructType(),
            field.type().asStructType(),
            additions,
            relaxed,
            problems);
      } else if (!text(there.type()).equals(text(field.type()))) {
        problems.add(
            "%s is %s in the table and %s in the contract"
                .formatted(here.fullName(), text(there.type()), text(field.type())));
      }
    }
    for (NestedField there : live.fields()) {
      if (wanted.field(there.name()) == null) {
        problems.add(
            "the contract has no %s, which the table has"
                .formatted(new Addition(parent, there).fullName()));
      }
    }
  }

  /** The type without field ids, which differ between a live table and a schema made anew. */
  private static String text(Type type) {
    return switch (type.typeId()) {
      case STRUCT ->
          type.asStructType().fields().stream()
              .map(field -> member(field.name(), field))
              .collect(Collectors.joining(", ", "struct<", ">"));
      case LIST -> "list<%s>".formatted(member("element", type.asListType().fields().get(0)));
      default -> type.toString();
    };
  }

  /** Without its description, which may change. */
  private static String member(String name, NestedField field) {
    return "%s: %s %s"
        .formatted(name, field.isOptional() ? "optional" : "required", text(field.type()));
  }

  private static List<String> partitions(PartitionSpec spec) {
    return spec.fields().stream()
        .map(
            field ->
                "%s(%s)"
                    .formatted(field.transform(), spec.schema().findColumnName(field.sourceId())))
        .toList();
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  /**
   * Optional, whatever the contract says: the rows there are have no value. Parsing sees to the new
   * ones.
   */
  private void commit(Table table, List<Addition> additions, List<String> relaxed) {
    UpdateSchema update = table.updateSchema();
    relaxed.forEach(update::makeColumnOptional);
    for (Addition addition : additions) {
      NestedField field = addition.field();
      if (addition.parent().isEmpty()) {
        update
            .addColumn(field.name(), field.type(), field.doc())
            .moveBefore(field.name(), TechnicalColumns.first(contract));
      } else {
        update.addColumn(addition.parent(), field.name(), field.type(), field.doc());
      }
    }
    try {
      update.commit();
    } catch (CommitFailedException e) {
      throw new FirnException(
          Fault.CONFLICT,
          "others changed table %s at the same time".formatted(contract.name()),
          "try again",
          e);
    }
  }
}
