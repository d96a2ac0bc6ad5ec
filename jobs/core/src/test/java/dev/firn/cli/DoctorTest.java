package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables with one sickness each. */
class DoctorTest {

  private static final String ROWS = "{\"rows\": [{\"id\": \"a\"}]}";

  @TempDir private Path folder;
  private CliScene scene;
  private ScenesTable quakes;

  @BeforeEach
  void open() {
    scene = new CliScene(folder);
    scene.itIs(Clock.systemUTC()); // By which Iceberg writes when snapshots were made.
    scene.land(ROWS);
    quakes = scene.table("quakes");
    quakes.publish("r1", 1, 5);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** What doctor says, with words for what differs from time to time. */
  private String doctor(int exitCode, String... args) {
    Said said =
        scene.firn(Stream.concat(Stream.of("doctor"), Stream.of(args)).toArray(String[]::new));
    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).as(said.out()).isEqualTo(exitCode);
    return words(said.out());
  }

  private String words(String text) {
    return new Names()
        .in(text)
        .replaceAll("\\d{5}-[0-9a-f-]{36}\\.metadata\\.json", "METADATA")
        .replaceAll("2\\d{7}t\\d{6}_\\w{5}", "FETCH");
  }

  private Path newest(String glob) throws IOException {
    try (Stream<Path> files = Files.walk(scene.lake().resolve("warehouse"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(glob))
          .max(Comparator.comparing(Path::getFileName))
          .orElseThrow();
    }
  }

  @Test
  void findsNothingWhereAllIsWell() {
    scene.land("{\"rows\": [{\"id\": \"b\"}]}");
    quakes.publish("r2", 2, 1);
    scene.firn("rollback", "quakes", "--to", "before:r2", "--merge-again");
    scene.firn("undo", "quakes");

    assertThat(doctor(0)).isEqualTo("quakes: nothing to mend\n");
    assertThat(doctor(0, "--output", "json"))
        .isEqualTo(
            """
            {
              "deep" : false,
              "tables" : [ {
                "table" : "quakes",
                "findings" : [ ]
              } ]
            }
            """);
  }

  @Test
  void findsNothingWhereThereIsNoTableYet() {
    scene.contract("lights");

    assertThat(doctor(0)).isEqualTo("lights: nothing to mend\nquakes: nothing to mend\n");
  }

  @Test
  void findsAPointerThatDoesNotLoad() throws IOException {
    Files.delete(newest(".*metadata.json"));

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 1 finding
              ERROR    pointer: the catalog points quakes at metadata that does not load: METADATA is missing
                       file://PROJECT/lake/warehouse/lake/quakes/metadata/METADATA
                       the one before it, METADATA, loads
                       next firn doctor quakes --repair
            """);
    for (String command : List.of("status", "history quakes", "diff quakes", "run --no-fetch")) {
      Said said = scene.firn(command.split(" ", -1));
      assertThat(said.exitCode()).isEqualTo(2);
      assertThat(words(said.err()))
          .contains("the metadata of table quakes does not load: METADATA is missing\n")
          .contains(
              "next: firn doctor quakes --repair puts the table on the metadata before it, and asks first\n");
    }
  }

  @Test
  void tellsMachinesAll() throws IOException {
    Files.delete(newest(".*metadata.json"));

    assertThat(doctor(6, "--output", "json"))
        .isEqualTo(
            """
            {
              "deep" : false,
              "tables" : [ {
                "table" : "quakes",
                "findings" : [ {
                  "check" : "pointer",
                  "severity" : "ERROR",
                  "table" : "quakes",
                  "what" : "the catalog points quakes at metadata that does not load: METADATA is missing",
                  "evidence" : [ "file://PROJECT/lake/warehouse/lake/quakes/metadata/METADATA", "the one before it, METADATA, loads" ],
                  "next" : [ "firn doctor quakes --repair" ]
                } ]
              } ]
            }
            """);
  }

  /** The catalog would try metadata that is no JSON for a minute and a half. */
  @Test
  void findsMetadataThatIsCutOff() throws IOException {
    Path metadata = newest(".*metadata.json");
    String whole = Files.readString(metadata);
    Files.writeString(metadata, whole.substring(0, whole.length() / 2));

    assertThat(doctor(6)).contains("METADATA is damaged: it is no whole JSON\n");
    assertThat(words(scene.firn("history", "quakes").err()))
        .contains("the metadata of table quakes does not load: METADATA is damaged");
  }

  @Test
  void repairsWhatIsBrokenAndNothingElse() throws IOException {
    quakes.foreignAppend();
    Files.delete(newest(".*metadata.json"));

    Said refused = scene.firnAnswering("n", "doctor", "quakes", "--repair");
    assertThat(words(refused.out()))
        .isEqualTo(
            """
            quakes: would be put on the metadata before
              from       file://PROJECT/lake/warehouse/lake/quakes/metadata/METADATA
                         which is missing
              to         file://PROJECT/lake/warehouse/lake/quakes/metadata/METADATA
                         the catalog names it as the one before
              main       snapshot SNAPSHOT, 5 rows, batches up to 1
              forgets    snapshot SNAPSHOT
              again      the next run merges what landed after batch 1
              deletes    nothing
            Repair? [y/N] nothing was changed
            """);
    assertThat(scene.firn("doctor", "quakes", "--repair", "--dry-run").out())
        .endsWith("  do it      the same command without --dry-run\n");
    assertThat(scene.firn("history", "quakes").exitCode()).isEqualTo(2);

    Said repaired = scene.firnAnswering("y", "doctor", "quakes", "--repair");
    assertThat(repaired.exitCode()).isZero();
    assertThat(words(repaired.out()))
        .contains("quakes: was put on the metadata before\n")
        .endsWith(
            """
              deletes    nothing
              verified   the table loads, by looking again
              next       firn run quakes
            """);
    assertThat(doctor(0)).isEqualTo("quakes: nothing to mend\n");
    assertThat(scene.firn("doctor", "quakes", "--repair", "--yes").out())
        .isEqualTo("quakes: its metadata loads, nothing to repair\n");
  }

  @Test
  void repairsForMachines() throws IOException {
    Files.delete(newest(".*metadata.json"));

    assertThat(words(scene.firn("doctor", "quakes", "--repair", "--output", "json").out()))
        .isEqualTo(
            """
            {
              "dryRun" : false,
              "tables" : [ {
                "table" : "quakes",
                "from" : "file://PROJECT/lake/warehouse/lake/quakes/metadata/METADATA",
                "broken" : "is missing",
                "to" : "file://PROJECT/lake/warehouse/lake/quakes/metadata/METADATA",
                "because" : "the catalog names it as the one before",
                "snapshot" : "SNAPSHOT",
                "rows" : 0,
                "through" : 0,
                "lostSnapshots" : [ ],
                "lostRuns" : [ ]
              } ],
              "errors" : [ ]
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          doctor --yes, --dry-run and --yes belong to --repair
          doctor --repair, no table is named
          doctor quakes --repair --deep, --repair and --deep exclude each other
          doctor nothing --repair, there is no table nothing in the lake PROJECT/lake
          """)
  void refusesWhatMeansNothing(String command, String message) {
    Said said = scene.firn(command.split(" ", -1));

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).contains(message + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "4800000, 0, ''",
    "5100000, 6, WARNING 25",
    "10100000, 6, WARNING 50",
    "15100000, 6, ERROR 75"
  })
  void findsMetadataThatNearsGluesLimit(int bytes, int exitCode, String expected) {
    quakes.outside(table -> table.updateProperties().set("bloat", "x".repeat(bytes)).commit());

    String said = doctor(exitCode);

    if (expected.isEmpty()) {
      assertThat(said).isEqualTo("quakes: nothing to mend\n");
    } else {
      assertThat(said)
          .matches(
              """
              quakes: 1 finding
                %-8s metadata: its metadata file has %d.1 MB, \\d\\d %% of the 20 MB that Glue takes: above %s %%
                         snapshots 2, branches and tags 1, schemas 1, properties \\d+
                         next firn maintain quakes
              """
                  .formatted(
                      expected.split(" ", -1)[0], bytes / 1_000_000, expected.split(" ", -1)[1]));
    }
  }

  @Test
  void findsMetadataThatPilesUp() {
    property("write.metadata.delete-after-commit.enabled", "false");

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 1 finding
              WARNING  metadata: every commit leaves a metadata file of this size for good: write.metadata.delete-after-commit.enabled is not true
                       next firn run quakes --no-fetch
            """);
  }

  private void property(String key, String value) {
    quakes.outside(table -> table.updateProperties().set(key, value).commit());
  }

  @Test
  void findsAWindowThatIsNotHeldAndARunMendsIt() {
    quakes.outside(
        table ->
            table
                .manageSnapshots()
                .setMaxSnapshotAgeMs("main", Duration.ofDays(1).toMillis())
                .setMinSnapshotsToKeep("main", 1)
                .commit());

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 2 findings
              ERROR    window: main keeps its snapshots for PT24H, and the contract promises PT168H
                       the branch says PT24H, history.expire.max-snapshot-age-ms says PT168H
                       next firn run quakes --no-fetch
              ERROR    window: main keeps no more than 1 snapshot when all are old: after a quiet time there is nothing to go back to
                       next firn run quakes --no-fetch
            """);
    assertThat(scene.firn("run", "quakes", "--no-fetch").exitCode()).isZero();
    assertThat(doctor(0)).isEqualTo("quakes: nothing to mend\n");
  }

  @Test
  void findsPropertiesThatLetOthersExpireEarlier() {
    property("history.expire.max-snapshot-age-ms", "3600000");
    property("vacuum_max_snapshot_age_seconds", "432000");
    property("vacuum_min_snapshots_to_keep", "1");
    property("write.metadata.previous-versions-max", "1");
    property("gc.enabled", "false");

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 5 findings
              ERROR    window: main keeps its snapshots for PT1H, and the contract promises PT168H
                       the branch says PT168H, history.expire.max-snapshot-age-ms says PT1H
                       next firn run quakes --no-fetch
              WARNING  window: Athena's VACUUM would expire what is older than PT120H, and the contract promises PT168H
                       vacuum_max_snapshot_age_seconds is 432000
                       next firn run quakes --no-fetch
              WARNING  window: Athena's VACUUM would leave no more than 1 snapshot
                       vacuum_min_snapshots_to_keep is 1
                       next firn run quakes --no-fetch
              WARNING  window: only the metadata file before the last is kept: were both lost, nothing could be repaired from
                       write.metadata.previous-versions-max is 1
                       next firn run quakes --no-fetch
              NOTE     window: nothing of it is ever expired: gc.enabled is false, as of a table whose files are another's too
                       next in Spark SQL: ALTER TABLE firn.lake.quakes SET TBLPROPERTIES ('gc.enabled'='true')
            """);
  }

  @Test
  void findsAPointInsideTheWindowThatIsGone() {
    quakes.publish("r2", 2, 1);
    quakes.outside(
        table ->
            table
                .expireSnapshots()
                .expireSnapshotId(table.currentSnapshot().parentId())
                .cleanExpiredFiles(false)
                .commit());

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 1 finding
              ERROR    window: main showed snapshot SNAPSHOT until TIME, inside the window, and it is gone: somebody else expires snapshots
                       the oldest point that there is: snapshot SNAPSHOT of TIME
                       next find who does, and stop it: Athena's VACUUM, Glue's optimizers, a job of your own
                            firn history quakes
            """);
  }

  /** What pins storage for good: pitfall 24. Others' branches have no RETAIN unless they say so. */
  @Test
  void findsBranchesThatNobodyEnds() {
    quakes.outside(
        table ->
            table
                .manageSnapshots()
                .createBranch("experiment", table.currentSnapshot().snapshotId())
                .createTag("keep_me", table.currentSnapshot().snapshotId())
                .createBranch("short", table.currentSnapshot().snapshotId())
                .setMaxRefAgeMs("short", 1)
                .commit());
    scene.later(Duration.ofDays(3650));

    assertThat(doctor(6, "quakes"))
        .isEqualTo(
            """
            quakes: 3 findings
              WARNING  branches: branch experiment has no end: it keeps its snapshots for good
                       it points at snapshot SNAPSHOT of TIME
                       next in Spark SQL: ALTER TABLE firn.lake.quakes DROP BRANCH `experiment`, if nobody needs it
              WARNING  branches: branch short should have ended at TIME, and still keeps its snapshots
                       it points at snapshot SNAPSHOT of TIME
                       next firn maintain quakes
              NOTE     branches: tag keep_me has no end: it keeps its snapshot for good
                       it points at snapshot SNAPSHOT of TIME
                       next in Spark SQL: ALTER TABLE firn.lake.quakes DROP TAG `keep_me`, if nobody needs it
            """);
  }

  @Test
  void findsSmallFiles() {
    quakes.outside(table -> append(table, 120, 1_000));

    assertThat(doctor(6))
        .contains(
            """
              WARNING  files: main has 121 files of 991 bytes on average, and 1 would do
                       next firn maintain quakes
            """);
  }

  private static void append(Table table, int files, long bytes) {
    var append = table.newFastAppend();
    for (int i = 0; i < files; i++) {
      append.appendFile(ScenesTable.someFile(table, "small-" + i, bytes));
    }
    append.commit();
  }

  @Test
  void largeFilesAreFine() {
    quakes.outside(table -> append(table, 120, 500_000_000));

    assertThat(doctor(6)).doesNotContain("files:");
  }

  @Test
  void findsManyManifests() {
    quakes.outside(
        table -> {
          for (int i = 0; i < 110; i++) {
            table
                .newFastAppend()
                .appendFile(ScenesTable.someFile(table, "one-" + i, 500_000_000))
                .commit();
          }
        });

    assertThat(doctor(6))
        .contains(
            """
              WARNING  files: main lists its 111 files in 111 manifests, each of which a query opens
                       next firn maintain quakes
            """);
  }

  @Test
  void findsManyDeleteFiles() {
    quakes.outside(
        table -> {
          var delta = table.newRowDelta();
          for (int i = 0; i < 101; i++) {
            delta.addDeletes(
                FileMetadata.deleteFileBuilder(PartitionSpec.unpartitioned())
                    .ofPositionDeletes()
                    .withPath(table.locationProvider().newDataLocation("deletes-" + i + ".parquet"))
                    .withFormat(FileFormat.PARQUET)
                    .withFileSizeInBytes(1)
                    .withRecordCount(1)
                    .build());
          }
          delta.commit();
        });

    assertThat(doctor(6))
        .contains(
            """
              WARNING  files: main has delete files: 101 beside 1 of data, and a query reads both
                       next firn maintain quakes
            """);
  }

  @Test
  void findsBatchesThatNobodyMerges() {
    scene.land("{\"rows\": [{\"id\": \"b\"}]}");
    scene.land("{\"rows\": [{\"id\": \"c\"}]}");
    assertThat(doctor(0)).isEqualTo("quakes: nothing to mend\n");
    scene.later(Duration.ofHours(3));

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 1 finding
              WARNING  pending: 2 batches have landed and were never applied, the oldest at TIME
                       batches 2-3
                       next firn run quakes --no-fetch
            """);
  }

  @Test
  void findsATableThatWaitsForADecision() {
    scene.land("{\"rows\": [{\"id\": \"b\"}]}");
    quakes.hold("r2", 2, 1);

    assertThat(doctor(6, "--project", folder.toString()))
        .isEqualTo(
            """
            quakes: 1 finding
              WARNING  pending: merging waits for a decision since TIME: the audit of run r2 failed: RowCount > 10
                       batch 2
                       next firn exclude quakes 2 --reason "…" --project PROJECT
                            firn publish quakes r2 --accept "…" --project PROJECT
                            firn release quakes --project PROJECT
            """);
  }

  @Test
  void findsAContractThatHasChanged() throws IOException {
    contract("{name: id,", "{name: place, logicalType: string}\n      - {name: id,");

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 1 finding
              WARNING  contract: its contract has changed since
                       + column place string
                       its rows were made by another contract
                       next firn plan quakes
                            firn apply quakes
            """);
  }

  @Test
  void findsATableThatDoesNotFitItsContract() throws IOException {
    contract("logicalType: string, primaryKey", "logicalType: integer, primaryKey");

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 1 finding
              ERROR    contract: it does not fit its contract, so that no run merges into it
                       id is string in the table and int in the contract
                       next firn plan quakes
            """);
  }

  private void contract(String from, String to) throws IOException {
    Path file = folder.resolve("schemas/quakes.odcs.yaml");
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  @Test
  void findsRowsThatSomebodyElseChanged() {
    long before = quakes.main();
    quakes.foreignAppend();

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 1 finding
              WARNING  foreign: somebody else than Firn changed rows of main, and no raw log has what they wrote
                       TIME, spark: snapshot SNAPSHOT, append, +1 -0 rows
                       next firn diff quakes SNAPSHOT SNAPSHOT --rows
                            firn rollback quakes --to SNAPSHOT --merge-again
            """);
    scene.firn("rollback", "quakes", "--to", Long.toString(before), "--merge-again");
    assertThat(doctor(0)).isEqualTo("quakes: nothing to mend\n");
  }

  @Test
  void aCompactionIsANote() {
    quakes.outside(
        table -> {
          DataFile old = table.currentSnapshot().addedDataFiles(table.io()).iterator().next();
          table
              .newRewrite()
              .deleteFile(old)
              .addFile(ScenesTable.someFile(table, "compacted", 1))
              .commit();
        });

    assertThat(doctor(0))
        .isEqualTo(
            """
            quakes: 1 finding
              NOTE     foreign: files were written anew outside Firn, with the same rows
                       TIME, an unnamed writer: snapshot SNAPSHOT, replace, +1 -5 rows
                       next firn diff quakes
            """);
  }

  @Test
  void findsATableThatSharesItsFolder() {
    quakes.catalog(
        (catalog, id) ->
            catalog.registerTable(
                TableIdentifier.of(id.namespace(), "copy"), metadata(catalog.loadTable(id))));

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 1 finding
              ERROR    location: it shares its folder with table copy: who deletes orphans of one deletes files of the other
                       file://PROJECT/lake/warehouse/lake/quakes
                       file://PROJECT/lake/warehouse/lake/quakes
                       next let nobody delete orphans of either: Athena's VACUUM, Glue's optimizers, remove_orphan_files
                            give the contract's table another name, firn run makes it in a folder of its own from all that has landed; or drop copy without purging, if it is only another name
            """);
  }

  private static String metadata(Table table) {
    return ((org.apache.iceberg.BaseTable) table).operations().current().metadataFileLocation();
  }

  /** Iceberg and SQLite take both, Glue and Athena see one. */
  @Test
  void findsTablesWhoseNamesDifferByCaseOnly() {
    quakes.catalog(
        (catalog, id) -> {
          Schema schema = new Schema(Types.NestedField.required(1, "id", Types.StringType.get()));
          catalog.createTable(TableIdentifier.of(id.namespace(), "Quakes"), schema);
          assertThat(catalog.listTables(id.namespace())).hasSize(2);
        });

    assertThat(doctor(6))
        .contains(
            """
              ERROR    names: table Quakes has the same name but for capitals: Glue and Athena take both for one
            """)
        .contains(
            "next give one of them another name in its contract; firn run makes it from all that has landed\n");
  }

  @Test
  void findsColumnsWhoseNamesDifferByCaseOnly() throws IOException {
    quakes.outside(
        table ->
            table
                .updateSchema()
                .addColumn("ID", Types.StringType.get())
                .addColumn(
                    "place",
                    Types.StructType.of(
                        Types.NestedField.optional(100, "lat", Types.DoubleType.get()),
                        Types.NestedField.optional(101, "Lat", Types.DoubleType.get())))
                .commit());

    assertThat(doctor(6))
        .contains(
            """
              ERROR    names: columns id and ID have the same name but for capitals: Spark's SQL and Athena cannot tell which is meant
                       next rename one in the contract (its property keeps its id), then firn apply quakes
              ERROR    names: columns place.lat and place.Lat have the same name but for capitals: Spark's SQL and Athena cannot tell which is meant
            """);
  }

  /** A check that cannot look says so, and the others look all the same. */
  @Test
  void oneCheckThatFailsHidesNoOther() {
    property("vacuum_max_snapshot_age_seconds", "many");
    quakes.foreignAppend();

    assertThat(doctor(6))
        .contains(
            """
              WARNING  window: could not look: For input string: "many"
                       next firn doctor quakes
            """)
        .contains("  WARNING  foreign: somebody else than Firn changed rows of main");
  }

  /** What the branch of a run is like whose run was killed. */
  @Test
  void branchesOfOldRunsAreNamed() {
    quakes.leave("r2", 2, 1);
    quakes.foreignAppend();
    SnapshotRef[] left = new SnapshotRef[1];
    quakes.outside(table -> left[0] = table.refs().get("audit_r2"));
    assertThat(left[0]).isNotNull();
    assertThat(doctor(6)).doesNotContain("branches:");
    scene.later(Duration.ofDays(2));

    assertThat(doctor(6, "quakes"))
        .contains(
            """
              NOTE     branches: branch audit_r2 is of a run that main has left behind, so that nothing can publish it
                       it points at snapshot SNAPSHOT of TIME
                       the next run that merges drops it; else it ends at TIME
                       next firn run quakes
            """);
  }
}
