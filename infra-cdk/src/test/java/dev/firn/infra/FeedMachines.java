package dev.firn.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.testing.Emulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs state machines of a template in an interpreter of the Amazon States Language that is not
 * ours, with made-up results of their tasks.
 */
final class FeedMachines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Emulator emulator;
  private final String name;
  private final String definition;
  private final String arn;

  /**
   * @param results in the format of Step Functions Local's mock configuration
   */
  FeedMachines(Path results, String name, JsonNode machine) throws IOException {
    this.emulator =
        Emulator.start(Map.of("SFN_MOCK_CONFIG", results.toString(), "SFN_WAIT_SCALE", "0"));
    this.name = name;
    this.definition = definition(machine).toString();
    this.arn =
        ask(
                "CreateStateMachine",
                JSON.createObjectNode()
                    .put("name", name)
                    .put("roleArn", "arn:aws:iam::000000000000:role/any")
                    .put("definition", definition))
            .get("stateMachineArn")
            .asText();
  }

  /** In the Amazon States Language. */
  static JsonNode definition(JsonNode machine) {
    try {
      return JSON.readTree(Deployed.text(machine.get("DefinitionString")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param states entered, in their order
   * @param tries of tasks, retries included
   * @param input of the last state entered
   * @param end {@code SUCCEEDED}, or an error's name
   */
  record Execution(List<String> states, int tries, String input, String end, String cause) {}

  /** One execution, with the results that go by that name. */
  Execution execute(String results) throws IOException {
    JsonNode ended =
        ask(
            "StartSyncExecution",
            JSON.createObjectNode().put("stateMachineArn", arn + "#" + results).put("input", "{}"));
    JsonNode history =
        ask(
            "GetExecutionHistory",
            JSON.createObjectNode().put("executionArn", ended.get("executionArn").asText()));
    List<String> states = new ArrayList<>();
    int tries = 0;
    String input = null;
    for (JsonNode event : history.get("events")) {
      JsonNode entered = event.get("stateEnteredEventDetails");
      if (entered != null) {
        states.add(entered.get("name").asText());
        input = entered.get("input").asText();
      }
      tries += event.get("type").asText().equals("TaskScheduled") ? 1 : 0;
    }
    String status = ended.get("status").asText();
    return new Execution(
        states,
        tries,
        input,
        status.equals("FAILED") ? ended.get("error").asText() : status,
        cause(states.get(states.size() - 1), input).orElse(ended.path("cause").asText()));
  }

  /** The interpreter knows no CausePath: it is followed here. */
  private Optional<String> cause(String state, String input) throws IOException {
    JsonNode path = JSON.readTree(definition).get("States").get(state).path("CausePath");
    return path.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            JSON.readTree(input).at(path.asText().substring(1).replace('.', '/')).asText());
  }

  /**
   * What redriving an execution does that failed in a task: that task again, with the input it had.
   *
   * @return the state that comes after it
   */
  String redrive(Execution failed, JsonNode result) throws IOException {
    ObjectNode test =
        JSON.createObjectNode()
            .put("definition", definition)
            .put("stateName", failed.states().get(failed.states().size() - 1))
            .put("input", failed.input())
            .put("roleArn", "arn:aws:iam::000000000000:role/any");
    test.putObject("mock").put("result", result.toString());
    return ask("TestState", test).get("nextState").asText();
  }

  private JsonNode ask(String action, JsonNode request) throws IOException {
    try {
      JsonNode answer =
          JSON.readTree(
              http.send(
                      HttpRequest.newBuilder(emulator.endpoint())
                          .header("X-Amz-Target", "AWSStepFunctions." + action)
                          .header("Content-Type", "application/x-amz-json-1.0")
                          .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                          .build(),
                      BodyHandlers.ofString())
                  .body());
      if (answer.has("__type")) {
        throw new IOException("%s of %s: %s".formatted(action, name, answer));
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
