package dev.firn.testing;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a contract of one table, in YAML as people do, and reads it with what checks theirs. */
public final class TestContract {

  private final String table;
  private final List<String> properties = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> quality = new ArrayList<>();
  private final List<String> rulesets = new ArrayList<>();
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
        "{id: ruleset%d, type: custom, engine: dqdl, severity: %s, implementation: {ruleset: quality-checks/%d.dqdl, scope: %s}}"
            .formatted(number, severity, number, scope));
    return this;
  }

  /** Reads it from a project in that folder. */
  public Contract read(Path project) {
    try {
      write(project.resolve("schemas/%s.odcs.yaml".formatted(table)), yaml());
      for (int i = 0; i < rulesets.size(); i++) {
        write(project.resolve("quality-checks/%d.dqdl".formatted(i)), rulesets.get(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Contracts(project).readAll().get(0);
  }

  private String yaml() {
    List<String> all =
        new ArrayList<>(List.of("{property: firn.records, value: '" + records + "'}"));
    all.addAll(words);
    return """
        apiVersion: v3.1.0
        kind: DataContract
        id: %s
        version: 1.0.0
        status: active
        servers:
          - {server: api, type: api, location: 'https://example.org/feed.json'}
        schema:
          - name: %s
            logicalType: object
            physicalType: table
            customProperties:%s
            properties:%s
            quality: [%s]
        """
        .formatted(table, table, items(all), items(properties), String.join(", ", quality));
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
