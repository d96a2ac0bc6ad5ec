package dev.firn.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.contract.SecretReference;
import dev.firn.contract.SecretReference.Store;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.testing.EmulatedAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretReaderTest {

  @TempDir private Path folder;

  private final SecretReader reader =
      new SecretReader(Map.of("TOKEN", "s3cret", "EMPTY", "", "LINES", "a\nb"));

  @Test
  void fromTheEnvironment() {
    assertThat(read(Store.ENV, "TOKEN", null)).isEqualTo("s3cret");
    assertThat(failure(Store.ENV, "TOKN", null))
        .hasMessage("the environment variable TOKN is not set, and the contract asks for it");
    assertThat(failure(Store.ENV, "EMPTY", null)).hasMessage("the secret env:EMPTY is empty");
    assertThat(failure(Store.ENV, "LINES", null))
        .hasMessage("the secret env:LINES has line breaks or control characters");
  }

  @Test
  void fromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
    assertThat(read(Store.FILE, file.toString(), null)).isEqualTo("s3cret");

    Path missing = folder.resolve("none");
    assertThat(failure(Store.FILE, missing.toString(), null))
        .hasMessage("there is no file %s, and the contract asks for the secret in it", missing);
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(failure(Store.FILE, binary.toString(), null))
        .hasMessageStartingWith("cannot read the secret in " + binary);
  }

  @Test
  void aMemberOfIt() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.json"), "{\"key\": \"s3cret\", \"n\": 1}");
    assertThat(read(Store.FILE, file.toString(), "key")).isEqualTo("s3cret");
    assertThat(failure(Store.FILE, file.toString(), "n"))
        .hasMessage("the secret file:%s#n has no text there", file);
    assertThat(failure(Store.ENV, "TOKEN", "key"))
        .hasMessage("the secret env:TOKEN#key is not JSON, so it has no members")
        .hasNoCause();
  }

  @Test
  void fromSecretsManager() {
    EmulatedAws.instance();
    try (SecretsManagerClient client = SecretsManagerClient.create()) {
      client.createSecret(
          create -> create.name("firn/lights").secretString("{\"token\": \"managed\"}"));
    }

    assertThat(read(Store.SECRETSMANAGER, "firn/lights", "token")).isEqualTo("managed");
    assertThat(failure(Store.SECRETSMANAGER, "firn/lamps", null))
        .hasMessage("Secrets Manager has no secret firn/lamps");
  }

  @Test
  void showsNone() {
    assertThat(reader.read(new SecretReference(Store.ENV, "TOKEN", null))).hasToString("***");
  }

  private String read(Store store, String name, String member) {
    return reader.read(new SecretReference(store, name, member)).reveal();
  }

  private FirnException failure(Store store, String name, String member) {
    FirnException failure =
        catchThrowableOfType(FirnException.class, () -> read(store, name, member));
    assertThat(failure.fault()).isEqualTo(Fault.USAGE);
    assertThat(failure.next()).isNotNull();
    return failure;
  }
}
