package dev.firn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every entry of bad-contracts.txt: one slip in a good contract, and exactly what is said to it.
 */
final class BadContractsTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("slips")
  void isToldWhatIsWrong(String name, List<Edit> edits, List<String> problems) throws IOException {
    ProjectFolder project = new ProjectFolder(folder);
    for (Edit edit : edits) {
      project.edit(edit.removed(), edit.added());
    }

    assertThat(project.problems()).containsExactlyElementsOf(problems);
  }

  static Stream<Arguments> slips() throws IOException {
    try (InputStream in = BadContractsTest.class.getResourceAsStream("bad-contracts.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.strip().split("\n\n+", -1))
          .filter(entry -> !entry.startsWith("#"))
          .map(BadContractsTest::slip);
    }
  }

  private static Arguments slip(String entry) {
    List<Edit> edits = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    char last = '=';
    for (String line : entry.strip().split("\n", -1)) {
      char kind = line.charAt(0);
      String rest = line.substring(1);
      if (kind == '=') {
        problems.add(rest.strip());
      } else if (kind == '-' && last != '-') {
        edits.add(new Edit(rest, ""));
      } else {
        Edit edit = edits.remove(edits.size() - 1);
        edits.add(
            kind == '-'
                ? new Edit(edit.removed() + "\n" + rest, "")
                : new Edit(edit.removed(), edit.added() + rest + "\n"));
      }
      last = kind;
    }
    return arguments(problems.get(0), edits, problems);
  }

  private record Edit(String removed, String added) {}
}
