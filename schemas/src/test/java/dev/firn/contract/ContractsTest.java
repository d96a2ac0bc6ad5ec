package dev.firn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContractsTest {

  @TempDir Path folder;

  private ProjectFolder project;

  @BeforeEach
  void copy() throws IOException {
    project = new ProjectFolder(folder);
  }

  @Test
  void readsFilesInTheOrderOfTheirNames() throws IOException {
    project.write("schemas/another.odcs.yaml", renamed("another"));

    assertThat(project.read()).extracting(Contract::id).containsExactly("another", "earthquakes");
  }

  @Test
  void reportsEveryProblemOfEveryFileAtOnce() throws IOException {
    project.write(
        "schemas/another.odcs.yaml",
        renamed("another").replace("status: active\n", "").replace("value: upsert", "value: up"));
    project.edit("kind: DataContract", "kind: Contract\n");

    assertThat(project.problemsWithFile())
        .containsExactly(
            "schemas/another.odcs.yaml:1: `status` is missing",
            "schemas/another.odcs.yaml:41: unknown firn.merge `up` |"
                + " use one of upsert, mirror, append, scd2",
            "schemas/earthquakes.odcs.yaml:3: unknown kind `Contract` | write DataContract");
  }

  @Test
  void countsTheProblems() throws IOException {
    project.edit("status: active", "");

    assertThatThrownBy(project::read)
        .isInstanceOf(ContractException.class)
        .hasMessage("1 problem in the contracts");
  }

  @Test
  void refusesASecondContractOrTableOfTheSameName() throws IOException {
    project.write("schemas/twin.odcs.yaml", project.earthquakes());

    assertThat(project.problemsWithFile())
        .containsExactly(
            "schemas/twin.odcs.yaml:4: the id `earthquakes` is taken by"
                + " schemas/earthquakes.odcs.yaml | give every contract its own",
            "schemas/twin.odcs.yaml:35: the table `earthquakes` is taken by"
                + " schemas/earthquakes.odcs.yaml | give every table its own name");
  }

  @Test
  void doesNotPassOverAContractWithASlipInItsName() throws IOException {
    project.write("schemas/more.yaml", renamed("more"));

    assertThat(project.problemsWithFile())
        .containsExactly(
            "schemas/more.yaml:0: a contract's name ends in .odcs.yaml | rename the file");
  }

  @Test
  void wantsAtLeastOneContract() throws IOException {
    project.delete("schemas/earthquakes.odcs.yaml");

    assertThat(project.problemsWithFile())
        .containsExactly("schemas:0: no contract here | write one: <table>.odcs.yaml");
  }

  @Test
  void wantsAtLeastOneTable() throws IOException {
    project.write(
        "schemas/earthquakes.odcs.yaml",
        project.earthquakes().replaceAll("(?s)\nschema:.*\nteam:", "\nteam:"));

    assertThat(project.problems()).containsExactly("1: no table | describe one under `schema`");
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    Files.write(folder.resolve("schemas/earthquakes.odcs.yaml"), new byte[] {'a', (byte) 0xff});
    project.write("schemas/empty.odcs.yaml", "# nothing yet\n");
    project.write("schemas/bell.odcs.yaml", "kind: \u0007\n");

    assertThat(project.problemsWithFile())
        .containsExactly(
            "schemas/bell.odcs.yaml:0: not YAML: a control character, 0x7",
            "schemas/earthquakes.odcs.yaml:0: the file is not UTF-8 | save it as UTF-8",
            "schemas/empty.odcs.yaml:0: the file is empty");
  }

  @Test
  void digestIsOfTheContractAndItsRulesets() throws IOException {
    String before = digest();
    assertThat(before).matches("[0-9a-f]{64}").isEqualTo(digest());

    project.write("quality-checks/earthquakes.watch.dqdl", "Rules = [ RowCount > 11 ]");
    String otherRules = digest();
    project.edit("version: 1.0.0", "version: 1.0.1\n");
    String otherContract = digest();

    assertThat(before).isNotEqualTo(otherRules).isNotEqualTo(otherContract);
    assertThat(otherRules).isNotEqualTo(otherContract);
  }

  @Test
  void readsRulesetsThatAreRules() throws IOException {
    project.write("quality-checks/earthquakes.dqdl", " \n");
    project.write("quality-checks/earthquakes.watch.dqdl", "Rules = [\r\n  RowCount > 1\r\n]");

    assertThat(project.problems())
        .containsExactly(
            "53: the ruleset quality-checks/earthquakes.dqdl is empty | write Rules = [ ... ]",
            "62: the ruleset quality-checks/earthquakes.watch.dqdl has Windows line ends, which"
                + " DQDL cannot read | save it with \\n");
  }

  @Test
  void readsRulesetsThatAreText() throws IOException {
    Files.write(folder.resolve("quality-checks/earthquakes.dqdl"), new byte[] {(byte) 0xff});

    assertThat(project.problems())
        .containsExactly(
            "53: the ruleset quality-checks/earthquakes.dqdl is not UTF-8 | save it as UTF-8");
  }

  private String digest() {
    return project.read().get(0).digest();
  }

  private String renamed(String name) throws IOException {
    return project
        .earthquakes()
        .replace("id: earthquakes", "id: " + name)
        .replace("name: earthquakes", "name: " + name)
        .replace("element: earthquakes", "element: " + name);
  }
}
