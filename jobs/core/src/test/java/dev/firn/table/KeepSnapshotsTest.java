package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import dev.firn.testing.TestLakes;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.iceberg.SnapshotRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Main keeps its snapshots as long as the contract promises. */
class KeepSnapshotsTest {

  @TempDir private Path folder;
  private Lake lake;
  private LakeTable sales;

  @BeforeEach
  void open() {
    lake = TestLakes.open(folder);
    sales = new LakeTable(lake, "sales");
    new CreateTable(lake, ContractScene.contract()).execute();
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void leavesATableAloneThatKeepsThem() {
    String before = sales.load().metadata().metadataFileLocation();

    new KeepSnapshots(lake, ContractScene.contract()).execute();

    assertThat(sales.load().metadata().metadataFileLocation()).isEqualTo(before);
  }

  @Test
  void followsALongerWindow() {
    TableContract longer =
        ContractScene.of(ContractScene.contract().columns(), Duration.ofDays(30));

    new KeepSnapshots(lake, longer).execute();

    SnapshotRef main = sales.load().metadata().ref(SnapshotRef.MAIN_BRANCH);
    assertThat(main.maxSnapshotAgeMs()).isEqualTo(Duration.ofDays(30).toMillis());
    assertThat(main.minSnapshotsToKeep()).isEqualTo(2);
    assertThat(sales.load().metadata().properties())
        .containsEntry(
            "history.expire.max-snapshot-age-ms", Long.toString(Duration.ofDays(30).toMillis()));
  }

  @Test
  void tellsAthenaOfTheWindowOnTablesThatDoNotSayIt() {
    sales.iceberg().updateProperties().remove("vacuum_max_snapshot_age_seconds").commit();

    new KeepSnapshots(lake, ContractScene.contract()).execute();

    assertThat(sales.load().metadata().properties())
        .containsEntry(
            "vacuum_max_snapshot_age_seconds",
            Long.toString(ContractScene.contract().recoveryWindow().toSeconds()))
        .containsEntry("vacuum_min_snapshots_to_keep", "2")
        .containsEntry("vacuum_max_metadata_files_to_keep", "20");
  }

  @Test
  void keepsTheTwoThatARollbackNeeds() {
    sales.iceberg().manageSnapshots().setMinSnapshotsToKeep(SnapshotRef.MAIN_BRANCH, 1).commit();

    new KeepSnapshots(lake, ContractScene.contract()).execute();

    assertThat(sales.load().metadata().ref(SnapshotRef.MAIN_BRANCH).minSnapshotsToKeep())
        .isEqualTo(2);
  }
}
