package dev.firn.athena;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Firn from its distribution, beside an emulated AWS, in a process that ends with this one. */
final class FirnProcess implements AutoCloseable {

  private static final Path ROOT = Path.of(System.getProperty("firn.root"));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final PrintStream ask;
  private final BufferedReader answers;
  private final String database;
  private final URI aws;

  /**
   * @param project folder of contracts
   */
  FirnProcess(Path project) throws IOException {
    Path lib = ROOT.resolve("jobs/spark/target/firn/lib");
    assertThat(lib).as("what ./mvnw -DskipTests -pl jobs/spark -am package lays out").isDirectory();
    String classPath =
        String.join(
            File.pathSeparator,
            ROOT.resolve("jobs/spark/target/test-classes").toString(),
            ROOT.resolve("jobs/core/target/test-classes").toString(),
            lib + "/*",
            jar(Assertions.class),
            jar(Assumptions.class),
            jar(AnnotationSupport.class),
            jar(TestAbortedException.class));
    Path said = project.resolve("process.log");
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + ROOT.resolve("jobs/jvm.options"),
                "-XX:ActiveProcessorCount=2",
                "-Dfirn.root=" + ROOT,
                "-Dfirn.emulator=" + System.getProperty("firn.emulator"),
                "-cp",
                classPath,
                "dev.firn.testing.Commands",
                project.toString())
            .redirectError(said.toFile())
            .start();
    this.ask = new PrintStream(process.getOutputStream(), true, UTF_8);
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String ready = answers.readLine();
    assertThat(ready).as("said by the process: %s", Files.readString(said)).isNotNull();
    this.database = JSON.readTree(ready).get("database").textValue();
    this.aws = URI.create(JSON.readTree(ready).get("aws.endpointUrl").textValue());
  }

  private static String jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  String database() {
    return database;
  }

  /** Where S3 and Glue are. */
  URI aws() {
    return aws;
  }

  /**
   * A command that does what it is told.
   *
   * @return what it wrote to stdout
   */
  String firn(String... args) {
    JsonNode said = command(args);
    assertThat(said.get("exitCode").intValue())
        .as("firn %s: %s", String.join(" ", args), said)
        .isZero();
    return said.get("out").textValue();
  }

  /**
   * @return its {@code exitCode}, {@code out} and {@code err}
   */
  JsonNode command(String... args) {
    ObjectNode asked = JSON.createObjectNode();
    List.of(args).forEach(asked.putArray("firn")::add);
    return answer(asked);
  }

  /** A statement in Spark, beside Firn. Values are text. */
  Answer spark(String statement) {
    JsonNode said = answer(JSON.createObjectNode().put("spark", statement));
    assertThat(said.has("failure")).as("%s: %s", statement, said).isFalse();
    List<List<Object>> rows = new ArrayList<>();
    said.get("rows").forEach(row -> rows.add(new ArrayList<>(texts(row))));
    return new Answer(texts(said.path("columns")), texts(said.path("types")), rows);
  }

  /**
   * Makes the table of a recorded feed, with all that can happen to one behind it.
   *
   * @return its name
   */
  String play(String feed) {
    JsonNode said = answer(JSON.createObjectNode().put("play", feed));
    assertThat(said.has("failure")).as("%s: %s", feed, said).isFalse();
    return said.get("table").textValue();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private JsonNode answer(ObjectNode asked) {
    ask.println(asked);
    try {
      return JSON.readTree(answers.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ask.close();
  }
}
