package dev.firn.docs;

import static java.util.Objects.requireNonNull;

import dev.firn.contract.Contract;
import dev.firn.contract.Notes;
import dev.firn.contract.TableContract;
import java.util.List;

/**
 * What a page says of one table.
 *
 * @param notes of its contract
 * @param live how it is; null when there is no lake to look at, or no such table in it
 */
public record TablePage(Contract contract, TableContract table, Notes notes, Live live) {

  public TablePage {
    requireNonNull(contract, "contract");
    requireNonNull(table, "table");
    requireNonNull(notes, "notes");
  }

  /**
   * @param rows of main; -1 when nobody knows
   * @param condition in a word, as {@code firn status} has it
   * @param publishedAt when main last moved, ISO 8601 in UTC
   * @param landedAt when the newest answer landed, likewise; null when none has
   * @param columns of the sample
   * @param sample rows, values as text
   */
  public record Live(
      long rows,
      String condition,
      String publishedAt,
      String landedAt,
      List<String> columns,
      List<List<String>> sample) {

    public Live {
      columns = List.copyOf(columns);
      sample = List.copyOf(sample);
    }
  }
}
