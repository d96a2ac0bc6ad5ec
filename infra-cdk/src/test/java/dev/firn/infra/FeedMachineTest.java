package dev.firn.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.infra.FeedMachines.Execution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the state machine of a table group does about each outcome of its tasks. */
class FeedMachineTest {

  private static final JsonNode SUCCEEDED =
      new ObjectMapper().createObjectNode().put("JobRunState", "SUCCEEDED");

  @TempDir private static Path folder;

  private static FeedMachines feed;

  @BeforeAll
  static void deploy() throws IOException {
    JsonNode machine =
        Deployed.of(folder, Map.of()).resources("AWS::StepFunctions::StateMachine").stream()
            .filter(one -> one.get("StateMachineName").asText().equals("firn-prod-lights"))
            .findFirst()
            .orElseThrow();
    feed =
        new FeedMachines(
            Deployed.ROOT.resolve("infra-cdk/src/test/resources/feed-machine-results.json"),
            "feed",
            machine);
  }

  @Test
  void runsWhatIsDue() throws IOException {
    Execution execution = feed.execute("published");

    assertThat(execution.states()).containsExactly("Fetch", "Due?", "Run", "Ended?", "Done");
    assertThat(execution.end()).isEqualTo("SUCCEEDED");
  }

  @Test
  void startsNoJobWhenNothingIsDue() throws IOException {
    Execution execution = feed.execute("nothing");

    assertThat(execution.states()).containsExactly("Fetch", "Due?", "Nothing to merge");
    assertThat(execution.end()).isEqualTo("SUCCEEDED");
  }

  @Test
  void aHoldWaitsForAPerson() throws IOException {
    Execution execution = feed.execute("held");

    assertThat(execution.states()).containsExactly("Fetch", "Due?", "Run", "Why?", "Held");
    assertThat(execution.end()).isEqualTo("FIRN_HELD");
    assertThat(execution.cause()).contains("lights: HELD, main is untouched");
  }

  @Test
  void aMistakeWaitsForADeployment() throws IOException {
    Execution execution = feed.execute("usage");

    assertThat(execution.states()).endsWith("Why?", "Wrong settings");
    assertThat(execution.end()).isEqualTo("FIRN_USAGE");
    assertThat(execution.cause()).contains("no contract has a table light");
  }

  @Test
  void aConflictIsTriedOnceMore() throws IOException {
    Execution execution = feed.execute("conflict");

    assertThat(execution.states())
        .containsExactly("Fetch", "Due?", "Run", "Why?", "A moment", "Run again", "Ended?", "Done");
    assertThat(execution.end()).isEqualTo("SUCCEEDED");
  }

  @Test
  void redrivingRunsTheJobAgainThatFailed() throws IOException {
    for (String results : new String[] {"internalTwice", "conflictTwice"}) {
      Execution execution = feed.execute(results);

      assertThat(execution.states()).endsWith("Run", "Why?", "A moment", "Run again");
      assertThat(execution.end()).isEqualTo("States.TaskFailed");
      assertThat(feed.redrive(execution, SUCCEEDED)).isEqualTo("Ended?");
    }
  }

  @Test
  void aThirdPartyThatFailsIsAskedAgainByARedrive() throws IOException {
    Execution execution = feed.execute("thirdParty");

    assertThat(execution.states()).containsExactly("Fetch");
    assertThat(execution.end()).isEqualTo("dev.firn.job.JobFailedException");
    assertThat(execution.cause()).contains("FIRN_THIRD_PARTY (exit code 5): no answer");
    assertThat(feed.redrive(execution, new ObjectMapper().readTree("{\"due\": [\"lights\"]}")))
        .isEqualTo("Due?");
  }

  @Test
  void whatHadLandedIsMergedAlthoughTheThirdPartyFails() throws IOException {
    Execution execution = feed.execute("thirdPartyAfterLanding");

    assertThat(execution.states()).containsExactly("Fetch", "Due?", "Run", "Ended?", "Feed failed");
    assertThat(execution.end()).isEqualTo("FIRN_THIRD_PARTY");
    assertThat(execution.cause()).isEqualTo("FIRN_THIRD_PARTY (exit code 5): no answer");
  }

  @Test
  void aThirdPartyThatFailsAJobIsAskedAgainByTheNextRun() throws IOException {
    Execution execution = feed.execute("thirdPartyInTheJob");

    assertThat(execution.states()).endsWith("Why?", "Third party");
    assertThat(execution.end()).isEqualTo("FIRN_THIRD_PARTY");
  }

  @Test
  void throttlingIsWaitedOut() throws IOException {
    Execution execution = feed.execute("throttled");

    assertThat(execution.tries()).as("one and six more").isEqualTo(7);
    assertThat(execution.states()).endsWith("Run again", "Ended?", "Done");
    assertThat(execution.end()).isEqualTo("SUCCEEDED");
  }

  @Test
  void aJobThatSomebodyStoppedIsNoSuccess() throws IOException {
    Execution execution = feed.execute("stopped");

    assertThat(execution.states()).endsWith("Run", "Ended?", "Stopped");
    assertThat(execution.end()).isEqualTo("STOPPED");
  }
}
