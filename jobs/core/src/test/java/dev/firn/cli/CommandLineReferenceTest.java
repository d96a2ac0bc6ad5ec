package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference shows the help texts as they are, and its examples are what tests assert. */
class CommandLineReferenceTest {

  private static final Path REFERENCE =
      Path.of(System.getProperty("firn.root"), "jobs/docs/command-line.md");

  private static String help(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new Cli(
                new PrintWriter(out),
                new PrintWriter(err),
                Map.of(),
                Clock.systemUTC(),
                CliScene.NONE)
            .execute(args);
    assertThat(exitCode).isZero();
    assertThat(err.toString()).isEmpty();
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  static Stream<String> commands() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new Cli(nowhere, nowhere, Map.of(), Clock.systemUTC(), CliScene.NONE)
        .commandLine().getSubcommands().keySet().stream().filter(name -> !name.equals("help"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void showsTheHelpOfEachCommand(String command) throws IOException {
    String help = help(command, "--help");

    assertThat(section("## firn " + command)).contains("```text\n" + help + "```\n");
    assertThat(help("help", command)).isEqualTo(help);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void saysWhatEachAnswersInJson(String command) throws IOException {
    assertThat(section("## firn " + command)).containsPattern("(?m)^JSON: |^### JSON$");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void linesOfHelpFitOnAScreen(String command) {
    assertThat(List.of(help(command, "--help").split("\n")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100).doesNotEndWith(" "));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theListOfCommandsTakesALineEach(String command) throws IOException {
    String all = help("--help");

    assertThat(section("# The command line")).contains("```text\n" + all + "```\n");
    String first =
        help(command, "--help")
            .lines()
            .filter(l -> !l.matches("Usage:.*|  .*"))
            .findFirst()
            .orElseThrow();
    assertThat(all).contains("  %-8s  %s\n".formatted(command, first));
  }

  /** From a heading to the next one of its kind or above. */
  private static String section(String heading) throws IOException {
    String text = Files.readString(REFERENCE);
    assertThat(text).contains(heading + "\n");
    String rest = text.substring(text.indexOf(heading + "\n") + heading.length());
    int end = rest.indexOf("\n## ");
    return end < 0 ? rest : rest.substring(0, end);
  }
}
