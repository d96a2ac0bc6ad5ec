package dev.firn.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine that asks Athena what readers ask. */
class ChecksTest {

  @TempDir private static Path folder;

  private static JsonNode machine;

  @BeforeAll
  static void deploy() throws IOException {
    machine =
        Deployed.of(folder, Map.of()).resources("AWS::StepFunctions::StateMachine").stream()
            .filter(one -> one.get("StateMachineName").asText().equals("firn-prod-checks"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void asksEveryReadyQueryOfEveryTable() {
    List<String> queries = new ArrayList<>();
    FeedMachines.definition(machine)
        .at("/States/Queries/Result")
        .forEach(query -> queries.add(query.asText()));

    assertThat(queries)
        .as("of three feeds' tables, of Firn's own two, and of the lake")
        .hasSize(3 * 7 + 2 * 6 + 2)
        .noneMatch(query -> query.contains("${") || query.contains("?"))
        .noneMatch(query -> query.contains("CREATE"));
    assertThat(queries).filteredOn(query -> query.contains("lights")).hasSize(7);
  }
}
