package dev.firn.table;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.Column;
import dev.firn.contract.Column.Partition;
import dev.firn.contract.Column.Partition.Transform;
import dev.firn.contract.ColumnType;
import dev.firn.contract.ColumnType.Decimal;
import dev.firn.contract.ColumnType.ListOf;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.ColumnType.Struct;
import dev.firn.contract.Conversion;
import dev.firn.contract.Conversion.Step;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.AfterFailedAudit;
import dev.firn.contract.TableContract.BadValues;
import dev.firn.contract.TableContract.DeleteLimit;
import dev.firn.contract.TableContract.Layout;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.contract.TableContract.UnknownFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A contract with one of everything. */
final class ContractScene {

  private ContractScene() {}

  static TableContract contract(Column... more) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                new Column(
                    "at",
                    null,
                    "When it happened.",
                    Primitive.TIMESTAMPTZ,
                    true,
                    2,
                    SourcePointer.parse("/at"),
                    Conversion.of(Step.EPOCH_MILLIS),
                    new Partition(2, Transform.MONTH, 0),
                    false),
                new Column(
                    "id",
                    null,
                    "Unique.",
                    Primitive.STRING,
                    true,
                    1,
                    SourcePointer.parse("/id"),
                    Conversion.NONE,
                    new Partition(1, Transform.BUCKET, 16),
                    false),
                column("price", new Decimal(10, 2)),
                column("where", where()),
                column("tags", new ListOf(Primitive.STRING, Conversion.NONE))));
    columns.addAll(List.of(more));
    return of(columns);
  }

  static TableContract of(List<Column> columns) {
    return of(columns, Duration.ofDays(7));
  }

  static TableContract of(List<Column> columns, Duration recoveryWindow) {
    return new TableContract(
        "sales",
        "Sales of a test.",
        JsonPointer.empty(),
        Layout.ITEMS,
        false,
        MergeStrategy.UPSERT,
        DeleteLimit.DEFAULT,
        List.of(),
        null,
        UnknownFields.KEEP,
        BadValues.REJECT,
        AfterFailedAudit.HOLD,
        columns,
        List.of(),
        recoveryWindow,
        null);
  }

  static Struct where(Column... more) {
    List<Column> members =
        new ArrayList<>(List.of(column("lon", Primitive.DOUBLE), column("lat", Primitive.DOUBLE)));
    members.addAll(List.of(more));
    return new Struct(members);
  }

  static Column required(String name) {
    return new Column(
        name,
        null,
        null,
        Primitive.STRING,
        true,
        0,
        SourcePointer.parse("/" + name),
        Conversion.NONE,
        null,
        false);
  }

  static Column column(String name, ColumnType type) {
    return new Column(
        name,
        null,
        null,
        type,
        false,
        0,
        SourcePointer.parse("/" + name),
        Conversion.NONE,
        null,
        false);
  }
}
