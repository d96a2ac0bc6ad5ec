package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiff.Cell;
import dev.firn.engine.RowDiff.ChangedRow;
import dev.firn.engine.RowDiff.ColumnCount;
import dev.firn.engine.RowDiff.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowDiffTextTest {

  @Test
  void countsFirstAndThenShowsRows() {
    RowDiff diff =
        new RowDiff(
            List.of("id"),
            2,
            7,
            1,
            List.of(new ColumnCount("magnitude", 7), new ColumnCount("place", 1)),
            List.of(
                new ChangedRow(
                    Kind.CHANGED,
                    key("a"),
                    11L,
                    "r1",
                    List.of(
                        new Cell("magnitude", "double", "4.5", "5.1"),
                        new Cell("place", "string", "Oslo", null))),
                new ChangedRow(
                    Kind.ADDED,
                    List.of(new Cell("id", "string", null, "b")),
                    11L,
                    "r1",
                    List.of(
                        new Cell("magnitude", "double", null, "2.0"),
                        new Cell("place", "string", null, "NULL"))),
                new ChangedRow(
                    Kind.DELETED,
                    List.of(new Cell("id", "string", "c", null)),
                    null,
                    null,
                    List.of(new Cell("magnitude", "double", "1.0", null)))),
            3,
            117);

    assertThat(text(diff, 80))
        .isEqualTo(
            """

            rows by id: +2 ~7 -1; 3 of 120 files read

            COLUMN     CHANGED ROWS
            magnitude  7
            place      1

            ~ id "a"  batch 11
                magnitude 4.5 -> 5.1
                place "Oslo" -> NULL
            + id "b"  batch 11  magnitude 2.0, place "NULL"
            - id "c"  magnitude 1.0
            … and 7 more, --limit shows them
            """);
  }

  @Test
  void showsOfLongValuesTheBeginningOfWhatDiffers() {
    String same = "It was a dark and stormy night; the rain fell in torrents, except at ";
    Cell cell = new Cell("text", "string", same + "occasional intervals", same + "noon");

    assertThat(text(changed(cell), 80))
        .contains("    text …, except at occasional interval… -> …, except at noon\"\n");
  }

  @Test
  void cutsRowsAtTheEdgeAndShowsNoEscapes() {
    RowDiff diff =
        new RowDiff(
            List.of("id"),
            1,
            0,
            0,
            List.of(),
            List.of(
                new ChangedRow(
                    Kind.ADDED,
                    key("a"),
                    1L,
                    "r1",
                    List.of(new Cell("text", "string", null, "\u001b[31m" + "x".repeat(100))))),
            1,
            0);

    assertThat(text(diff, 60))
        .contains("+ id \"a\"  batch 1  text \"\\u001b[31mxxx")
        .satisfies(
            text ->
                assertThat(text.lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60)));
  }

  private static RowDiff changed(Cell cell) {
    return new RowDiff(
        List.of("id"),
        0,
        1,
        0,
        List.of(new ColumnCount(cell.column(), 1)),
        List.of(new ChangedRow(Kind.CHANGED, key("a"), 1L, "r1", List.of(cell))),
        2,
        0);
  }

  private static List<Cell> key(String id) {
    return List.of(new Cell("id", "string", id, id));
  }

  private static String text(RowDiff diff, int width) {
    StringWriter out = new StringWriter();
    new RowDiffText(diff, width).print(new PrintWriter(out, true));
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
