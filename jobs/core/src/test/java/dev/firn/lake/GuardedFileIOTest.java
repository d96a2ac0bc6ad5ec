package dev.firn.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.io.FileIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedFileIOTest {

  @TempDir private Path folder;
  private final GuardedFileIO io = new GuardedFileIO();
  private String root;

  @BeforeEach
  void open() throws IOException {
    root = folder.toUri().toString().replaceAll("/+$", "");
    Files.createDirectories(folder.resolve("scratch/mine"));
    Files.writeString(folder.resolve("theirs.txt"), "theirs");
    Files.createDirectories(folder.resolve("scratch/minefield"));
    Files.writeString(folder.resolve("scratch/minefield/theirs.txt"), "theirs");
    io.initialize(
        GuardedFileIO.before(
            Map.of(CatalogProperties.FILE_IO_IMPL, LocalFileIO.class.getName()),
            root + "/scratch/mine"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "theirs.txt",
        "scratch/mine",
        "scratch/minefield/theirs.txt",
        "scratch/mine/../../theirs.txt",
        "scratch/mine/a/../../../theirs.txt",
        "scratch/mine/%2e%2E/%2e./theirs.txt",
        "scratch/mine/..",
        "scratch/mine/."
      })
  void neitherWritesNorDeletesAnywhereElse(String place) {
    String location = root + "/" + place;

    assertThatThrownBy(() -> io.newOutputFile(location))
        .isInstanceOf(FirnException.class)
        .hasMessage(
            "refused to write %s: only what is below %s/scratch/mine/ may be written or deleted here",
            location, root);
    assertThatThrownBy(() -> io.deleteFile(location))
        .isInstanceOf(FirnException.class)
        .hasMessageStartingWith("refused to delete " + location);
    assertThat(folder.resolve("theirs.txt")).hasContent("theirs");
    assertThat(folder.resolve("scratch/minefield/theirs.txt")).hasContent("theirs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/plain/path.txt", "s3://bucket/key", "file:/scratch/mine/a"})
  void takesNoOtherSpellingForItsOwn(String location) {
    assertThatThrownBy(() -> io.newOutputFile(location)).hasMessageStartingWith("refused to write");
    assertThatThrownBy(
            () -> io.deleteFile(io.newInputFile(folder.resolve("theirs.txt").toString())))
        .hasMessageStartingWith("refused to delete");
  }

  @Test
  void readsEverywhere() throws IOException {
    try (InputStream in = io.newInputFile(root + "/theirs.txt").newStream()) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("theirs");
    }
    assertThat(io.newInputFile(root + "/theirs.txt", 6).getLength()).isEqualTo(6);
  }

  @Test
  void writesAndDeletesItsOwn() throws IOException {
    String location = root + "/scratch/mine/data/a..b/file.txt";
    try (OutputStream out = io.newOutputFile(location).create()) {
      out.write("mine".getBytes(UTF_8));
    }
    assertThat(folder.resolve("scratch/mine/data/a..b/file.txt")).hasContent("mine");

    io.deleteFile(location);

    assertThat(folder.resolve("scratch/mine/data/a..b/file.txt")).doesNotExist();
  }

  @Test
  void guardsWhereverItTravels() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(io);
    }
    FileIO there =
        (FileIO) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(there.newInputFile(root + "/theirs.txt").exists()).isTrue();
    assertThat(there.properties()).isEqualTo(io.properties());
    assertThatThrownBy(() -> there.deleteFile(root + "/theirs.txt"))
        .hasMessageStartingWith("refused to delete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3://bucket/", "folder"})
  void wantsAPlace(String place) {
    assertThatThrownBy(
            () ->
                new GuardedFileIO()
                    .initialize(
                        GuardedFileIO.before(
                            Map.of(CatalogProperties.FILE_IO_IMPL, LocalFileIO.class.getName()),
                            place)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("firn.guard.writable must be a URI without a slash at its end: " + place);
  }
}
