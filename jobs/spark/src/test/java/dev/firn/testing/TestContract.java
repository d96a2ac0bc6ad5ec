package dev.firn.testing;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a contract, in YAML as people do, and reads it with what checks theirs. */
public final class TestContract {

  private final String table;
  private final List<String> properties = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> quality = new ArrayList<>();
  private final List<String> rulesets = new ArrayList<>();
  private final List<TestContract> others = new ArrayList<>();
  private String records = "/rows";

  public TestContract(String table) {
    this.table = table;
  }

  /** Columns, a YAML flow mapping each. */
  public TestContract columns(String... flow) {
    properties.addAll(List.of(flow));
    return this;
  }

  public TestContract records(String pointer) {
    records = pointer;
    return this;
  }

  /** Another table of the same feed, of a name that begins with the first one's. */
  public TestContract and(String suffix, UnaryOperator<TestContract> other) {
    others.add(other.apply(new TestContract(table + "_" + suffix)));
    return this;
  }

  /** Of {@code firn.order}. */
  public TestContract order(String... pointers) {
    return word("order", "['" + String.join("', '", pointers) + "']");
  }

  /** One of Firn's own words at the table. */
  public TestContract word(String name, String value) {
    words.add("{property: firn.%s, value: %s}".formatted(name, value));
    return this;
  }

  /**
   * @param severity error or warning
   * @param scope changedRows or table
   */
  public TestContract ruleset(String severity, String scope, String... rules) {
    int number = rulesets.size();
    rulesets.add("Rules = [\n  %s\n]\n".formatted(String.join(",\n  ", rules)));
    quality.add(
        "{id: ruleset%d, type: custom, engine: dqdl, severity: %s, implementation: {ruleset: %s, scope: %s}}"
            .formatted(number, severity, ruleset(number), scope));
    return this;
  }

  private String ruleset(int number) {
    return "quality-checks/%s-%d.dqdl".formatted(table, number);
  }

  /** Reads it from a project in that folder. */
  public Contract read(Path project) {
    try {
      write(project.resolve("schemas/%s.odcs.yaml".formatted(table)), yaml());
      writeRulesets(project);
      for (TestContract other : others) {
        other.writeRulesets(project);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Contracts(project).readAll().get(0);
  }

  private void writeRulesets(Path project) throws IOException {
    for (int i = 0; i < rulesets.size(); i++) {
      write(project.resolve(ruleset(i)), rulesets.get(i));
    }
  }

  private String yaml() {
    return """
        apiVersion: v3.1.0
        kind: DataContract
        id: %s
        version: 1.0.0
        status: active
        servers:
          - {server: api, type: api, location: 'https://example.org/feed.json'}
        schema:
        %s"""
        .formatted(
            table,
            Stream.concat(Stream.of(this), others.stream())
                .map(TestContract::entry)
                .collect(Collectors.joining()));
  }

  private String entry() {
    List<String> all =
        new ArrayList<>(List.of("{property: firn.records, value: '" + records + "'}"));
    all.addAll(words);
    return """
        - name: %s
          logicalType: object
          physicalType: table
          customProperties:%s
          properties:%s
          quality: [%s]
        """
        .formatted(table, items(all), items(properties), String.join(", ", quality));
  }

  private static String items(List<String> flow) {
    StringBuilder items = new StringBuilder();
    flow.forEach(item -> items.append("\n      - ").append(item));
    return items.toString();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
