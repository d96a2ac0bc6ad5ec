package dev.firn.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testing.Race;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store has to do when several write at once. */
abstract class WriteOnceRaceContract {

  private static final int ROUNDS = 200;

  @TempDir private Path scratch;

  /** An empty one. */
  abstract WriteOnceStore newStore() throws IOException;

  @Test
  void letsExactlyOneOfTwoCreateAKey() throws Exception {
    WriteOnceStore store = newStore();
    for (int round = 0; round < ROUNDS; round++) {
      String key = "race/" + round;

      List<Boolean> created =
          Race.of(2, racer -> store.create(key, ("racer " + racer).getBytes(UTF_8)));

      assertThat(created).as(key).containsExactlyInAnyOrder(true, false);
      assertThat(store.read(key))
          .asString(UTF_8)
          .as(key)
          .isEqualTo("racer " + created.indexOf(true));
    }
  }

  @Test
  void letsExactlyOneFileOrBytesTakeAKey() throws Exception {
    WriteOnceStore store = newStore();
    Path file = Files.writeString(scratch.resolve("content"), "racer 0");
    for (int round = 0; round < ROUNDS; round++) {
      String key = "race/" + round;

      List<Boolean> created =
          Race.of(
              2,
              racer ->
                  racer == 0
                      ? store.create(key, file)
                      : store.create(key, "racer 1".getBytes(UTF_8)));

      assertThat(created).as(key).containsExactlyInAnyOrder(true, false);
      assertThat(store.read(key))
          .asString(UTF_8)
          .as(key)
          .isEqualTo("racer " + created.indexOf(true));
    }
  }

  @Test
  void listsWhileOthersWrite() throws Exception {
    WriteOnceStore store = newStore();

    List<Integer> seen =
        Race.of(
            3,
            racer -> {
              int listed = 0;
              for (int i = 0; i < ROUNDS; i++) {
                if (racer == 0) {
                  listed = store.list("log/", "").size();
                } else {
                  store.create("log/%d-%03d".formatted(racer, i), new byte[] {1});
                }
              }
              return listed;
            });

    assertThat(seen.get(0)).isLessThanOrEqualTo(2 * ROUNDS);
    assertThat(store.list("log/", "")).hasSize(2 * ROUNDS);
  }
}
