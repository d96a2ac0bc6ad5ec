package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.contract.TableContract.MergeStrategy;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A recorded feed under a contract, and how its table is compared with the truth.
 *
 * @param records JSON Pointer to them
 * @param key members that make it up
 * @param mirror which truth
 * @param mayDiffer member that is declared volatile; null when none is
 * @param change to the project's contract
 */
record RecordedReplay(
    String name,
    String feed,
    String contract,
    String records,
    List<String> key,
    boolean mirror,
    String mayDiffer,
    UnaryOperator<String> change) {

  private static final int ALL = 1_000_000;

  @Override
  public String toString() {
    return name;
  }

  void compare(ReplayScene scene, RecordedTruth truth, JsonNode checkpoint) throws IOException {
    String strategy = mirror ? "mirror" : "upsert";
    Map<String, JsonNode> expected = mirror ? truth.mirror() : truth.upsert();
    assertThat(truth.digest(expected))
        .as("what it is compared with")
        .isEqualTo(checkpoint.get(strategy + "_sha256_key_content16").textValue());
    assertThat(table(scene, truth)).isEqualTo(said(expected));
  }

  /** Key to what the row says. */
  Map<String, Map<String, String>> table(ReplayScene scene, RecordedTruth truth)
      throws IOException {
    return said(rows(scene, truth));
  }

  Map<String, Map<String, String>> said(Map<String, JsonNode> records) {
    Map<String, Map<String, String>> said = new TreeMap<>();
    records.forEach((key, record) -> said.put(key, said(record)));
    return said;
  }

  /**
   * Versions by landing; the current ones are what upsert has. Without the rulesets, which want
   * keys once.
   */
  static String scd2(String contract) {
    return contract
        .replaceFirst("firn.merge, value: upsert", "firn.merge, value: scd2")
        .replaceFirst(".*property: firn.order.*\\R", "")
        .replaceFirst("(?s)    quality:.*?(?=    properties:)", "");
  }

  static boolean isVersioned(ReplayScene scene) {
    return scene.table().merge() == MergeStrategy.SCD2;
  }

  /** Key to the record that each row leads back to. */
  private static Map<String, JsonNode> rows(ReplayScene scene, RecordedTruth truth)
      throws IOException {
    Map<String, JsonNode> bodies = new HashMap<>();
    Map<String, JsonNode> rows = new TreeMap<>();
    for (List<String> row :
        scene
            .engine()
            .query(
                "SELECT firn_raw, firn_pointer FROM %s%s"
                    .formatted(
                        scene.table().name(),
                        isVersioned(scene) ? " WHERE firn_valid_to IS NULL" : ""),
                ALL)
            .rows()) {
      JsonNode body = bodies.get(row.get(0));
      if (body == null) {
        body = RecordedTruth.parse(scene.lake().store().read(row.get(0)));
        bodies.put(row.get(0), body);
      }
      JsonNode record = body.at(row.get(1));
      assertThat(rows.put(truth.key(record), record)).as("rows of one key").isNull();
    }
    return rows;
  }

  /** To a table, null and nothing are the same, and so are 95 and 95.0. */
  Map<String, String> said(JsonNode record) {
    Map<String, String> said = new TreeMap<>();
    ObjectNode members = (ObjectNode) record;
    members
        .properties()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (!value.isNull() && !member.getKey().equals(mayDiffer)) {
                said.put(
                    member.getKey(),
                    value.isNumber()
                        ? value.decimalValue().stripTrailingZeros().toPlainString()
                        : value.toString());
              }
            });
    return said;
  }
}
