package dev.firn.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.contract.Contracts;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.testing.EmulatedAws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class ProjectFolderTest {

  private final EmulatedAws aws = EmulatedAws.instance();

  @Test
  void isAFolder() {
    assertThat(ProjectFolder.of("a/b")).isEqualTo(Path.of("a/b"));
    assertThat(ProjectFolder.of("")).isEqualTo(Path.of(""));
  }

  @Test
  void isCopiedFromS3() throws IOException {
    Path root = Path.of(System.getProperty("firn.root"));
    List<String> files =
        List.of(
            "schemas/earthquakes.odcs.yaml",
            "quality-checks/earthquakes.dqdl",
            "quality-checks/earthquakes.watch.dqdl");
    String bucket = aws.newBucket();
    try (S3Client s3 = aws.s3()) {
      for (String file : files) {
        s3.putObject(put -> put.bucket(bucket).key("v1/" + file), root.resolve(file));
      }
      s3.putObject(put -> put.bucket(bucket).key("v1/README.md"), root.resolve("README.md"));
    }

    Path folder = ProjectFolder.of("s3://" + bucket + "/v1");

    try (Stream<Path> copied = Files.walk(folder)) {
      assertThat(
              copied.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()))
          .containsExactlyInAnyOrderElementsOf(files);
    }
    assertThat(new Contracts(folder).readAll()).hasSize(1);
  }

  @Test
  void refusesAPlaceWithoutContracts() {
    String bucket = aws.newBucket();

    assertThatThrownBy(() -> ProjectFolder.of("s3://" + bucket + "/nothing"))
        .isInstanceOfSatisfying(
            FirnException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
        .hasMessage("there are no contracts in s3://" + bucket + "/nothing: no schemas/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://", "s3://My_Bucket/x", "s3://a bucket/x", "s3://bucket/a b"})
  void refusesWhatIsNoPlace(String address) {
    assertThatThrownBy(() -> ProjectFolder.of(address))
        .isInstanceOfSatisfying(
            FirnException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
        .hasMessage("'%s' is no place on S3".formatted(address));
  }

  @Test
  void isUnzippedFromS3() throws IOException {
    String bucket = aws.newBucket();
    put(bucket, "a/v1.zip", "schemas/a.odcs.yaml", "quality-checks/a.dqdl", "README.md");

    Path folder = ProjectFolder.of("s3://" + bucket + "/a/v1.zip");

    try (Stream<Path> copied = Files.walk(folder)) {
      assertThat(
              copied.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()))
          .containsExactlyInAnyOrder("schemas/a.odcs.yaml", "quality-checks/a.dqdl");
    }
    assertThat(folder.resolve("schemas/a.odcs.yaml")).hasContent("schemas/a.odcs.yaml");
  }

  @Test
  void refusesAnArchiveThatLeadsOutOfItself() throws IOException {
    String bucket = aws.newBucket();
    put(bucket, "bad.zip", "schemas/../../evil.odcs.yaml");

    assertThatThrownBy(() -> ProjectFolder.of("s3://" + bucket + "/bad.zip"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot copy the project in s3://" + bucket + "/bad.zip");
  }

  /** An archive of files that hold their own names. */
  private void put(String bucket, String key, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(UTF_8));
      }
    }
    try (S3Client s3 = aws.s3()) {
      s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes.toByteArray()));
    }
  }
}
