package dev.firn.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.cli.Cli;
import dev.firn.job.GlueArguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParseResult;

/** What jobs are told is what the command line takes. */
class JobArgumentsTest {

  /** That Glue keeps for itself; see its documentation of job parameters. */
  private static final List<String> GLUES_OWN =
      List.of("--debug", "--mode", "--JOB_NAME", "--endpoint");

  @TempDir private Path folder;

  @Test
  void everyJobOfGlue() throws IOException {
    List<JsonNode> jobs = Deployed.of(folder, Map.of()).resources("AWS::Glue::Job");

    assertThat(jobs).hasSize(4);
    for (JsonNode job : jobs) {
      List<String> arguments = new ArrayList<>();
      job.get("DefaultArguments")
          .properties()
          .forEach(
              argument -> {
                arguments.add(argument.getKey());
                arguments.add(Deployed.text(argument.getValue()));
              });
      assertThat(arguments).doesNotContainAnyElementsOf(GLUES_OWN);
      parses(GlueArguments.command(arguments.toArray(String[]::new)));
    }
  }

  @Test
  void everyJobOfEmr() throws IOException {
    Deployed deployed = Deployed.of(folder, Map.of("engine", "emr"));

    List<JsonNode> tasks =
        deployed.resources("AWS::StepFunctions::StateMachine").stream()
            .map(machine -> FeedMachines.definition(machine).get("States").path("Run"))
            .filter(JsonNode::isObject)
            .toList();
    assertThat(tasks).hasSize(4);
    for (JsonNode task : tasks) {
      List<String> words = new ArrayList<>();
      task.at("/Parameters/JobDriver/SparkSubmit/EntryPointArguments")
          .forEach(word -> words.add(word.asText()));
      parses(words.toArray(String[]::new));
    }
  }

  private static void parses(String... command) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    ParseResult parsed =
        new Cli(nowhere, nowhere, Map.of(), Clock.systemUTC())
            .commandLine(command)
            .parseArgs(command);
    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("run");
    assertThat(parsed.subcommand().matchedOption("--lake").originalStringValues())
        .containsExactly("glue:firn_prod");
    assertThat(parsed.subcommand().hasMatchedOption("--no-fetch")).isTrue();
    assertThat(parsed.subcommand().matchedPositionals()).isNotEmpty();
  }
}
