package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.lake.Lake;
import dev.firn.testing.Race;
import dev.firn.testing.TestLakes;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateTableTest {

  @TempDir private Path folder;
  private Lake lake;
  private LakeTable sales;

  @BeforeEach
  void open() {
    lake = TestLakes.open(folder);
    sales = new LakeTable(lake, "sales");
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void givesMainAnEmptySnapshot() {
    create();

    TableState state = sales.load();
    assertThat(state.main().parentId()).isNull();
    assertThat(RowCount.of(state.main())).isZero();
    assertThat(state.main().summary())
        .containsEntry("firn.through", "0")
        .containsEntry("firn.skipped", "");
    assertThat(state.applied()).isEqualTo(Applied.NOTHING);
  }

  @Test
  void isOneVersionOfTheMetadata() {
    create();

    assertThat(sales.load().metadata().previousFiles()).isEmpty();
  }

  @Test
  void putsTheContractsColumnsFirst() {
    create();

    assertThat(Difference.columns(table().schema()))
        .containsExactly(
            "at timestamptz",
            "id string",
            "price decimal(10, 2)",
            "where struct<13: lon: optional double, 14: lat: optional double>",
            "tags list<string>",
            "firn_extra string",
            "firn_run_id string",
            "firn_seq long",
            "firn_raw string",
            "firn_pointer string",
            "firn_order string",
            "firn_hash binary");
  }

  @Test
  void makesTheKeyIdentifyRows() {
    create();

    assertThat(table().schema().identifierFieldNames()).containsExactlyInAnyOrder("at", "id");
  }

  @Test
  void requiresWhatTheContractRequires() {
    create();

    assertThat(table().schema().columns())
        .filteredOn(NestedField::isRequired)
        .extracting(NestedField::name)
        .containsExactly(
            "at",
            "id",
            "firn_run_id",
            "firn_seq",
            "firn_raw",
            "firn_pointer",
            "firn_order",
            "firn_hash");
  }

  @Test
  void keepsComments() {
    create();

    assertThat(table().properties()).containsEntry("comment", "Sales of a test.");
    assertThat(table().schema().findField("id").doc()).isEqualTo("Unique.");
    assertThat(table().schema().findField("firn_run_id").doc())
        .isEqualTo("The run that wrote this row");
  }

  @Test
  void partitionsInTheOrderOfPositions() {
    create();

    assertThat(table().spec().fields())
        .extracting(field -> field.name() + " " + field.transform())
        .containsExactly("id_bucket bucket[16]", "at_month month");
  }

  @Test
  void sortsByTheKeyInItsOrder() {
    create();

    assertThat(table().sortOrder().fields())
        .extracting(field -> table().schema().findColumnName(field.sourceId()))
        .containsExactly("id", "at");
  }

  @Test
  void keepsTheRecoveryWindow() {
    create();

    assertThat(sales.load().metadata().ref("main"))
        .returns(2, SnapshotRef::minSnapshotsToKeep)
        .returns(Duration.ofDays(7).toMillis(), SnapshotRef::maxSnapshotAgeMs);
    assertThat(table().properties())
        .containsEntry("history.expire.max-snapshot-age-ms", "604800000")
        .containsEntry("history.expire.min-snapshots-to-keep", "2");
  }

  @Test
  void isNotMistakenForATableThatWasMovedBack() {
    create();

    assertThat(sales.load().hold()).isEmpty();
  }

  @Test
  void leavesATableAloneThatIsThere() {
    create();
    String before = sales.load().metadata().metadataFileLocation();

    new CreateTable(
            lake, ContractScene.contract(ContractScene.column("more", ContractScene.where())))
        .execute();

    assertThat(sales.load().metadata().metadataFileLocation()).isEqualTo(before);
  }

  @Test
  void createsOneTableWhenSeveralDo() throws Exception {
    Race.of(
        4,
        racer -> {
          try (Lake own = TestLakes.open(folder)) {
            new CreateTable(own, ContractScene.contract()).execute();
            return null;
          }
        });

    assertThat(lake.catalog().listTables(lake.namespace())).containsExactly(lake.table("sales"));
    assertThat(sales.load().metadata().snapshots()).hasSize(1);
  }

  @Test
  void createsTheTableOfRejectedRecordsOnce() throws Exception {
    RejectedTable rejected = new RejectedTable(lake, ContractScene.contract());

    Race.of(
        4,
        racer -> {
          rejected.create();
          return null;
        });

    assertThat(rejected.exists()).isTrue();
    assertThat(lake.catalog().loadTable(lake.table("sales_rejected")).properties())
        .containsEntry("comment", "Records of sales that do not fit its contract");
  }

  private void create() {
    new CreateTable(lake, ContractScene.contract()).execute();
  }

  private Table table() {
    return sales.iceberg();
  }
}
