package dev.firn.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.testing.TestLakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Room beside a lake, wherever that is. */
class ScratchTest {

  @TempDir private Path folder;

  @Test
  void whatIsUnderANameGoesWithIt() throws IOException {
    try (Lake lake = TestLakes.open(folder)) {
      Scratch scratch = lake.scratch();
      scratch.store("one").create("raw/a", "a".getBytes(UTF_8));
      Files.createDirectories(scratch.folder("one"));
      scratch.store("one_more").create("raw/a", "b".getBytes(UTF_8));
      lake.store().create("raw/a", "c".getBytes(UTF_8));
      assertThat(ours(scratch)).containsExactly("one", "one_more");

      scratch.remove("one");

      assertThat(ours(scratch)).containsExactly("one_more");
      assertThat(scratch.folder("one")).doesNotExist();
      assertThat(scratch.store("one_more").read("raw/a")).asString(UTF_8).isEqualTo("b");
      scratch.remove("one_more");
      scratch.remove("one_more");
      assertThat(ours(scratch)).isEmpty();
      assertThat(lake.store().read("raw/a")).asString(UTF_8).isEqualTo("c");
    }
  }

  /** Of a lake on AWS a part is on this machine, where drills of others may be under way. */
  private static List<String> ours(Scratch scratch) {
    return scratch.names().stream().filter(name -> name.startsWith("one")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "A", "a.b"})
  void aNameIsOneStep(String name) {
    try (Lake lake = TestLakes.open(folder)) {
      assertThatThrownBy(() -> lake.scratch().remove(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not a name of scratch: '%s'", name);
    }
  }
}
