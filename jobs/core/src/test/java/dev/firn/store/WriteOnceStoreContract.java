package dev.firn.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store has to do. */
abstract class WriteOnceStoreContract {

  @TempDir private Path scratch;
  WriteOnceStore store;

  /** An empty one. */
  abstract WriteOnceStore newStore() throws IOException;

  @BeforeEach
  void open() throws IOException {
    store = newStore();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 16, (1 << 16) + 1, 3_000_001})
  void keepsTheExactBytes(int length) throws IOException {
    byte[] bytes = bytes(length);

    boolean created = store.create("a/bytes", bytes);

    assertThat(created).isTrue();
    assertThat(store.read("a/bytes")).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 16, (1 << 16) + 1, 3_000_001})
  void keepsTheExactBytesOfAFile(int length) throws IOException {
    byte[] bytes = bytes(length);

    boolean created = store.create("a/file", file(bytes));

    assertThat(created).isTrue();
    assertThat(store.read("a/file")).isEqualTo(bytes);
  }

  @Test
  void leavesTheFileAlone() throws IOException {
    Path file = file("mine".getBytes(UTF_8));

    store.create("a", file);

    assertThat(file).hasContent("mine");
  }

  @Test
  void refusesBytesUnderATakenKey() throws IOException {
    store.create("a/b", "first".getBytes(UTF_8));

    boolean again = store.create("a/b", "second".getBytes(UTF_8));

    assertThat(again).isFalse();
    assertThat(store.read("a/b")).asString(UTF_8).isEqualTo("first");
  }

  @Test
  void refusesAFileUnderATakenKey() throws IOException {
    store.create("a/b", "first".getBytes(UTF_8));

    boolean again = store.create("a/b", file("second".getBytes(UTF_8)));

    assertThat(again).isFalse();
    assertThat(store.read("a/b")).asString(UTF_8).isEqualTo("first");
  }

  @Test
  void opensAnObjectFromItsStart() throws IOException {
    store.create("a", "content".getBytes(UTF_8));

    try (InputStream in = store.open("a")) {
      assertThat(in.readNBytes(4)).asString(UTF_8).isEqualTo("cont");
    }
  }

  @Test
  void saysThatThereIsNoSuchObject() {
    assertThatThrownBy(() -> store.read("a/missing"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("a/missing");
  }

  @Test
  void listsInAscendingOrder() throws IOException {
    for (String key : new String[] {"log/0010", "log/0002", "log/b/1", "log/0001", "log/a"}) {
      store.create(key, new byte[0]);
    }

    assertThat(store.list("log/", ""))
        .containsExactly("log/0001", "log/0002", "log/0010", "log/a", "log/b/1");
  }

  @Test
  void listsWhatIsGreaterThanAKey() throws IOException {
    for (String key : new String[] {"log/1", "log/2", "log/3", "log/4"}) {
      store.create(key, new byte[0]);
    }

    assertThat(store.list("log/", "log/2")).containsExactly("log/3", "log/4");
  }

  @Test
  void listsTheFirstOnes() throws IOException {
    for (String key : new String[] {"log/1", "log/2", "log/3", "log/4"}) {
      store.create(key, new byte[0]);
    }

    assertThat(store.list("log/", "", 2)).containsExactly("log/1", "log/2");
    assertThat(store.list("log/", "log/1", 2)).containsExactly("log/2", "log/3");
    assertThat(store.list("log/", "log/3", 2)).containsExactly("log/4");
  }

  @Test
  void listsAfterAKeyThatIsNotThere() throws IOException {
    store.create("log/1", new byte[0]);
    store.create("log/3", new byte[0]);

    assertThat(store.list("log/", "log/2")).containsExactly("log/3");
  }

  @Test
  void listsOnlyWhatIsUnderThePrefix() throws IOException {
    store.create("log/1", new byte[0]);
    store.create("logs/2", new byte[0]);
    store.create("lo/3", new byte[0]);

    assertThat(store.list("log/", "")).containsExactly("log/1");
  }

  @Test
  void saysHowLongObjectsAre() throws IOException {
    store.create("log/1", new byte[3]);
    store.create("log/2", new byte[0]);
    store.create("log/b/3", new byte[70_000]);
    store.create("logs/4", new byte[1]);

    assertThat(store.sizes("log/", ""))
        .isEqualTo(Map.of("log/1", 3L, "log/2", 0L, "log/b/3", 70_000L));
    assertThat(store.sizes("log/", "log/1").keySet()).containsExactly("log/2", "log/b/3");
  }

  @Test
  void listsNothingWhereNothingIs() throws IOException {
    store.create("other/1", new byte[0]);

    assertThat(store.list("log/", "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../x", "a/../../x", "a/../b", "a/./b", "./a", "a//b", "/a", "a/"})
  void refusesWhatIsNoKey(String key) {
    assertThatThrownBy(() -> store.create(key, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a key of this store: '" + key + "'");
  }

  @Test
  void refusesAPrefixThatMayEndInsideAName() {
    assertThatThrownBy(() -> store.list("log", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a prefix ends in /: 'log'");
  }

  @Test
  void goesToOtherProcesses() throws IOException, ClassNotFoundException {
    store.create("a", "content".getBytes(UTF_8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(store);
    }

    WriteOnceStore copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (WriteOnceStore) in.readObject();
    }

    assertThat(copy.read("a")).asString(UTF_8).isEqualTo("content");
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  Path file(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(scratch, "content", ""), content);
  }
}
