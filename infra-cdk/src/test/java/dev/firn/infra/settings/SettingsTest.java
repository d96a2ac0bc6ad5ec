package dev.firn.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final Path INFRA = Path.of(System.getProperty("firn.root"), "infra-cdk");

  private final List<Contract> contracts =
      new Contracts(INFRA.resolve("src/test/resources/project")).readAll();

  private static Stage dev(Map<String, Object> settings) throws IOException {
    return Stages.read(INFRA.resolve("stages.yaml"), settings).get(0);
  }

  @Test
  void theFileHasThreeStages() throws IOException {
    assertThat(Stages.read(INFRA.resolve("stages.yaml"), Map.of()))
        .extracting(Stage::database)
        .containsExactly("firn_dev", "firn_preprod", "firn_prod");
  }

  @Test
  void whatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> dev(Map.of("worker", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("worker");
  }

  @Test
  void badSettingsAreRefusedWithTheirStage() {
    assertThatThrownBy(() -> dev(Map.of("workers", 1)))
        .hasRootCauseMessage("stage dev: workers is 1; it has to be 2 at least");
    assertThatThrownBy(() -> dev(Map.of("orchestrator", "workflow")))
        .hasRootCauseMessage(
            "stage dev: fetching is LAMBDA; it has to be job, since a Glue Workflow starts jobs and nothing else");
    assertThatThrownBy(() -> dev(Map.of("lineage", Map.of("url", "https://marquez.example.org"))))
        .hasRootCauseMessage(
            "lineage: jar is null; it has to be s3://BUCKET/….jar, with OpenLineage's listener for Spark");
  }

  @Test
  void aFeedIsAGroupOfItsOwn() throws IOException {
    assertThat(TableGroup.of(dev(Map.of()), contracts))
        .containsExactlyInAnyOrder(
            TableGroup.OPERATIONS,
            new TableGroup("lights", Optional.of("cron(*/20 * * * ? *)"), List.of("lights")),
            new TableGroup("buoys", Optional.of("cron(5 * * * ? *)"), List.of("buoys")),
            new TableGroup("tides", Optional.empty(), List.of("tides")));
  }

  @Test
  void groupsShareAJobAndHaveOneSchedule() throws IOException {
    assertThatThrownBy(
            () ->
                TableGroup.of(
                    dev(Map.of("groups", Map.of("sea", List.of("lights", "buoys")))), contracts))
        .hasMessageStartingWith("group sea: its feeds have different schedules: [");
    assertThatThrownBy(
            () -> TableGroup.of(dev(Map.of("groups", Map.of("sea", List.of("waves")))), contracts))
        .hasMessage(
            "stage dev: group sea has a feed waves, which no contract has or another group has too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/20 * * * *    | cron(*/20 * * * ? *)",
        "5 4 1,15 * *    | cron(5 4 1,15 * ? *)",
        "0 6 * * 1-5     | cron(0 6 ? * MON,TUE,WED,THU,FRI *)",
        "0 6 * * 7       | cron(0 6 ? * SUN *)",
        "0 6 * * */3     | cron(0 6 ? * SUN,WED,SAT *)",
        "0 6 * jan sat,0 | cron(0 6 ? JAN SUN,SAT *)",
      })
  void schedulesAreEventBridges(String contract, String eventBridge) {
    assertThat(EventBridgeCron.of(contract)).isEqualTo(eventBridge);
  }

  @Test
  void aScheduleThatEventBridgeCannotSayIsRefused() {
    assertThatThrownBy(() -> EventBridgeCron.of("0 6 1 * 1"))
        .hasMessage(
            "schedule 0 6 1 * 1: EventBridge takes a day of the month or of the week, not both");
  }
}
