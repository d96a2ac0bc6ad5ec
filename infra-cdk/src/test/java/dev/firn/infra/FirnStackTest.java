package dev.firn.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each choice that a stage has: found sound by cdk-nag and cfn-lint, and as it was. */
class FirnStackTest {

  /** {@code -Dfirn.golden=write} takes what is there now. */
  private static final boolean WRITE = "write".equals(System.getProperty("firn.golden"));

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  @TempDir private Path folder;

  static Stream<Arguments> choices() {
    return Stream.of(
        Arguments.of("as-delivered", Map.of()),
        Arguments.of("workflow", Map.of("orchestrator", "workflow", "fetching", "job")),
        Arguments.of(
            "emr-lake-formation",
            Map.of(
                "engine", "emr",
                "access", "lakeFormation",
                "backupRaw", false,
                "rollout", "allAtOnce",
                "alertEmail", "on-call@example.com",
                "optimizedTables", List.of("lights"),
                "groups", Map.of("sea", List.of("lights")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("choices")
  void isSoundAndAsItWas(String name, Map<String, Object> settings) throws Exception {
    isSoundAndAsItWas(name, Deployed.of(folder, settings));
  }

  @Test
  void theDeliveryPipelineIsToo() throws Exception {
    isSoundAndAsItWas("delivery", Deployed.delivery(folder));
  }

  private static void isSoundAndAsItWas(String name, Deployed deployed) throws Exception {
    assertThat(lint(deployed.file())).isEmpty();

    String now =
        JSON.writeValueAsString(JSON.convertValue(deployed.template(), Object.class)) + "\n";
    Path golden = Deployed.ROOT.resolve("infra-cdk/src/test/golden/" + name + ".json");
    if (WRITE) {
      Files.writeString(golden, now);
    }
    assertThat(now)
        .as(
            "what is deployed has changed; when it is meant to: ./mvnw -pl infra-cdk -am test"
                + " -Dtest=FirnStackTest -Dfirn.golden=write, and look at the difference")
        .isEqualTo(Files.readString(golden));
  }

  /** What cfn-lint has to say. */
  private static String lint(Path template) throws IOException, InterruptedException {
    Path installed = Path.of(System.getProperty("firn.cfn-lint"));
    ProcessBuilder builder =
        new ProcessBuilder(
                "python3",
                installed.resolve("bin/cfn-lint").toString(),
                "--config-file",
                Deployed.ROOT.resolve("infra-cdk/cfnlint.yaml").toString(),
                "--regions",
                "eu-central-1",
                "us-east-1",
                "--",
                template.toString())
            .redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", installed.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    assertThat(exitCode == 0 || !said.isEmpty()).as("cfn-lint failed and said nothing").isTrue();
    return said;
  }
}
