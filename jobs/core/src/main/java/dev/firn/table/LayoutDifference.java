package dev.firn.table;

import dev.firn.contract.TableContract;
import dev.firn.table.Change.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.expressions.Expressions;

/** How a table differs from its contract in what is not about columns. */
final class LayoutDifference {

  private final TableMetadata table;
  private final TableContract contract;
  private final Schema live;
  private final Schema wanted;
  private final List<Change> changes = new ArrayList<>();

  LayoutDifference(TableMetadata table, TableContract contract) {
    this.table = table;
    this.contract = contract;
    this.live = table.schema();
    this.wanted = IcebergSchemas.of(contract);
  }

  /** To be made after those of columns. */
  List<Change> changes() {
    partitions();
    sortOrder();
    comment();
    return List.copyOf(changes);
  }

  private void partitions() {
    PartitionSpec spec = IcebergSchemas.partitions(contract, wanted);
    List<String> now = partitions(table.spec(), live);
    List<String> then = partitions(spec, wanted);
    if (now.equals(then)) {
      return;
    }
    changes.add(
        Change.ofTable(
            Kind.ALTERATION,
            "~ partitioned by %s -> %s".formatted(list(now), list(then)),
            "files written from then on; those there are stay as they are until they are rewritten",
            transaction -> {
              UpdatePartitionSpec update = transaction.updateSpec();
              for (PartitionField field : table.spec().fields()) {
                if (!then.contains(partition(field, live))) {
                  update.removeField(field.name());
                }
              }
              for (PartitionField field : spec.fields()) {
                if (!now.contains(partition(field, wanted))) {
                  update.addField(
                      Expressions.transform(
                          wanted.findColumnName(field.sourceId()), field.transform()));
                }
              }
              update.commit();
            }));
  }

  static List<String> partitions(PartitionSpec spec, Schema schema) {
    return spec.fields().stream()
        .filter(field -> !field.transform().isVoid())
        .map(field -> partition(field, schema))
        .toList();
  }

  private static String partition(PartitionField field, Schema schema) {
    return "%s(%s)".formatted(field.transform(), schema.findColumnName(field.sourceId()));
  }

  private void sortOrder() {
    List<String> now = sorting(table.sortOrder(), live);
    List<String> then = sorting(IcebergSchemas.sortOrder(contract, wanted), wanted);
    if (!now.equals(then)) {
      changes.add(
          Change.ofTable(
              Kind.HINT,
              "~ sorted by %s -> %s".formatted(list(now), list(then)),
              "files written from then on",
              transaction -> {
                ReplaceSortOrder update = transaction.replaceSortOrder();
                then.forEach(update::asc);
                update.commit();
              }));
    }
  }

  private static List<String> sorting(SortOrder order, Schema schema) {
    return order.fields().stream().map(field -> schema.findColumnName(field.sourceId())).toList();
  }

  private void comment() {
    String now = table.properties().get(CreateTable.COMMENT);
    if (!Objects.equals(now, contract.description())) {
      changes.add(
          Change.ofTable(
              Kind.HINT,
              "~ table: another description",
              null,
              transaction -> {
                var update = transaction.updateProperties();
                if (contract.description() == null) {
                  update.remove(CreateTable.COMMENT);
                } else {
                  update.set(CreateTable.COMMENT, contract.description());
                }
                update.commit();
              }));
    }
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }
}
