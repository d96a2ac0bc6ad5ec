package dev.firn.table;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.lake.Lake;
import dev.firn.table.Publish.Outcome;
import dev.firn.table.TableScene.Proposed;
import dev.firn.testing.Race;
import dev.firn.testing.TestLakes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishRaceTest {

  private static final int PUBLISHERS = 8;
  private static final int ROUNDS = 10;

  @TempDir private Path folder;
  private TableScene scene;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void letsExactlyOneOfEightPublish() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      List<Proposed> proposed = propose(round);

      List<Outcome> outcomes =
          Race.of(PUBLISHERS, racer -> scene.publishing(proposed.get(racer)).execute());

      assertOneWon(round, proposed, outcomes);
    }
  }

  @Test
  void letsExactlyOneOfEightProcessesPublish() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      List<Proposed> proposed = propose(round);

      List<Outcome> outcomes =
          Race.of(
              PUBLISHERS,
              racer -> {
                Proposed own = proposed.get(racer);
                try (Lake lake = TestLakes.open(folder)) {
                  LakeTable table = new LakeTable(lake, TableScene.TABLE);
                  return new Publish(table, own.run(), own.base(), own.snapshot()).execute();
                }
              });

      assertOneWon(round, proposed, outcomes);
    }
  }

  @Test
  void letsEverybodyCutABranchAtOnce() throws Exception {
    List<Position> bases =
        Race.of(PUBLISHERS, racer -> scene.branch().cut("r" + racer, COPY_ON_WRITE));

    assertThat(bases).containsOnly(scene.state().position());
    assertThat(scene.state().metadata().refs()).hasSize(1 + PUBLISHERS);
  }

  @Test
  void keepsEveryDecisionThatIsMadeAtOnce() throws Exception {
    Race.of(
        PUBLISHERS,
        racer -> {
          new Decide(scene.table).exclude(List.of(racer + 1L), "racer " + racer);
          return null;
        });

    assertThat(scene.state().excluded()).hasSize(PUBLISHERS).containsEntry(3L, "racer 2");
  }

  private List<Proposed> propose(int round) {
    List<Proposed> proposed = new ArrayList<>();
    for (int racer = 0; racer < PUBLISHERS; racer++) {
      proposed.add(scene.propose("r%d_%d".formatted(round, racer), round));
    }
    return proposed;
  }

  private void assertOneWon(int round, List<Proposed> proposed, List<Outcome> outcomes) {
    assertThat(outcomes)
        .as("round %d", round)
        .containsOnlyOnce(Outcome.PUBLISHED)
        .containsOnly(Outcome.PUBLISHED, Outcome.MAIN_MOVED);
    assertThat(scene.main())
        .isEqualTo(proposed.get(outcomes.indexOf(Outcome.PUBLISHED)).snapshot());
    assertThat(scene.ids()).hasSize(round);
  }
}
