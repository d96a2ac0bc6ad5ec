package dev.firn.land;

import dev.firn.contract.Column;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.Layout;

/**
 * What the scan of a body depends on in a contract: scans made under another definition say
 * nothing.
 */
public final class ScanDefinition {

  private ScanDefinition() {}

  public static String of(TableContract table) {
    return "records %s%s order %s document %s"
        .formatted(
            table.records(),
            table.layout() == Layout.ITEMS ? "" : " as " + table.layout(),
            table.order(),
            table.columns().stream()
                .map(Column::source)
                .filter(SourcePointer::inDocument)
                .toList());
  }
}
