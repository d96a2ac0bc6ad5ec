package dev.firn.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends WriteOnceStoreContract {

  @TempDir private Path root;

  @Override
  WriteOnceStore newStore() {
    return new LocalStore(root);
  }

  @Test
  void hidesWhatAWriterLeftUnfinished() throws IOException {
    store.create("log/1", "whole".getBytes(UTF_8));
    Files.writeString(root.resolve("log/.unfinished-123"), "hal");

    assertThat(store.list("log/", "")).containsExactly("log/1");
  }

  @Test
  void leavesNothingUnfinished() throws IOException {
    store.create("log/1", "first".getBytes(UTF_8));
    store.create("log/1", "second".getBytes(UTF_8));
    store.create("log/1", file("third".getBytes(UTF_8)));

    assertThat(files()).containsExactly(root.resolve("log/1"));
  }

  @Test
  void createsObjectsThatColleaguesMayRead() throws IOException {
    Path plain = Files.createFile(root.resolve("plain"));

    store.create("log/1", "first".getBytes(UTF_8));

    assertThat(Files.getPosixFilePermissions(root.resolve("log/1")))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void namesItsFolder() {
    assertThat(store).hasToString(root.toString());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Nested
  class Racing extends WriteOnceRaceContract {

    @TempDir private Path racetrack;

    @Override
    WriteOnceStore newStore() {
      return new LocalStore(racetrack);
    }
  }
}
