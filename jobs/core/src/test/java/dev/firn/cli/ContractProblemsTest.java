package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractProblemsTest {

  @TempDir private Path folder;

  @Test
  void everyProblemOfTheContractsWithFileAndLine() {
    try (CliScene scene = new CliScene(folder)) {
      brokenContract(scene);

      for (String command : new String[] {"check", "status", "run"}) {
        assertThat(scene.firn(command))
            .isEqualTo(
                new Said(
                    2,
                    "",
                    """
                    schemas/storms.odcs.yaml:14: unknown word `firn.merg` (did you mean `firn.merge`?)
                    schemas/storms.odcs.yaml:16: unknown logicalType `strin` (did you mean `string`?)
                    firn: 2 problems in the contracts
                    next: correct them; firn check reads them again
                    """));
      }
    }
  }

  @Test
  void contractProblemsInJson() {
    try (CliScene scene = new CliScene(folder)) {
      brokenContract(scene);

      assertThat(scene.firn("check", "--output", "json"))
          .isEqualTo(
              new Said(
                  2,
                  """
                  {
                    "error" : {
                      "fault" : "USAGE",
                      "exitCode" : 2,
                      "message" : "2 problems in the contracts",
                      "next" : "correct them; firn check reads them again",
                      "problems" : [ {
                        "file" : "schemas/storms.odcs.yaml",
                        "line" : 14,
                        "pointer" : "/schema/0/customProperties/1/value",
                        "message" : "unknown word `firn.merg`",
                        "remedy" : "did you mean `firn.merge`?"
                      }, {
                        "file" : "schemas/storms.odcs.yaml",
                        "line" : 16,
                        "pointer" : "/schema/0/properties/0/logicalType",
                        "message" : "unknown logicalType `strin`",
                        "remedy" : "did you mean `string`?"
                      } ]
                    }
                  }
                  """,
                  ""));
    }
  }

  private static void brokenContract(CliScene scene) {
    scene.write(
        "schemas/storms.odcs.yaml",
        """
        apiVersion: v3.1.0
        kind: DataContract
        id: storms
        version: 1.0.0
        status: active
        servers:
          - {server: api, type: api, location: 'https://example.org/storms.json'}
        schema:
          - name: storms
            logicalType: object
            physicalType: table
            customProperties:
              - {property: firn.records, value: '/rows'}
              - {property: firn.merg, value: upsert}
            properties:
              - {name: id, logicalType: strin, primaryKey: true, required: true}
        """);
  }
}
