package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.lake.Lake;
import dev.firn.table.Rejections.Filter;
import dev.firn.table.Rejections.OfBatch;
import dev.firn.table.Rejections.OfReason;
import dev.firn.table.Rejections.Summary;
import dev.firn.testing.RejectedRows;
import dev.firn.testing.TestLakes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionsTest {

  @TempDir private Path folder;
  private Lake lake;
  private Rejections rejections;

  @BeforeEach
  void open() {
    lake = TestLakes.open(folder);
    rejections = new Rejections(lake, TableScene.contract());
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private static RejectedRecord record(long batch, int row, String reason) {
    String pointer = "/rows/" + row;
    return new RejectedRecord(
        batch,
        "raw/things/bodies/f%d/0.body".formatted(batch),
        pointer,
        pointer + "/v",
        reason,
        "{\"row\":%d}".formatted(row),
        "r" + batch);
  }

  private String add(RejectedRecord... records) {
    return new RejectedRows(lake, TableScene.contract()).add(List.of(records));
  }

  @Test
  void ofATableWithoutAnyIsEmpty() {
    Summary nothing = new Summary(0, List.of(), List.of(), List.of());

    assertThat(rejections.summary(Filter.NONE, 5)).isEqualTo(nothing);
    assertThat(rejections.at(1, "raw", "")).isEmpty();

    new RejectedTable(lake, TableScene.contract()).create();
    assertThat(rejections.summary(Filter.NONE, 5)).isEqualTo(nothing);
  }

  @Test
  void countsByReasonAndBatchAndListsTheNewestInTheirOrder() {
    add(record(1, 0, "v: expected an integer, found \"x\""));
    add(
        record(3, 10, "v: expected an integer, found \"y, found z\""),
        record(3, 9, "v: expected an integer, found 1.5"),
        record(3, 11, "no column takes {\"w\":1}"));
    add(record(2, 0, "id is required and missing"));

    assertThat(rejections.summary(Filter.NONE, 3))
        .isEqualTo(
            new Summary(
                5,
                List.of(
                    new OfReason("v: expected an integer, found …", 3, 3),
                    new OfReason("id is required and missing", 1, 2),
                    new OfReason("no column takes …", 1, 3)),
                List.of(new OfBatch(3, 3, "r3"), new OfBatch(2, 1, "r2"), new OfBatch(1, 1, "r1")),
                List.of(
                    record(3, 9, "v: expected an integer, found 1.5"),
                    record(3, 10, "v: expected an integer, found \"y, found z\""),
                    record(3, 11, "no column takes {\"w\":1}"))));
  }

  @Test
  void listsTheNewestHoweverTheyLie() {
    List<RejectedRecord> records =
        new ArrayList<>(IntStream.range(0, 500).mapToObj(i -> record(7, i, "bad")).toList());
    Collections.shuffle(records, new Random(1));
    add(records.toArray(RejectedRecord[]::new));

    assertThat(rejections.summary(Filter.NONE, 4).newest())
        .extracting(RejectedRecord::pointer)
        .containsExactly("/rows/0", "/rows/1", "/rows/2", "/rows/3");
    assertThat(rejections.summary(Filter.NONE, 4).total()).isEqualTo(500);
  }

  @Test
  void readsOnlyTheFilesOfTheBatchesAskedFor() {
    String first = add(record(1, 0, "bad"));
    add(record(2, 0, "worse"));
    lake.catalog().loadTable(lake.table("things_rejected")).io().deleteFile(first);

    assertThat(rejections.summary(new Filter(List.of(2L), ""), 5).newest())
        .containsExactly(record(2, 0, "worse"));
    assertThat(rejections.at(2, record(2, 0, "worse").object(), "/rows/0"))
        .containsExactly(record(2, 0, "worse").with(null));
    assertThat(rejections.summary(new Filter(List.of(3L), ""), 5).total()).isZero();
  }

  @Test
  void findsReasonsByWhatTheySay() {
    add(record(1, 0, "v: expected an integer, found \"x\""), record(1, 1, "other"));

    for (String asked : List.of("Expected AN integer", "v: expected an integer, found …")) {
      assertThat(rejections.summary(new Filter(List.of(), asked), 5).newest())
          .containsExactly(record(1, 0, "v: expected an integer, found \"x\""));
    }
    assertThat(rejections.summary(new Filter(List.of(), "nothing like it"), 5).total()).isZero();
  }

  @Test
  void ofRecordsWithoutAPlaceThePlaceIsTheRecord() {
    RejectedRecord whole = record(1, 4, "another record is the same");
    add(
        new RejectedRecord(
            1, whole.object(), whole.pointer(), null, whole.reason(), null, whole.run()));

    assertThat(rejections.at(1, whole.object(), "/rows/4"))
        .extracting(RejectedRecord::place)
        .containsExactly("/rows/4");
  }

  @Test
  void knowsWhatWasRejectedAtAPlace() {
    RejectedRecord one = record(1, 4, "worse");
    add(one, record(1, 5, "bad"), record(2, 4, "bad"));

    for (String place : List.of("/rows/4", "/rows/4/v")) {
      assertThat(rejections.at(1, one.object(), place)).containsExactly(one.with(null));
    }
    assertThat(rejections.at(1, one.object(), "/rows")).isEmpty();
    assertThat(rejections.at(1, "another", "/rows/4")).isEmpty();
  }
}
