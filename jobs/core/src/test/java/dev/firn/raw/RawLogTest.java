package dev.firn.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.store.LocalStore;
import dev.firn.store.WriteOnceStore;
import dev.firn.testing.Race;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawLogTest {

  private static final int WRITERS = 8;
  private static final int EACH = 12;

  @TempDir private Path folder;
  private WriteOnceStore store;
  private RawLog log;

  @BeforeEach
  void open() {
    store = new LocalStore(folder);
    log = new RawLog(store, "quakes");
  }

  @Test
  void beginsEmpty() {
    assertThat(log.head()).isZero();
    assertThat(log.after(0)).isEmpty();
    assertThat(log.find(1)).isEmpty();
  }

  @Test
  void numbersFromOne() throws IOException {
    Batch first = append("a");
    Batch second = append("b");

    assertThat(List.of(first.seq(), second.seq())).containsExactly(1L, 2L);
    assertThat(log.head()).isEqualTo(2);
  }

  @Test
  void givesBackWhatLanded() throws IOException {
    Batch landed = append("a");

    assertThat(log.get(1)).isEqualTo(landed);
  }

  @Test
  void givesTheBatchesAboveANumber() throws IOException {
    for (String fetchId : List.of("a", "b", "c", "d")) {
      append(fetchId);
    }

    assertThat(log.after(2)).extracting(Batch::fetchId).containsExactly("c", "d");
    assertThat(log.after(4)).isEmpty();
  }

  @Test
  void keepsFeedsApart() throws IOException {
    append("a");

    assertThat(new RawLog(store, "quake").head()).isZero();
    assertThat(new RawLog(store, "quakes-2").head()).isZero();
  }

  @Test
  void numbersWithoutGapsUnderManyWriters() throws Exception {
    List<List<Batch>> landed =
        Race.of(
            WRITERS,
            writer -> {
              RawLog own = new RawLog(new LocalStore(folder), "quakes");
              List<Batch> batches = new ArrayList<>();
              for (int i = 0; i < EACH; i++) {
                String fetchId = "fetch-%d-%d".formatted(writer, i);
                batches.add(own.append(seq -> Batches.content(seq, fetchId)));
              }
              return batches;
            });

    assertThat(log.after(0))
        .extracting(Batch::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, WRITERS * EACH).boxed().toList());
    assertThat(log.after(0))
        .containsExactlyInAnyOrderElementsOf(landed.stream().flatMap(List::stream).toList());
  }

  @Test
  void asksForTheBatchUnderEachNumberThatItTries() throws IOException {
    append("a");
    List<Long> asked = new ArrayList<>();

    log.append(
        seq -> {
          asked.add(seq);
          if (seq == 2) {
            append("faster");
          }
          return Batches.content(seq, "b");
        });

    assertThat(asked).containsExactly(2L, 3L);
    assertThat(log.after(0)).extracting(Batch::fetchId).containsExactly("a", "faster", "b");
  }

  @Test
  void landsAFetchOnceThoughItIsToldTwice() throws IOException {
    append("a");
    Batch first = append("b");

    Batch again = append("b");

    assertThat(again).isEqualTo(first);
    assertThat(log.head()).isEqualTo(2);
  }

  @Test
  void landsAFetchOnceThoughTheAnswerToItsCreationWasLost() throws IOException {
    RawLog forgetful = new RawLog(new ForgetfulStore(store), "quakes");

    Batch landed = forgetful.append(seq -> Batches.content(seq, "a"));

    assertThat(landed.seq()).isEqualTo(1);
    assertThat(log.after(0)).containsExactly(landed);
  }

  @Test
  void saysThatABatchHasNotLanded() throws IOException {
    append("a");

    assertThatThrownBy(() -> log.get(7))
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.USAGE);
              assertThat(e.next()).contains("firn history shows the batches of each run");
            })
        .hasMessage("feed quakes has no batch 7; its last one is 1");
  }

  @Test
  void storesABody() throws IOException {
    String key = log.storeBody("f1", 0, body("exact bytes"));

    assertThat(key).isEqualTo("raw/quakes/bodies/f1/0.body");
    assertThat(store.read(key)).asString(UTF_8).isEqualTo("exact bytes");
  }

  @Test
  void storesTheSameBodyOnce() throws IOException {
    String first = log.storeBody("f1", 0, body("exact bytes"));

    String again = log.storeBody("f1", 0, body("exact bytes"));

    assertThat(again).isEqualTo(first);
    assertThat(store.list("raw/quakes/bodies/", "")).containsExactly(first);
  }

  @Test
  void neverTakesAnotherBodyForThisOne() throws IOException {
    String first = log.storeBody("f1", 0, body("from before the crash"));

    String second = log.storeBody("f1", 0, body("asked for again"));

    assertThat(store.read(first)).asString(UTF_8).isEqualTo("from before the crash");
    assertThat(store.read(second)).asString(UTF_8).isEqualTo("asked for again");
  }

  @Test
  void namesManifestsAlikeInEveryLanguage() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      append("a");
    } finally {
      Locale.setDefault(before);
    }

    assertThat(store.list("raw/quakes/log/", "")).containsExactly("raw/quakes/log/0000000001.json");
  }

  private Batch append(String fetchId) throws IOException {
    return log.append(seq -> Batches.content(seq, fetchId));
  }

  private Path body(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "body", ""), content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1000, 1001, 1999, 2000, 2001, 3000, 3999, 4000, 7001, 8000})
  void findsTheEndOfALongLog(int length) throws IOException {
    Path manifests = Files.createDirectories(folder.resolve("raw/quakes/log"));
    for (int seq = 1; seq <= length; seq++) {
      Files.createFile(manifests.resolve("%010d.json".formatted(seq)));
    }

    assertThat(log.head()).isEqualTo(length);
  }

  @Test
  void findsTheEndOfALongLogWithHoles() throws IOException {
    Path manifests = Files.createDirectories(folder.resolve("raw/quakes/log"));
    for (int seq = 1; seq <= 5000; seq++) {
      if (seq != 2000 && seq != 3000) {
        Files.createFile(manifests.resolve("%010d.json".formatted(seq)));
      }
    }

    assertThat(log.head()).isEqualTo(5000);
  }
}
