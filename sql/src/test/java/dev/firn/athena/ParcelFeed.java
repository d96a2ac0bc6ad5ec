package dev.firn.athena;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The feed of {@code parcels.odcs.yaml} with its three tables. Its answers are in {@code answers/};
 * before the third the contract changes, and the fourth has a parcel of less than no weight.
 */
final class ParcelFeed {

  static final int HELD = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ThirdParty thirdParty;
  private final FirnProcess firn;
  private final Project project;

  /** What the names of its tables end in. */
  private final String suffix;

  ParcelFeed(ThirdParty thirdParty, FirnProcess firn, Project project, String suffix) {
    this.thirdParty = thirdParty;
    this.firn = firn;
    this.project = project;
    this.suffix = suffix;
    String ruleset = "quality-checks/parcels.dqdl";
    project.write(ruleset, Project.resource("project/" + ruleset));
    String contract =
        Project.resource("project/schemas/parcels.odcs.yaml")
            .replace("http://127.0.0.1:1/feed.json", thirdParty.address(path()))
            .replace("id: parcels\n", "id: parcels" + suffix.replace('_', '-') + "\n");
    for (String name : List.of("parcels", "fares", "scans")) {
      contract = contract.replace("- name: " + name + "\n", "- name: " + table(name) + "\n");
    }
    project.write(contract(), contract);
  }

  String table(String name) {
    return name + suffix;
  }

  private String path() {
    return "/parcels" + suffix + ".json";
  }

  private String contract() {
    return "schemas/parcels%s.odcs.yaml".formatted(suffix);
  }

  /** The pieces of a parcel are counted under another name and further, and it has a note. */
  void changeContract() {
    project.write(
        contract(),
        project
            .read(contract())
            .replace(
                "{id: pieces, name: pieces, logicalType: integer, physicalType: int}",
                "{id: pieces, name: piece_count, logicalType: integer, physicalType: long, transformSourceObjects: [/pieces]}\n"
                    + "      - {name: note, logicalType: string, description: For who brings it}"));
    firn.firn("apply", table("parcels"));
  }

  /**
   * What its tables' runs did with an answer.
   *
   * @param answer its number
   * @param exitCode expected
   * @return run ids by table, without the suffix
   */
  Map<String, String> run(int answer, int exitCode) {
    thirdParty.says(path(), Project.resource("answers/%d.json".formatted(answer)));
    JsonNode said =
        firn.command("run", table("parcels"), table("fares"), table("scans"), "--output", "json");
    assertThat(said.get("exitCode").intValue())
        .as("answer %d: %s", answer, said)
        .isEqualTo(exitCode);
    try {
      Map<String, String> runs = new TreeMap<>();
      JSON.readTree(said.get("out").textValue())
          .get("tables")
          .forEach(
              table ->
                  runs.put(
                      table.get("table").textValue().replaceFirst(suffix + "$", ""),
                      table.get("runId").textValue()));
      return runs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
