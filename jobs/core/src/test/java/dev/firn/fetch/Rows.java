package dev.firn.fetch;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.Column;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.AfterFailedAudit;
import dev.firn.contract.TableContract.BadValues;
import dev.firn.contract.TableContract.DeleteLimit;
import dev.firn.contract.TableContract.Layout;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.contract.TableContract.UnknownFields;
import java.time.Duration;
import java.util.List;

/** A table whose records are at {@code /rows}. */
final class Rows {

  static final TableContract TABLE = table("rows");

  private Rows() {}

  /** A table whose records are at that member. */
  static TableContract table(String name) {
    return new TableContract(
        name,
        null,
        JsonPointer.compile("/" + name),
        Layout.ITEMS,
        false,
        MergeStrategy.APPEND,
        DeleteLimit.DEFAULT,
        List.of(),
        null,
        UnknownFields.KEEP,
        BadValues.REJECT,
        AfterFailedAudit.HOLD,
        List.of(
            new Column(
                "v",
                null,
                null,
                Primitive.STRING,
                false,
                0,
                SourcePointer.parse("/v"),
                Conversion.NONE,
                null,
                false)),
        List.of(),
        Duration.ofDays(7),
        null);
  }
}
