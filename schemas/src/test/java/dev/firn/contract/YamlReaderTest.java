package dev.firn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlReaderTest {

  private final Problems problems = new Problems(Path.of("x.yaml"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          true        | true
          no          | "no"
          ~           | null
          5:00        | "5:00"
          2024-01-31  | "2024-01-31"
          1.0.0       | "1.0.0"
          1.0         | 1.0
          0.5e3       | 5E+2
          -12         | -12
          010         | 10
          1_000       | "1_000"
          0x1F        | "0x1F"
          '12'        | "12"
          !!str 12    | "12"
          .inf        | ".inf"
          """)
  void scalarsMeanWhatYaml12Says(String yaml, String json) {
    assertThat(read("a: " + yaml).get("a").node()).hasToString(json);
  }

  @Test
  void knowsTheLineOfEveryPlace() {
    Element root = read("a:\n  b: 1\n  c:\n    - x\n    - d: 2\n");

    assertThat(line(root, "/a")).isEqualTo(1);
    assertThat(line(root, "/a/c")).isEqualTo(3);
    assertThat(line(root, "/a/c/1/d")).isEqualTo(5);
    assertThat(line(root, "/a/c/1/missing")).isEqualTo(5);
    assertThat(line(root, "/missing")).isEqualTo(1);
  }

  @Test
  void aliasesAreWrittenOut() {
    assertThat(read("a: &x {b: 1}\nc: *x\n").node())
        .hasToString("{\"a\":{\"b\":1},\"c\":{\"b\":1}}");
  }

  private Element read(String yaml) {
    return new YamlReader(problems).read(yaml.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static int line(Element root, String pointer) {
    return root.problems().line(JsonPointer.compile(pointer));
  }
}
