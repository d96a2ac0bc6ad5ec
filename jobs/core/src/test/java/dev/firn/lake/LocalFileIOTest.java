package dev.firn.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileIOTest {

  @TempDir private Path folder;
  private final LocalFileIO io = new LocalFileIO();
  private String location;

  @BeforeEach
  void nameAFile() {
    location = folder.toUri() + "a%20b/file.avro";
  }

  @Test
  void createsFoldersAsNeeded() throws IOException {
    write("content");

    assertThat(folder.resolve("a b/file.avro")).hasContent("content");
  }

  @Test
  void keepsTheLocationThatMetadataNames() throws IOException {
    write("content");

    assertThat(io.newInputFile(location).location()).isEqualTo(location);
    assertThat(io.newOutputFile(location).location()).isEqualTo(location);
    assertThat(io.newOutputFile(location).toInputFile().location()).isEqualTo(location);
  }

  @Test
  void readsFromAnyPosition() throws IOException {
    write("0123456789");

    try (SeekableInputStream in = io.newInputFile(location).newStream()) {
      in.seek(7);

      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("789");
    }
    assertThat(io.newInputFile(location).getLength()).isEqualTo(10);
  }

  @Test
  void takesPlainPathsToo() throws IOException {
    write("content");

    assertThat(io.newInputFile(folder.resolve("a b/file.avro").toString()).exists()).isTrue();
  }

  @Test
  void refusesToOverwrite() throws IOException {
    write("first");

    OutputFile again = io.newOutputFile(location);

    assertThatThrownBy(again::create).isInstanceOf(AlreadyExistsException.class);
    assertThat(folder.resolve("a b/file.avro")).hasContent("first");
  }

  @Test
  void overwritesWhenItIsAskedTo() throws IOException {
    write("first");

    try (PositionOutputStream out = io.newOutputFile(location).createOrOverwrite()) {
      out.write("2nd".getBytes(UTF_8));
    }

    assertThat(folder.resolve("a b/file.avro")).hasContent("2nd");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThat(io.newInputFile(location).exists()).isFalse();
    assertThatThrownBy(() -> io.newInputFile(location).newStream())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("file.avro");
  }

  @Test
  void deletesAFile() throws IOException {
    write("content");

    io.deleteFile(location);

    assertThat(folder.resolve("a b/file.avro")).doesNotExist();
  }

  @Test
  void deletesWhatIsGoneAlready() {
    assertThatCode(() -> io.deleteFile(location)).doesNotThrowAnyException();
  }

  private void write(String content) throws IOException {
    try (PositionOutputStream out = io.newOutputFile(location).create()) {
      out.write(content.getBytes(UTF_8));
    }
  }
}
