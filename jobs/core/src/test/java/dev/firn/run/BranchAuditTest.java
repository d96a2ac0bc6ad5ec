package dev.firn.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.AuditBranch;
import dev.firn.table.CreateTable;
import dev.firn.table.History;
import dev.firn.table.Hold;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.Publish;
import dev.firn.table.Rollback;
import dev.firn.table.RunFacts;
import dev.firn.table.StagedRows;
import dev.firn.table.TableState;
import dev.firn.table.Verdict;
import dev.firn.testing.MemoryLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a branch of people's between its audit and main, and to main meanwhile. */
class BranchAuditTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-09-01T10:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path project;
  private final MemoryLake lake = new MemoryLake();
  private final LakeTable table = new LakeTable(lake, "things");
  private Contract contract;
  private Runnable meanwhile = () -> {};

  @BeforeEach
  void cutABranch() throws IOException {
    contract = contract("upsert");
    new CreateTable(lake, contract.tables().get(0)).execute();
    write("main", "a", 1);
    iceberg().manageSnapshots().createBranch("fix").commit();
    write("fix", "a", 2);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private Contract contract(String merge) throws IOException {
    Path file = project.resolve(merge + "/schemas/things.odcs.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        apiVersion: v3.1.0
        kind: DataContract
        id: things
        version: 1.0.0
        status: active
        servers:
          - {server: api, type: api, location: 'https://example.org/things.json'}
        schema:
          - name: things
            logicalType: object
            physicalType: table
            customProperties:
              - {property: firn.records, value: '/rows'}
              - {property: firn.merge, value: %s}
            properties:
              - {name: id, logicalType: string, primaryKey: true, required: true}
              - {name: v, logicalType: integer, physicalType: long, required: true}
        """
            .formatted(merge));
    return new Contracts(project.resolve(merge)).readAll().get(0);
  }

  @Test
  void publishesWhatWasAudited() {
    BranchAudit.Result result = audit();

    assertThat(result.passed()).isTrue();
    assertThat(result.run()).matches("20250901t100000_[0-9a-z]{5}_by_hand");
    assertThat(result.rows().changed()).isOne();
    assertThat(publish()).isEqualTo(Publish.Outcome.PUBLISHED);
    assertThat(main()).isEqualTo("{a=2}");
    assertThat(state().applied().through()).as("batches").isZero();
    assertThat(publish()).as("again").isEqualTo(Publish.Outcome.PUBLISHED);
    assertThat(new History(state()).lines().get(0))
        .returns("fix", History.Line::branch)
        .returns(null, History.Line::batches)
        .returns(result.run(), History.Line::run);
    assertThatThrownBy(this::audit)
        .hasMessage("branch fix of things is published already, by run %s", result.run());
  }

  @Test
  void leavesNothingOfWhatFailsItsAudit() {
    write("fix", "a", -1);

    assertThat(audit()).returns(false, BranchAudit.Result::passed).returns(null, r -> r.run());

    assertThat(state().metadata().refs()).containsOnlyKeys("main", "fix");
    assertThat(state().hold()).isEmpty();
    refuses(
        this::publish, Fault.USAGE, "branch fix of things has not passed an audit as it is now");
  }

  @Test
  void publishesTheAuditedSnapshotWhateverTheBranchHoldsSince() {
    String run = audit().run();
    write("fix", "a", -1);

    refuses(
        this::publish, Fault.USAGE, "branch fix of things has not passed an audit as it is now");
    assertThat(publish(run)).isEqualTo(Publish.Outcome.PUBLISHED);
    assertThat(main()).isEqualTo("{a=2}");
  }

  @Test
  void refusesWhenMainHasMovedSinceTheAudit() {
    String run = audit().run();
    long moved = write("main", "b", 1);

    assertThat(publish(run)).isEqualTo(Publish.Outcome.MAIN_MOVED);
    refuses(
        this::audit,
        Fault.CONFLICT,
        "main of things has moved since branch fix was cut from it, to snapshot " + moved);
    assertThat(main()).isEqualTo("{a=1, b=1}");
  }

  @Test
  void refusesWhenMainMovesDuringTheAudit() {
    meanwhile = () -> write("main", "b", 1);

    refuses(
        this::audit, Fault.CONFLICT, "main of things has moved since branch fix was cut from it");

    assertThat(state().metadata().refs()).containsOnlyKeys("main", "fix");
    assertThat(main()).isEqualTo("{a=1, b=1}");
  }

  @Test
  void refusesWhenMainGoesElsewhereAndComesBackDuringTheAudit() {
    long here = state().main().snapshotId();
    meanwhile =
        () -> {
          write("main", "b", 1);
          iceberg().manageSnapshots().rollbackTo(here).commit();
        };

    assertThatThrownBy(this::audit).isInstanceOf(FirnException.class);

    assertThat(state().proposals()).isEmpty();
    assertThat(main()).isEqualTo("{a=1}");
  }

  @Test
  void refusesWhenTheTableIsHeld() {
    String run = audit().run();
    new Verdict(table, state().position(), List.of(1L))
        .hold(new Hold("look first", null, null, "2025-09-01T10:00:00Z"));

    assertThat(publish(run)).isEqualTo(Publish.Outcome.HELD);
    assertThat(main()).isEqualTo("{a=1}");
  }

  @Test
  void isTakenBackLikeARunAndDoesNotReturnByAccident() {
    String run = audit().run();
    publish();

    new Rollback(table, new Point("before:" + run), Duration.ofDays(7), CLOCK).execute();

    assertThat(main()).isEqualTo("{a=1}");
    assertThat(state().hold()).as("nothing waits to be merged").isEmpty();
    assertThat(publish(run)).isEqualTo(Publish.Outcome.ABANDONED);
    refuses(
        this::publish, Fault.USAGE, "branch fix of things has not passed an audit as it is now");
    String again = audit().run();
    assertThat(publish(again)).as("audited anew").isEqualTo(Publish.Outcome.PUBLISHED);
    assertThat(main()).isEqualTo("{a=2}");
  }

  @Test
  void whatWasNeverAuditedIsNoPointToGoBackTo() {
    long halfway = state().branch("fix").orElseThrow().snapshotId();
    write("fix", "b", 2);
    audit();
    publish();

    refuses(
        () ->
            new Rollback(table, new Point(Long.toString(halfway)), Duration.ofDays(7), CLOCK)
                .execute(),
        Fault.USAGE,
        "main of things never showed snapshot " + halfway);
    assertThat(main()).isEqualTo("{a=2, b=2}");
  }

  @Test
  void saysWhenSomebodyHasMovedMainThere() {
    iceberg().manageSnapshots().fastForwardBranch("main", "fix").commit();

    refuses(
        this::audit,
        Fault.USAGE,
        "main of things shows branch fix already, and no audit has passed it: somebody moved main there outside Firn");
  }

  @Test
  void refusesRowsThatAreToldApartByTheirRecords() throws IOException {
    contract = contract("append");

    refuses(
        this::audit,
        Fault.USAGE,
        "rows of things are told apart by the records that they are from (firn.merge: append), and a row written by hand is from none");
  }

  @Test
  void refusesBranchesThatAreNotPeoples() {
    String run = audit().run();

    refuses(() -> audit("main"), Fault.USAGE, "main is what readers see");
    refuses(
        () -> audit("audit_" + run), Fault.USAGE, "branch audit_%s is Firn's own".formatted(run));
    refuses(() -> audit("other"), Fault.USAGE, "things has no branch other; there are: fix");
  }

  private static void refuses(Runnable what, Fault fault, String message) {
    assertThatThrownBy(what::run)
        .isInstanceOf(FirnException.class)
        .hasMessageStartingWith(message)
        .satisfies(e -> assertThat(((FirnException) e).fault()).isEqualTo(fault));
  }

  private BranchAudit.Result audit() {
    return audit("fix");
  }

  private BranchAudit.Result audit(String branch) {
    PlainEngine engine =
        new PlainEngine(lake) {
          @Override
          public List<dev.firn.engine.RuleOutcome> audit(dev.firn.engine.AuditRequest request) {
            meanwhile.run();
            return super.audit(request);
          }
        };
    try (Workbench bench = new Workbench(lake, any -> engine, Progress.SILENT, CLOCK)) {
      return new BranchAudit(bench, contract, contract.tables().get(0), branch).execute();
    }
  }

  private Publish.Outcome publish() {
    return publish(new StagedRows("things", "fix").run(state()));
  }

  private Publish.Outcome publish(String run) {
    TableState state = state();
    return state
        .branch(AuditBranch.name(run))
        .map(
            head ->
                new Publish(
                        table,
                        run,
                        RunFacts.of(head.summary()).orElseThrow().base(),
                        state.proposed(run).orElseThrow())
                    .execute())
        .orElseGet(() -> new Publish(table, run, state.position(), 0).execute());
  }

  /** Somebody who knows nothing of Firn; gives the branch's snapshot. */
  private long write(String branch, String id, long v) {
    Table now = iceberg();
    long before = now.refs().get(branch).snapshotId();
    TreeMap<String, Record> rows = new TreeMap<>(PlainEngine.rows(now, before));
    rows.put(id, PlainEngine.row(now, "theirs", 0, id, v));
    OverwriteFiles overwrite =
        now.newOverwrite().toBranch(branch).scanManifestsWith(PlainEngine.AT_ONCE);
    PlainEngine.files(now, before).forEach(overwrite::deleteFile);
    overwrite.addFile(PlainEngine.file(now, rows.values())).commit();
    return iceberg().refs().get(branch).snapshotId();
  }

  private Table iceberg() {
    return lake.catalog().loadTable(lake.table("things"));
  }

  private TableState state() {
    return table.load();
  }

  private String main() {
    TreeMap<String, Object> values = new TreeMap<>();
    PlainEngine.rows(iceberg(), state().main().snapshotId())
        .forEach((id, row) -> values.put(id, row.getField("v")));
    return values.toString();
  }
}
