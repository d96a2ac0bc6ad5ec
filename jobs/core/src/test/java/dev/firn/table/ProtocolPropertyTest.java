package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.Publish.Outcome;
import dev.firn.table.TableScene.Proposed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.apache.iceberg.Snapshot;

/** Whatever people, runs and others do in whatever order, what a table says of itself is true. */
class ProtocolPropertyTest {

  /** What somebody does; refusals are fine, anything untrue afterwards is not. */
  enum Move {
    RUN,
    PROPOSE,
    PUBLISH_OLD,
    ROLLBACK,
    ROLLBACK_EXCLUDING,
    ROLLBACK_ANYWHERE,
    UNDO,
    EXCLUDE,
    INCLUDE,
    RELEASE,
    HOLD,
    APPEND_OUTSIDE,
    ROLLBACK_OUTSIDE
  }

  @Property(tries = 30, seed = "7", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void staysTrue(@ForAll @Size(min = 10, max = 25) List<Move> moves, @ForAll long seed)
      throws IOException {
    Path folder = Files.createTempDirectory("protocol");
    try (TableScene scene = new TableScene(folder)) {
      Play play = new Play(scene, new Random(seed));
      for (Move move : moves) {
        play.make(move);
        assertTrue(scene, play.told());
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void assertTrue(TableScene scene, List<String> told) {
    TableState state = scene.state();
    List<Snapshot> ancestors = state.ancestors(state.main());
    List<String> runs =
        ancestors.stream()
            .map(snapshot -> snapshot.summary().get(RunFacts.RUN_ID))
            .filter(run -> run != null)
            .toList();
    assertThat(state.excluded().keySet())
        .as("excluded and not in the table, after %s", told)
        .noneMatch(state.applied()::contains);
    assertThat(runs).as("in main and not abandoned, after %s", told).noneMatch(state::hasAbandoned);
    assertThat(scene.ids()).as("rows and runs, after %s", told).containsAll(runs);
    assertThat(scene.ids().stream().filter(id -> id.startsWith("r")))
        .as("rows and runs, after %s", told)
        .hasSameSizeAs(runs);
    assertThat(AuditBranch.all(state))
        .as("a held run's branch, after %s", told)
        .containsAll(state.hold().map(Hold::run).map(AuditBranch::name).stream().toList());
  }

  private static final class Play {

    private final TableScene scene;
    private final Random random;
    private final List<String> told = new ArrayList<>();
    private final List<Proposed> proposed = new ArrayList<>();
    private long landed;
    private int runs;

    Play(TableScene scene, Random random) {
      this.scene = scene;
      this.random = random;
    }

    List<String> told() {
      return told;
    }

    void make(Move move) {
      try {
        told.add(move + " " + result(move));
      } catch (FirnException e) {
        assertThat(e.fault()).as("%s: %s", move, e.getMessage()).isEqualTo(Fault.USAGE);
        told.add(move + " refused: " + e.getMessage());
      }
    }

    private Object result(Move move) {
      return switch (move) {
        case RUN -> publish(propose());
        case PROPOSE -> propose();
        case PUBLISH_OLD -> proposed.isEmpty() ? "nothing" : publish(any(proposed));
        case ROLLBACK -> scene.rollback(ancestor()).execute().to();
        case ROLLBACK_EXCLUDING ->
            scene.rollback(ancestor()).excluding(batches()).execute().excluded();
        case ROLLBACK_ANYWHERE -> scene.rollback(anywhere()).mergingAgain().execute().to();
        case UNDO -> new Undo(scene.table).execute().to();
        case EXCLUDE -> {
          NavigableSet<Long> batches = batches();
          new Decide(scene.table).exclude(batches, "bad");
          yield batches;
        }
        case INCLUDE -> {
          NavigableSet<Long> batches = batches();
          new Decide(scene.table).include(batches);
          yield batches;
        }
        case RELEASE -> new Decide(scene.table).release();
        case HOLD -> scene.holdFor("r" + ++runs, ++landed).run();
        case APPEND_OUTSIDE -> scene.foreignAppend("foreign" + ++runs);
        case ROLLBACK_OUTSIDE -> {
          long to = Long.parseLong(ancestor());
          scene.foreignRollback(to);
          yield to;
        }
      };
    }

    private Proposed propose() {
      Proposed one = scene.propose("r" + ++runs, ++landed);
      proposed.add(one);
      return one;
    }

    /** Only what main still is the base of may be published, and only what is not held. */
    private Outcome publish(Proposed one) {
      TableState before = scene.state();
      Outcome outcome = scene.publishing(one).execute();
      if (outcome == Outcome.PUBLISHED && !before.hasPublished(one.run())) {
        assertThat(before.position()).as("after %s", told).isEqualTo(one.base());
        assertThat(before.hold()).as("after %s", told).isEmpty();
      }
      return outcome;
    }

    private String ancestor() {
      TableState state = scene.state();
      return Long.toString(any(state.ancestors(state.main())).snapshotId());
    }

    private String anywhere() {
      return Long.toString(any(scene.state().metadata().snapshots()).snapshotId());
    }

    private NavigableSet<Long> batches() {
      NavigableSet<Long> batches = new TreeSet<>();
      batches.add(1L + random.nextInt((int) landed + 2));
      return batches;
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
