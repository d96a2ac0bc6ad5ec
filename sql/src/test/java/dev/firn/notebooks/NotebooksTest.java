package dev.firn.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebooks run on a lake that the demo has left, and print what is committed. */
@Tag("full")
class NotebooksTest {

  private static final Path ROOT = Path.of(System.getProperty("firn.root"));
  private static final Path NOTEBOOKS = ROOT.resolve("sql/notebooks");

  @TempDir private static Path folder;

  /**
   * @param out what it wrote, errors too
   */
  private record Ended(int exitCode, String out) {}

  @BeforeAll
  static void demo() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Ended demo =
        ended(
            java.toString(),
            "@" + ROOT.resolve("jobs/jvm.options"),
            "-cp",
            ROOT.resolve("jobs/spark/target/firn/lib") + "/*",
            "dev.firn.cli.Main",
            "demo",
            "--folder",
            folder.resolve("demo").toString());
    assertThat(demo.exitCode()).as(demo.out()).isZero();
  }

  @Test
  void printWhatIsCommitted() throws Exception {
    Ended checked = check(NOTEBOOKS);

    assertThat(checked.exitCode()).as(checked.out()).isZero();
    assertThat(checked.out().lines().filter(line -> line.endsWith("outputs as committed")))
        .hasSize(3);
  }

  @Test
  void aNotebookThatSaysSomethingElseIsFound() throws Exception {
    Path copy = copy();
    Path notebook = copy.resolve("explore.ipynb");
    ObjectMapper json = new ObjectMapper();
    JsonNode cells = json.readTree(notebook.toFile());
    for (JsonNode output : cells.findValues("outputs").get(0)) {
      if (output.has("data") && output.get("data").has("text/plain")) {
        ((ObjectNode) output.get("data")).putArray("text/plain").add("nothing of the kind");
      } else if (output.has("text")) {
        ((ObjectNode) output).putArray("text").add("nothing of the kind");
      }
    }
    json.writeValue(notebook.toFile(), cells);

    Ended checked = check(copy, "explore.ipynb");

    assertThat(checked.exitCode()).as(checked.out()).isEqualTo(1);
    assertThat(checked.out())
        .containsPattern("explore\\.ipynb, cell \\d+ prints something else")
        .contains("-nothing of the kind");
  }

  private static Path copy() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("spoilt"));
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static Ended check(Path notebooks, String... names) throws Exception {
    return ended(
        Stream.concat(
                Stream.of("python3", notebooks.resolve("check.py").toString()), Stream.of(names))
            .toArray(String[]::new));
  }

  private static Ended ended(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", System.getProperty("firn.python"));
    builder.environment().put("FIRN_HOME", ROOT.toString());
    builder.environment().put("FIRN_LAKE", folder.resolve("demo/lake").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }
}
