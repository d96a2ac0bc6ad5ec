package dev.firn.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.contract.Contracts;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.testing.EmulatedAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
        .hasMessage("there are no contracts in s3://" + bucket + "/nothing/schemas/");
  }
}
