package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import dev.firn.engine.AuditRequest;
import dev.firn.engine.Engine;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.QueryResult;
import dev.firn.engine.Rewritten;
import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiffRequest;
import dev.firn.engine.RuleOutcome;
import dev.firn.engine.StageRequest;
import dev.firn.engine.Written;
import dev.firn.table.Counts;
import dev.firn.table.RunFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.PositionOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deep look finds in files; what it finds in rows is for the tests beside Spark. */
class DoctorDeepTest {

  @TempDir private Path folder;
  private CliScene scene;
  private ScenesTable quakes;

  /** Finds every row as it should be. */
  private static final class Content implements Engine {

    @Override
    public Proposal propose(MergeRequest request) {
      return new Nothing();
    }

    @Override
    public List<RuleOutcome> audit(AuditRequest request) {
      throw new AssertionError("asked to audit");
    }

    @Override
    public QueryResult query(String sql, int maxRows) {
      return new QueryResult(List.of("trouble", "keys", "example"), List.of(), List.of(), false);
    }

    @Override
    public RowDiff diff(RowDiffRequest request) {
      throw new AssertionError("asked to compare");
    }

    @Override
    public Proposal stage(StageRequest request) {
      throw new AssertionError("asked to stage");
    }

    @Override
    public Rewritten rewrite(String table) {
      throw new AssertionError("asked to compact");
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private record Nothing() implements Proposal {

    @Override
    public Counts counts() {
      return Counts.NONE;
    }

    @Override
    public String highestOrder() {
      return "";
    }

    @Override
    public long withUnknownFields() {
      return 0;
    }

    @Override
    public long rejectedAsUnknown() {
      return 0;
    }

    @Override
    public RowLevelOperationMode mode() {
      return RowLevelOperationMode.COPY_ON_WRITE;
    }

    @Override
    public Written write(String branch, RunFacts facts) {
      throw new AssertionError("asked to write");
    }

    @Override
    public void storeRejected() {
      throw new AssertionError("asked to write");
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  @BeforeEach
  void open() {
    scene = new CliScene(folder, lake -> new Content());
    scene.itIs(Clock.systemUTC()); // By which files are as old as they are.
    for (String id : List.of("a", "b")) {
      scene.land("{\"rows\": [{\"id\": \"%s\"}]}".formatted(id));
    }
    quakes = scene.table("quakes");
    quakes.publish("r1", 1, 1);
    quakes.publish("r2", 2, 1);
    quakes.outside(DoctorDeepTest::writeFiles);
  }

  /** The files of scenes' tables are names only; here they are there. */
  private static void writeFiles(Table table) {
    for (Snapshot snapshot : table.snapshots()) {
      for (DataFile file : snapshot.addedDataFiles(table.io())) {
        try (PositionOutputStream out =
            table.io().newOutputFile(file.location()).createOrOverwrite()) {
          out.write(0);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private String deep(int exitCode) {
    Said said = scene.firn("doctor", "quakes", "--deep");
    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).as(said.out()).isEqualTo(exitCode);
    return new Names()
        .in(said.out())
        .replaceAll("[\\w.-]+(?<!/r\\d)\\.avro", "AVRO")
        .replaceAll("2\\d{7}t\\d{6}_\\w{5}", "FETCH");
  }

  private Path file(String name) throws IOException {
    return files(name).max(Comparator.comparing(Path::toString)).orElseThrow();
  }

  private Stream<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.walk(scene.lake())) {
      return files.filter(file -> file.getFileName().toString().matches(name)).toList().stream();
    }
  }

  @Test
  void findsNothingWhereAllIsWell() {
    scene.firn("rollback", "quakes", "--to", "before:r2", "--merge-again");
    scene.firn("undo", "quakes");
    scene.later(Duration.ofDays(2));

    assertThat(scene.firn("doctor", "quakes", "--deep"))
        .isEqualTo(new Said(0, "quakes: nothing to mend\n", ""));
  }

  @Test
  void findsFilesThatMainNeeds() throws IOException {
    Files.delete(file("r2.parquet"));

    assertThat(deep(6))
        .isEqualTo(
            """
            quakes: 1 finding
              ERROR    storage: 1 file is missing that 1 point inside the window needs
                       file://PROJECT/lake/warehouse/lake/quakes/data/r2.parquet
                       main needs them, so that queries fail
                       next bring them back from a backup, on S3 from older versions of the objects
                            firn rollback quakes --to SNAPSHOT --merge-again
            """);
  }

  @Test
  void findsFilesThatOnlyAPointNeeds() throws IOException {
    quakes.outside(
        table -> table.newDelete().deleteFile(file(table, "r1")).set("firn.through", "2").commit());
    Files.delete(file("r1.parquet"));

    assertThat(deep(6))
        .contains(
            """
              ERROR    storage: 1 file is missing that 2 points inside the window need
                       file://PROJECT/lake/warehouse/lake/quakes/data/r1.parquet
                       main needs none of them
                       next bring them back from a backup, on S3 from older versions of the objects
            """);
  }

  private static String file(Table table, String run) {
    for (Snapshot snapshot : table.snapshots()) {
      for (DataFile file : snapshot.addedDataFiles(table.io())) {
        if (file.location().contains(run)) {
          return file.location();
        }
      }
    }
    throw new IllegalStateException(run);
  }

  @Test
  void findsMissingManifests() throws IOException {
    Files.delete(file("snap-.*avro"));

    assertThat(deep(6)).contains("/quakes/metadata/AVRO\n").contains("1 file is missing that");
  }

  @Test
  void findsOrphansOnceNoJobCanBeWritingThem() throws IOException {
    Path orphan = file("r2.parquet").resolveSibling("orphan.parquet");
    Files.write(orphan, new byte[100_000]);
    assertThat(scene.firn("doctor", "--deep").out()).isEqualTo("quakes: nothing to mend\n");
    Files.setLastModifiedTime(
        orphan, FileTime.from(Clock.systemUTC().instant().minus(Duration.ofDays(2))));

    assertThat(deep(6).replaceAll("of [\\d,]+ bytes, \\d+ %", "of N bytes, P %"))
        .matches(
            """
            quakes: 1 finding
              WARNING  storage: 1 of the \\d+ files in its folder is an orphan, which nothing needs: 100,000 of N bytes, P %
                       such as file:///?PROJECT/lake/warehouse/lake/quakes/data/orphan.parquet
                       next firn maintain quakes
            """);
  }

  /** Whoever deletes orphans of one of two tables in a folder deletes the other's: pitfall 24. */
  @Test
  void callsNothingAnOrphanInAFolderThatTablesShare() throws IOException {
    quakes.catalog(
        (catalog, id) -> {
          Table mine = catalog.loadTable(id);
          Table other =
              catalog
                  .buildTable(
                      org.apache.iceberg.catalog.TableIdentifier.of(id.namespace(), "other"),
                      mine.schema())
                  .withLocation(mine.location())
                  .create();
          other.newFastAppend().appendFile(ScenesTable.someFile(other, "others", 1)).commit();
          writeFiles(other);
        });
    scene.later(Duration.ofDays(2));

    assertThat(naiveOrphans()).isNotEmpty();
    assertThat(deep(6))
        .contains("  ERROR    location: it shares its folder with table other: ")
        .doesNotContain("orphan,");
  }

  /** Files of the folder that the table itself does not know. */
  private List<Path> naiveOrphans() throws IOException {
    return files("others.parquet").toList();
  }

  @Test
  void findsBytesThatHaveChangedThoughTheirNumberHasNot() throws IOException {
    Path body = file("0.body");
    Files.writeString(body, Files.readString(body).replace("rows", "ROWS"));

    assertThat(deep(6))
        .matches(
            """
            quakes: 1 finding
              ERROR    raw: a body is not what the manifest says: rows made of it cannot be made again
                       raw/quakes/bodies/FETCH/0.body: has other bytes than it had, of batch \\d
                       next bring it back from a backup of PROJECT/lake, on S3 from an older version of the object
            """);
    assertThat(scene.firn("doctor").out()).isEqualTo("quakes: nothing to mend\n");
  }
}
