package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import dev.firn.contract.Contracts;
import dev.firn.contract.TableContract;
import dev.firn.lake.LocalLake;
import dev.firn.raw.RawLog;
import dev.firn.table.RejectedRecord;
import dev.firn.testing.RejectedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a feed whose third answer has a number for a text, and a record without its id. */
class RejectedTest {

  private static final String FIRST =
      """
      {
        "rows": [
          {"id": "a"},
          {"id": 7,
           "name": "sj\u00f8\u202e\u200b\u5bcc\u58eb"}
        ]
      }
      """;
  private static final String SECOND =
      "{\"pad\": \"" + "å".repeat(150) + "\", \"rows\": [{\"x\": 1}, {\"id\": 12.5}]}";

  @TempDir private Path folder;
  private CliScene scene;

  @BeforeEach
  void open() {
    scene = new CliScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Said said(String out) {
    return new Said(0, out, "");
  }

  private static Said refused(String err) {
    return new Said(2, "", err);
  }

  /** Lands both and rejects what merging would. */
  private void reject() {
    scene.land(FIRST);
    scene.land(SECOND);
    rejected(record(1, "/rows/1", "/id", "id: expected text, found 7", "{\"id\":7}"));
    rejected(
        record(2, "/rows/0", "/id", "id is required and missing", "{\"x\":1}"),
        record(2, "/rows/1", "/id", "id: expected text, found 12.5", "{\"id\":12.5}"));
  }

  private RejectedRecord record(
      long batch, String pointer, String member, String reason, String record) {
    try (LocalLake lake = LocalLake.open(scene.lake())) {
      String object = new RawLog(lake.store(), "quakes").get(batch).pages().get(0).body();
      return new RejectedRecord(
          batch, object, pointer, pointer + member, reason, record, "r" + batch);
    }
  }

  private void rejected(RejectedRecord... records) {
    TableContract contract = new Contracts(folder).readAll().get(0).tables().get(0);
    try (LocalLake lake = LocalLake.open(scene.lake())) {
      new RejectedRows(lake, contract).add(List.of(records));
    }
  }

  private static String fetches(String text) {
    return text.replaceAll("bodies/[^/]+/", "bodies/FETCH/");
  }

  @Test
  void saysThatThereIsNone() {
    scene.land("{\"rows\": []}");

    assertThat(scene.firn("rejected", "quakes")).isEqualTo(said("quakes: no rejected record\n"));
  }

  @Test
  void countsAndListsThem() {
    reject();
    scene.table("quakes");
    scene.firn("exclude", "quakes", "2", "--reason", "test data");

    assertThat(scene.firn("rejected", "quakes"))
        .isEqualTo(
            said(
                """
                quakes: 3 rejected records in 2 batches

                RECORDS  REASON
                2        id: expected text, found …
                1        id is required and missing

                RECORDS  BATCH  RUN
                2        2      r2   excluded: test data
                1        1      r1

                AT            REASON                         RECORD
                2:/rows/0/id  id is required and missing     {"x":1}
                2:/rows/1/id  id: expected text, found 12.5  {"id":12.5}
                1:/rows/1/id  id: expected text, found 7     {"id":7}

                  bytes      firn rejected quakes --at 2:/rows/0/id
                  contract   schemas/quakes.odcs.yaml
                             if it is at fault, correct it; then firn apply quakes makes rows of them
                """));
  }

  @Test
  void listsOnlyWhatIsAskedFor() {
    reject();

    assertThat(scene.firn("rejected", "quakes", "--batch", "1", "--batch", "2", "--limit=1").out())
        .startsWith("quakes: 3 rejected records of batches 1, 2\n")
        .contains("\n2:/rows/0/id  id is required and missing  {\"x\":1}\n… and 2 more,");
    assertThat(scene.firn("rejected", "quakes", "--reason", "EXPECTED text").out())
        .startsWith("quakes: 2 rejected records in 2 batches with 'EXPECTED text' in the reason\n");
    assertThat(scene.firn("rejected", "quakes", "--batch", "1", "--reason", "missing"))
        .isEqualTo(said("quakes: no rejected record of batch 1 with 'missing' in the reason\n"));
  }

  @Test
  void isAsWideAsTheTerminalAndHidesNothing() {
    scene.land(FIRST);
    rejected(
        record(
            1,
            "/rows/1/a-member-with-a-name/and-another-one",
            "",
            "y: " + "x".repeat(60),
            "{\"t\":\"\u001b[31m\u202e" + "z".repeat(90)));

    assertThat(scene.firn("rejected", "quakes").out())
        .contains(
            """
            AT                                REASON                                    RECORD
            …ber-with-a-name/and-another-one  y: %s…  {"t":"\\u001b[31m\\u202ez…
            """
                .formatted("x".repeat(36)));
  }

  @Test
  void countsTheReasonsAndBatchesThatAreTooMany() {
    scene.land(FIRST);
    RejectedRecord one = record(1, "/rows/1", "/id", "", "{}");
    rejected(
        IntStream.rangeClosed(1, 12)
            .mapToObj(
                i ->
                    new RejectedRecord(
                        i,
                        one.object(),
                        one.pointer(),
                        one.place(),
                        "r%02d".formatted(i),
                        "{}",
                        "r"))
            .toArray(RejectedRecord[]::new));

    assertThat(scene.firn("rejected", "quakes").out())
        .contains("1        r10\n… and 2 other reasons\n")
        .contains("1        3      r\n… and 2 older batches\n");
  }

  @Test
  void hasAllOfItInJson() {
    reject();

    assertThat(fetches(scene.firn("rejected", "quakes", "--limit=2", "--output=json").out()))
        .isEqualTo(
            """
            {
              "table" : "quakes",
              "total" : 3,
              "reasons" : [ {
                "reason" : "id: expected text, found …",
                "records" : 2,
                "newest" : 2
              }, {
                "reason" : "id is required and missing",
                "records" : 1,
                "newest" : 2
              } ],
              "batches" : [ {
                "batch" : 2,
                "records" : 2,
                "run" : "r2"
              }, {
                "batch" : 1,
                "records" : 1,
                "run" : "r1"
              } ],
              "records" : [ {
                "batch" : 2,
                "at" : "2:/rows/0/id",
                "object" : "raw/quakes/bodies/FETCH/0.body",
                "pointer" : "/rows/0",
                "place" : "/rows/0/id",
                "reason" : "id is required and missing",
                "record" : "{\\"x\\":1}",
                "run" : "r2"
              }, {
                "batch" : 2,
                "at" : "2:/rows/1/id",
                "object" : "raw/quakes/bodies/FETCH/0.body",
                "pointer" : "/rows/1",
                "place" : "/rows/1/id",
                "reason" : "id: expected text, found 12.5",
                "record" : "{\\"id\\":12.5}",
                "run" : "r2"
              } ],
              "omitted" : 1
            }
            """);
  }

  @Test
  void showsTheLinesAroundAPlace() {
    reject();

    assertThat(fetches(scene.firn("rejected", "quakes", "--at", "1:/rows/1/id").out()))
        .isEqualTo(
            """
            quakes, batch 1, /rows/1/id
              reason     id: expected text, found 7
              object     raw/quakes/bodies/FETCH/0.body
              place      line 4, column 12, byte 42

              2    "rows": [
              3      {"id": "a"},
              4      {"id": 7,
                            ^
              5       "name": "sjø\\u202e\\u200b富士"}
              6    ]
            """);
  }

  @Test
  void putsTheCaretsUnderWhatIsWideAndWhatIsHidden() {
    reject();

    assertThat(scene.firn("rejected", "quakes", "--at", "1:/rows/1/name").out())
        .contains("  reason     none: nothing was rejected there\n")
        .contains(
            """
              5       "name": "sjø\\u202e\\u200b富士"}
                              ^^^^^^^^^^^^^^^^^^^^^
            """);
  }

  @Test
  void showsTheNeighbourhoodInALongLine() {
    reject();

    assertThat(fetches(scene.firn("rejected", "quakes", "--at", "2:/rows/1/id").out()))
        .isEqualTo(
            """
            quakes, batch 2, /rows/1/id
              reason     id: expected text, found 12.5
              object     raw/quakes/bodies/FETCH/0.body
              place      line 1, column 189, byte 338

                0  {"pad": "%s
              177  %s", "rows": [{"x": 1}, {"id"
              336  : 12.5}]}
                     ^^^^
            """
                .formatted("å".repeat(84), "å".repeat(66)));
  }

  @Test
  void showsWhereSomethingIsMissing() {
    reject();

    assertThat(scene.firn("rejected", "quakes", "--at", "2:/rows/0/id").out())
        .contains("  reason     id is required and missing\n")
        .contains("  place      there is nothing; /rows/0 is at line 1, column 172, byte 321\n");
  }

  @Test
  void showsAPlaceInJson() {
    reject();

    assertThat(
            fetches(
                scene.firn("rejected", "quakes", "--at", "1:/rows/1/id/x", "--output=json").out()))
        .isEqualTo(
            """
            {
              "table" : "quakes",
              "batch" : 1,
              "object" : "raw/quakes/bodies/FETCH/0.body",
              "place" : "/rows/1/id/x",
              "reasons" : [ ],
              "found" : false,
              "at" : "/rows/1/id",
              "line" : 4,
              "column" : 12,
              "offset" : 42,
              "length" : 1,
              "before" : "{\\n  \\"rows\\": [\\n    {\\"id\\": \\"a\\"},\\n    {\\"id\\": ",
              "value" : "7",
              "after" : ",\\n     \\"name\\": \\"sjø\u202e\u200b富士\\"}\\n  ]\\n}\\n"
            }
            """);
  }

  @ParameterizedTest
  @CsvSource({"3", "3:x", "0:/x", "3.0:/x", "three:/x", "''"})
  void refusesWhatIsNoPlace(String typed) {
    assertThat(scene.firn("rejected", "quakes", "--at", typed).err())
        .startsWith(
            "firn: --at: expected BATCH:POINTER, such as 3:/rows/1, and not '%s'\n"
                .formatted(typed));
  }

  @Test
  void saysWhichPlacesThereAre() {
    scene.land(FIRST);
    scene.land(FIRST);

    assertThat(scene.firn("rejected", "quakes", "--at", "9:/rows"))
        .isEqualTo(
            refused(
                """
                firn: feed quakes has no batch 9; its last one is 2
                next: firn history shows the batches of each run
                """));
    assertThat(scene.firn("rejected", "quakes", "--at", "1.2:/rows"))
        .isEqualTo(
            refused(
                """
                firn: batch 1 has no page 2; its last one is 1
                next: firn rejected quakes --at 1.1:/rows
                """));
    assertThat(scene.firn("rejected", "quakes", "--at", "2:/a b"))
        .isEqualTo(
            refused(
                """
                firn: batch 2 is batch 1 once more, and has nothing of its own
                next: firn rejected quakes --at '1:/a b'
                """));
    assertThat(scene.firn("rejected", "quakes", "--at", "1:/rows", "--batch", "1"))
        .isEqualTo(
            refused(
                """
                firn: --at shows one place, and --batch and --reason choose from a list
                next: leave one or the other out
                """));
  }

  @Test
  void namesThePageOfABatchOfSeveral() throws IOException {
    Path contract = folder.resolve("schemas/quakes.odcs.yaml");
    Files.writeString(
        contract,
        Files.readString(contract)
            .replace(
                "/quakes.json'",
                "/quakes.json', customProperties: [{property: firn.pagination, value:"
                    + " {type: page, parameter: page, first: 1, size: 2}}]"));
    scene.thirdParty.give("/quakes.json?page=2", "{\"rows\": [{\"id\": 12.5}]}");
    scene.land("{\"rows\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}");
    RejectedRecord onTheFirst = record(1, "/rows/0", "/id", "id: expected text, found 12.5", "{}");
    rejected(
        new RejectedRecord(
            1,
            onTheFirst.object().replace("0.body", "1.body"),
            onTheFirst.pointer(),
            onTheFirst.place(),
            onTheFirst.reason(),
            "{\"id\":12.5}",
            "r1"));

    assertThat(scene.firn("rejected", "quakes").out())
        .contains("\n1.2:/rows/0/id  id: expected text, found 12.5  {\"id\":12.5}\n")
        .contains("  bytes      firn rejected quakes --at 1.2:/rows/0/id\n");
    assertThat(fetches(scene.firn("rejected", "quakes", "--at", "1.2:/rows/0/id").out()))
        .isEqualTo(
            """
            quakes, batch 1.2, /rows/0/id
              reason     id: expected text, found 12.5
              object     raw/quakes/bodies/FETCH/1.body
              place      line 1, column 18, byte 17

              1  {"rows": [{"id": 12.5}]}
                                  ^^^^
            """);
    assertThat(scene.firn("rejected", "quakes", "--at", "1.1:/rows/0/id").out())
        .contains("  reason     none: nothing was rejected there\n")
        .contains("  1  {\"rows\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}\n");
    assertThat(scene.firn("rejected", "quakes", "--at", "1:/rows/0/id"))
        .isEqualTo(
            refused(
                """
                firn: batch 1 has 2 pages, and /rows/0/id may be in each of them
                next: firn rejected quakes --at 1.1:/rows/0/id is the first
                """));
  }

  @Test
  void saysWhoseFaultItIsThatAPlaceCannotBeReached() {
    scene.thirdParty.give(200, "{\"rows\": [{\"id\": nan}]}");
    scene.firn("fetch", "quakes");

    assertThat(scene.firn("rejected", "quakes", "--at", "1:/rows/0/id"))
        .extracting(Said::exitCode, said -> fetches(said.err()))
        .containsExactly(
            5,
            """
            firn: raw/quakes/bodies/FETCH/0.body cannot be read that far: Unrecognized token 'nan': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'), line 1, column 22
            next: the object is as it landed; look at it as a file
            """);
  }

  @Test
  void knowsTheTablesOfTheContracts() {
    scene.land(FIRST);

    assertThat(scene.firn("rejected", "quaks"))
        .isEqualTo(
            refused(
                """
                firn: no contract has a table quaks; there are: quakes
                next: firn status lists them
                """));
  }
}
