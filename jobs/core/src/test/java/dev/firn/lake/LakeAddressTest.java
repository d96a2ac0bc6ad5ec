package dev.firn.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeAddressTest {

  @TempDir private Path folder;

  @Test
  void readsAFolder() {
    LakeAddress address = LakeAddress.of(folder.resolve("a/../lake").toString());

    assertThat(address).isEqualTo(new LakeAddress.Folder(folder.resolve("lake")));
    assertThat(address).hasToString(folder.resolve("lake").toString());
    assertThat(address.exists()).isFalse();
  }

  @Test
  void knowsALakeThatIsThere() {
    LakeAddress address = LakeAddress.of(folder.resolve("lake").toString());
    address.open().close();

    assertThat(address.exists()).isTrue();
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("lake"));

    assertThatThrownBy(() -> LakeAddress.of(file.toString()).exists())
        .isInstanceOf(FirnException.class)
        .hasMessage(file + " is a file, and a lake is a folder");
  }

  @Test
  void readsADatabase() {
    assertThat(LakeAddress.of("glue:lake_1")).isEqualTo(new LakeAddress.Database("lake_1"));
    assertThat(LakeAddress.of("glue:lake_1")).hasToString("glue:lake_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "s3://bucket/lake", "hdfs:///lake", "Glue:lake"})
  void refusesWhatIsNoLake(String address) {
    assertThatThrownBy(() -> LakeAddress.of(address))
        .isInstanceOf(FirnException.class)
        .hasMessage("'%s' is no lake".formatted(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Lake", "my-lake", "a.b", "a b"})
  void refusesWhatIsNoDatabase(String name) {
    assertThatThrownBy(() -> LakeAddress.of("glue:" + name))
        .isInstanceOf(FirnException.class)
        .hasMessage("'%s' is no name of a Glue database".formatted(name));
  }
}
