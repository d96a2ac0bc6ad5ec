package dev.firn.infra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.contract.Contracts;
import dev.firn.infra.pipeline.FeedSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

class FeedSecretsTest {

  @TempDir private Path project;

  @Test
  void whatIsNotOnAwsIsRefused() throws IOException {
    Path own = Deployed.ROOT.resolve("infra-cdk/src/test/resources/project");
    for (String file : new String[] {"schemas/tides.odcs.yaml", "quality-checks/any.dqdl"}) {
      Files.createDirectories(project.resolve(file).getParent());
      Files.writeString(
          project.resolve(file),
          Files.readString(own.resolve(file))
              .replace("secretsmanager:firn/tides#token", "env:TIDES_TOKEN"));
    }
    Stack stack = new Stack(new App(), "any");

    assertThatThrownBy(() -> new FeedSecrets(stack, "Secrets", new Contracts(project).readAll()))
        .hasMessage(
            "feed tides: firn.auth refers to env:TIDES_TOKEN, which is not on AWS;"
                + " store it in Secrets Manager, and write secretsmanager:NAME");
  }
}
