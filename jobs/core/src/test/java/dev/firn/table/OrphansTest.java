package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.table.Upkeep.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.PositionOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that no snapshot knows go when they are old, and no others. */
class OrphansTest {

  private static final Duration AGE = Duration.ofDays(3);

  @TempDir private Path folder;
  private TableScene scene;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    scene.publish("r1", 1);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void deletesOldOnesAndNothingElse() {
    scene.publish("bad", 2);
    scene.rollback("before:bad").mergingAgain().execute();
    scene.propose("r2", 2);
    String killed = file(scene.iceberg().location() + "/data/killed.parquet");
    int versions = scene.versions();

    Upkeep plan = orphans(AGE.plusMinutes(1)).plan();
    assertThat(exists(killed)).isTrue();
    Upkeep upkeep = orphans(AGE.plusMinutes(1)).execute();

    assertThat(plan.outcome()).isEqualTo(Outcome.PLANNED);
    assertThat(upkeep).isEqualTo(plan.as(Outcome.DONE));
    assertThat(upkeep.removes()).containsExactly(killed);
    assertThat(upkeep.what()).isEqualTo("1 file older than 3 days that no snapshot needs");
    assertThat(upkeep.before().files() - upkeep.after().files()).isEqualTo(1);
    assertThat(upkeep.before().bytes() - upkeep.after().bytes()).isEqualTo(6);
    assertThat(exists(killed)).isFalse();
    assertThat(scene.versions()).isEqualTo(versions);
    assertThat(orphans(AGE.plusMinutes(1)).execute().outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(scene.ids()).containsExactly("r1");
    new Undo(scene.table).execute();
    assertThat(scene.ids()).as("files of the branch").containsExactly("bad", "r1");
  }

  @Test
  void leavesYoungOnes() {
    String writing = file(scene.iceberg().location() + "/data/writing.parquet");

    Upkeep upkeep = orphans(AGE.minusMinutes(1)).execute();

    assertThat(upkeep.outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(upkeep.what()).isEqualTo("every file older than 3 days is needed");
    assertThat(exists(writing)).isTrue();
  }

  /** The folder is listed before the metadata is read; the other way round this would be lost. */
  @Test
  void knowsWhatIsCommittedWhileItLists() {
    DataFile late = Rows.file(scene.iceberg(), "late", Map.of("id", "late", "amount", 1L));
    DisturbedLake lake =
        new DisturbedLake(scene.lake)
            .beforeLoad(3, () -> scene.iceberg().newFastAppend().appendFile(late).commit());

    Upkeep upkeep =
        new Orphans(
                new LakeTable(lake, TableScene.TABLE),
                AGE,
                Clock.offset(Clock.systemUTC(), AGE.plusDays(1)))
            .execute();

    assertThat(lake.isCalm()).isTrue();
    assertThat(upkeep.removes()).isEmpty();
    assertThat(scene.ids()).containsExactly("late", "r1");
  }

  @Test
  void refusesAnAgeThatARunningJobMayHave() {
    assertThatThrownBy(() -> new Orphans(scene.table, Duration.ofHours(23), Clock.systemUTC()))
        .isInstanceOf(FirnException.class)
        .hasMessage(
            "files younger than 24 hours may be a running job's: until it commits, no snapshot knows them");
  }

  @Test
  void waitsForTheRecoveryWindowIfThatIsLonger() {
    assertThat(Orphans.usualAge(Duration.ofDays(1))).isEqualTo(Duration.ofDays(3));
    assertThat(Orphans.usualAge(Duration.ofDays(30))).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void leavesATableAloneWhoseNameBeginsLikeIt() {
    Table neighbour =
        scene
            .lake
            .catalog()
            .createTable(scene.lake.table("things_rejected"), scene.iceberg().schema());
    String theirs = file(neighbour.location() + "/data/theirs.parquet");

    assertThat(orphans(Duration.ofDays(1000)).execute().removes()).isEmpty();
    assertThat(exists(theirs)).isTrue();
  }

  @Test
  void refusesAFolderThatAnotherTableIsIn() {
    String inside = scene.iceberg().location() + "/data/inside";
    scene
        .lake
        .catalog()
        .buildTable(scene.lake.table("inside"), scene.iceberg().schema())
        .withLocation(inside)
        .create();

    assertThatThrownBy(() -> orphans(AGE).plan())
        .isInstanceOf(FirnException.class)
        .hasMessage(
            "the folder of things is not its own but also that of table inside, in %s"
                .formatted(inside));
  }

  @Test
  void refusesAFolderThatTheRawLogIsIn() {
    String raw = scene.lake.storeLocations().get(0);
    scene.iceberg().updateLocation().setLocation(raw.replaceFirst("/[^/]+/?$", "")).commit();

    assertThatThrownBy(() -> orphans(AGE).plan())
        .isInstanceOf(FirnException.class)
        .hasMessageStartingWith(
            "the folder of things is not its own but also that of the raw log or the run records");
  }

  @Test
  void knowsAFileByAnySpellingOfItsPlace() {
    assertThat(List.of("s3://b/t/data/1", "s3a://b/t/data/1", "s3n://b/t/data/1"))
        .extracting(Locations::normal)
        .containsOnly("s3://b/t/data/1");
    assertThat(List.of("/lake/t/1 2", "file:/lake/t/1%202", "file:///lake/t/1%202"))
        .extracting(Locations::normal)
        .containsOnly("/lake/t/1 2");
  }

  @Test
  void deletesOldMetadataThatTheTableHasForgotten() {
    String lost = file(scene.iceberg().location() + "/metadata/00000-lost.metadata.json");
    String hint = file(scene.iceberg().location() + "/metadata/version-hint.text");

    assertThat(orphans(Duration.ofDays(4)).execute().removes()).containsExactly(lost);
    assertThat(exists(hint)).isTrue();
    assertThat(scene.state().metadata().previousFiles())
        .allMatch(version -> exists(version.file()));
  }

  private Orphans orphans(Duration later) {
    return new Orphans(scene.table, AGE, Clock.offset(Clock.systemUTC(), later));
  }

  private String file(String location) {
    try (PositionOutputStream out = scene.iceberg().io().newOutputFile(location).create()) {
      out.write("orphan".getBytes(StandardCharsets.UTF_8));
      return location;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean exists(String location) {
    return scene.iceberg().io().newInputFile(location).exists();
  }
}
