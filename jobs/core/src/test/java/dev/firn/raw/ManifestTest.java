package dev.firn.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.raw.Batch.Kind;
import dev.firn.store.LocalStore;
import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

  private static final String FIRST = "raw/quakes/log/0000000001.json";

  /** What other programs may rely on. */
  private static final String CONTENT =
      """
      {
        "format" : 1,
        "seq" : 1,
        "feed" : "quakes",
        "fetchId" : "20250901t100000_abcde",
        "landedAt" : "2025-09-01T10:00:01Z",
        "kind" : "CONTENT",
        "pages" : [ {
          "url" : "https://quakes.example/feed?key=***",
          "status" : 200,
          "headers" : {
            "age" : "0",
            "content-type" : "application/json",
            "date" : "Mon, 01 Sep 2025 10:00:00 GMT",
            "etag" : "\\"v1\\"",
            "last-modified" : "Mon, 01 Sep 2025 09:59:00 GMT",
            "x-request-id" : "7"
          },
          "requestedAt" : "2025-09-01T10:00:00Z",
          "millis" : 321,
          "body" : "raw/quakes/bodies/20250901t100000_abcde/0.body",
          "bytes" : 4096,
          "sha256" : "00ff",
          "failedAttempts" : [ "503 Service Unavailable" ]
        } ],
        "scans" : {
          "areas" : {
            "definition" : "records /areas order []",
            "records" : 0,
            "fingerprint" : "cd34"
          },
          "quakes" : {
            "definition" : "records /features order []",
            "records" : 12,
            "fingerprint" : "ab12",
            "highestOrder" : "3650013.17566848"
          }
        }
      }""";

  @TempDir private Path folder;
  private WriteOnceStore store;
  private RawLog log;

  @BeforeEach
  void open() {
    store = new LocalStore(folder);
    log = new RawLog(store, "quakes");
  }

  @Test
  void isStable() throws IOException {
    log.append(seq -> Batches.whole(seq, Kind.CONTENT));

    assertThat(store.read(FIRST)).asString(UTF_8).isEqualTo(CONTENT);
  }

  @Test
  void saysHowFarChangesHaveLanded() throws IOException {
    Batch whole = Batches.whole(1, Kind.CONTENT);
    Batch landed =
        log.append(
            seq ->
                new Batch(
                    1,
                    seq,
                    whole.feed(),
                    whole.fetchId(),
                    whole.landedAt(),
                    whole.kind(),
                    null,
                    whole.pages(),
                    null,
                    whole.scans(),
                    new Cursor("records  at /at as date", "2025-09-01T00:00:00Z")));

    assertThat(store.read(FIRST))
        .asString(UTF_8)
        .isEqualTo(
            CONTENT.substring(0, CONTENT.length() - 2)
                + """
                ,
                  "cursor" : {
                    "definition" : "records  at /at as date",
                    "position" : "2025-09-01T00:00:00Z"
                  }
                }""");
    assertThat(new RawLog(store, "quakes").get(1)).isEqualTo(landed);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isReadAsItWasWritten(Kind kind) throws IOException {
    Batch landed = log.append(seq -> Batches.whole(seq, kind));

    assertThat(log.get(1)).isEqualTo(landed).isEqualTo(Batches.whole(1, kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"seq\":1,\"surprise\":2}"})
  void isReportedWhenItIsDamaged(String content) throws IOException {
    store.create(FIRST, content.getBytes(UTF_8));

    assertThatThrownBy(() -> log.get(1))
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.INTERNAL);
              assertThat(e.next())
                  .contains(
                      "restore this object from a backup of the raw log; nothing was changed");
            })
        .hasMessageStartingWith("manifest " + FIRST + " is damaged: ");
  }

  @Test
  void isDamagedWhenItIsAnotherBatch() throws IOException {
    log.append(seq -> Batches.content(seq, "a"));
    store.create("raw/quakes/log/0000000002.json", store.read(FIRST));

    assertThatThrownBy(() -> log.after(0))
        .isInstanceOf(FirnException.class)
        .hasMessage("manifest raw/quakes/log/0000000002.json is damaged: it is of batch 1");
  }

  @Test
  void mayBeOlderThanThePageOfWhatIsUnreadable() throws IOException {
    log.append(seq -> Batches.whole(seq, Kind.UNREADABLE));
    String older = new String(store.read(FIRST), UTF_8).replaceFirst(",\\s*\"page\" : 1", "");
    WriteOnceStore other = new LocalStore(folder.resolve("other"));
    other.create(FIRST, older.getBytes(UTF_8));

    assertThat(older).contains("\"offset\" : 3\n");
    assertThat(new RawLog(other, "quakes").get(1).unreadableBody())
        .contains("raw/quakes/bodies/20250901t100000_abcde/0.body");
  }

  @Test
  void refusesABatchWithoutPages() {
    assertThatThrownBy(() -> batch(1, Kind.CONTENT, null, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch 1 of quakes has 0 pages");
  }

  @Test
  void refusesANumberBelowOne() {
    assertThatThrownBy(() -> batch(0, Kind.CONTENT, null, List.of(Batches.page())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch 0 of quakes has 1 pages");
  }

  @Test
  void refusesARepeatOfNothing() {
    assertThatThrownBy(() -> batch(2, Kind.REPEAT, null, List.of(Batches.page())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch 2 of quakes does not fit its kind REPEAT");
  }

  @Test
  void refusesContentThatRepeats() {
    assertThatThrownBy(() -> batch(2, Kind.CONTENT, 1L, List.of(Batches.page())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch 2 of quakes does not fit its kind CONTENT");
  }

  @Test
  void refusesAnUnreadableBatchWithoutAReason() {
    assertThatThrownBy(() -> batch(2, Kind.UNREADABLE, null, List.of(Batches.page())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch 2 of quakes does not fit its kind UNREADABLE");
  }

  @Test
  void tellsThePlaceOfWhatIsUnreadable() {
    assertThat(new Batch.Unreadable("no", 3, 4, 50, 1)).hasToString("no (line 3, column 4)");
    assertThat(new Batch.Unreadable("no", 0, 0, -1, 0)).hasToString("no");
  }

  private static Batch batch(long seq, Kind kind, Long sameAs, List<Page> pages) {
    return new Batch(
        1, seq, "quakes", "f", "2025-09-01T10:00:01Z", kind, sameAs, pages, null, Map.of());
  }
}
