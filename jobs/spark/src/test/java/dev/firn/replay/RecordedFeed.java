package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Responses of a real endpoint with their computed truth, from the folder beside the project. */
final class RecordedFeed {

  private final Path folder;

  private RecordedFeed(Path folder) {
    this.folder = folder;
  }

  /** Skips the test, visibly, where the recordings are missing; CI must have them. */
  static RecordedFeed named(String name) {
    Path folder =
        Path.of(System.getProperty("firn.root")).resolveSibling("shared/data").resolve(name);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(folder).as("recorded feeds, which CI always has").isDirectory();
    }
    assumeTrue(Files.isDirectory(folder), "no recorded feed at " + folder);
    return new RecordedFeed(folder);
  }

  List<Path> responses() {
    try (Stream<Path> files = Files.list(folder.resolve("responses"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The truth after that many responses. */
  JsonNode checkpoint(int responses) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("truth.json").toFile())
        .at("/checkpoints/N=" + responses);
  }

  /**
   * The table after the last response: key, version, content16, file, whether in the last response.
   */
  List<String[]> latest() throws IOException {
    return Files.readAllLines(folder.resolve("latest.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .toList();
  }

  /** Of a response, which may be stored compressed. */
  static byte[] bytes(Path response) throws IOException {
    try (InputStream in = Files.newInputStream(response)) {
      return response.toString().endsWith(".gz")
          ? new GZIPInputStream(in).readAllBytes()
          : in.readAllBytes();
    }
  }

  byte[] response(String file) throws IOException {
    return Files.readAllBytes(folder.resolve("responses").resolve(file));
  }
}
