package dev.firn.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Jackson alone on the same bytes, on one core: what no program that reads JSON can undercut. */
final class BareParsing {

  private BareParsing() {}

  /**
   * @param args the folder of the responses
   */
  public static void main(String[] args) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<Path> responses;
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      responses = files.sorted().toList();
    }
    long nodes = 0;
    for (Path response : responses) {
      nodes += mapper.readTree(response.toFile()).size();
    }
    System.out.println(nodes);
  }
}
