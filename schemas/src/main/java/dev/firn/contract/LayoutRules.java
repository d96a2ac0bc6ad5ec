package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.TableContract.Layout;
import java.util.List;
import java.util.Objects;

/** What {@code firn.recordsAre} allows the rest of a table to say. */
final class LayoutRules {

  private LayoutRules() {}

  /** Whether two tables of a feed are made of the same records. */
  static boolean sameRecords(Element one, Element other) {
    return Objects.equals(one.word("records").text(), other.word("records").text())
        && Objects.equals(one.word("recordsAre").text(), other.word("recordsAre").text());
  }

  static void check(
      Element table,
      Layout layout,
      JsonPointer records,
      List<OrderBy> order,
      List<Column> columns) {
    Element word = table.word("recordsAre");
    if (layout == Layout.LINES && !records.matches()) {
      word.problem(
          "lines are whole documents, so firn.records has nothing to point to",
          "leave firn.records out");
    }
    boolean document =
        order.stream().anyMatch(by -> by.place().inDocument())
            || columns.stream().anyMatch(column -> column.source().inDocument());
    if (layout == Layout.LINES && document) {
      word.problem(
          "lines have no document around them, and a pointer with # looks for one",
          "point into the record, without the #");
    }
    if (order.stream().anyMatch(by -> by.place().isName())) {
      table.word("order").problem("a name is no order of records", "order by something in them");
    }
    if (layout != Layout.MEMBERS && columns.stream().anyMatch(column -> column.source().isName())) {
      table.problem(
          "only members of an object have a name that a column can take",
          "write firn.recordsAre: members, or another transformSourceObjects than 0#");
    }
  }
}
