package dev.firn.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedStoreTest {

  private static final String FEED = "quakes";

  @TempDir private Path folder;
  private LocalStore origin;
  private RawLog theirs;
  private RawLog fork;

  @BeforeEach
  void landThree() throws IOException {
    origin = new LocalStore(folder.resolve("origin"));
    theirs = new RawLog(origin, FEED);
    for (String fetch : List.of("one", "two", "three")) {
      land(theirs, fetch);
    }
    fork =
        new RawLog(new ForkedStore(origin, FEED, 2, new LocalStore(folder.resolve("own"))), FEED);
  }

  private static Batch land(RawLog log, String fetchId) throws IOException {
    return log.append(seq -> Batches.content(seq, fetchId));
  }

  @Test
  void goesOnInAWayOfItsOwn() throws IOException {
    assertThat(fork.head()).isEqualTo(2);

    Batch landed = land(fork, "other");

    assertThat(landed.seq()).isEqualTo(3);
    assertThat(fork.after(0)).extracting(Batch::fetchId).containsExactly("one", "two", "other");
    assertThat(theirs.after(0)).extracting(Batch::fetchId).containsExactly("one", "two", "three");
  }

  @Test
  void seesNothingOfWhatLandsLater() throws IOException {
    land(theirs, "four");

    assertThat(fork.head()).isEqualTo(2);
    assertThat(fork.find(3)).isEmpty();
    assertThat(fork.find(4)).isEmpty();
  }

  @Test
  void writesNothingIntoTheOther() throws IOException {
    List<Path> before = files(folder.resolve("origin"));

    land(fork, "other");
    Path body = Files.writeString(folder.resolve("body"), "b");
    String key = fork.storeBody("fetch", 0, body);
    fork.store().create("ops/runs/r.json", "{}".getBytes(UTF_8));

    assertThat(files(folder.resolve("origin"))).isEqualTo(before);
    assertThat(fork.store().read(key)).asString(UTF_8).isEqualTo("b");
    assertThat(fork.store().list("ops/runs/", "")).containsExactly("ops/runs/r.json");
  }

  @Test
  void readsBodiesOfTheOtherAndTakesNoneOfTheirNames() throws IOException {
    Path body = Files.writeString(folder.resolve("body"), "theirs");
    String key = theirs.storeBody("fetch", 0, body);

    assertThat(fork.store().create(key, "mine".getBytes(UTF_8))).isFalse();
    assertThat(fork.store().read(key)).asString(UTF_8).isEqualTo("theirs");
  }

  @Test
  void knowsNoRecordsOfRuns() throws IOException {
    origin.create("ops/unchanged/quakes/1-a/x.json", "{}".getBytes(UTF_8));

    assertThat(fork.store().list("ops/unchanged/quakes/1-a/", "")).isEmpty();
  }

  @Test
  void listsInOrderAndNoMoreThanAsked() throws IOException {
    land(fork, "other");

    assertThat(fork.store().list("raw/quakes/log/", "", 2))
        .containsExactly("raw/quakes/log/0000000001.json", "raw/quakes/log/0000000002.json");
    assertThat(fork.store().list("raw/quakes/log/", "raw/quakes/log/0000000001.json", 2))
        .containsExactly("raw/quakes/log/0000000002.json", "raw/quakes/log/0000000003.json");
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.sorted().toList();
    }
  }
}
