package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoingBackTest {

  @TempDir private Path folder;
  private CliScene scene;
  private ScenesTable table;
  private Names names;

  @BeforeEach
  void open() {
    scene = new CliScene(folder);
    scene.land("{\"rows\": [{\"id\": \"a\"}]}");
    scene.land("{\"rows\": [{\"id\": \"b\"}]}");
    table = scene.table("quakes");
    names =
        new Names()
            .snapshot("R1", table.publish("r1", 1, 5))
            .snapshot("R2", table.publish("r2", 2, 2));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private String said(String... args) {
    Said said = scene.firn(args);
    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).isEmpty();
    return names.in(said.out());
  }

  @Test
  void rollbackSaysWhatItDidAndHowToGoOn() {
    assertThat(said("rollback", "quakes", "--to", "before:r2"))
        .isEqualTo(
            """
            quakes: main went from snapshot R2 to R1
              rows       7 -> 5
              schema     the same
              applied    batches up to 1
              out        run r2
              waiting    batch 2
              verified   main, columns and position, by looking again
              decide     leave the batches out:  firn exclude quakes 2 --reason "…"
                         merge them again:       firn release quakes
              undo       firn undo quakes
            """);
  }

  @Test
  void aDryRunSaysTheSameAndDoesNothing() {
    long main = table.main();

    assertThat(said("rollback", "quakes", "--to", "r1", "--exclude", "2", "--dry-run"))
        .isEqualTo(
            """
            quakes: main would go from snapshot R2 to R1
              rows       7 -> 5
              schema     the same
              applied    batches up to 1
              out        run r2
              excluded   batch 2
              do it      the same command without --dry-run
            """);
    assertThat(table.main()).isEqualTo(main);
  }

  @Test
  void undoTakesItBack() {
    said("rollback", "quakes", "--to", "r1", "--merge-again");

    assertThat(said("undo", "quakes"))
        .isEqualTo(
            """
            quakes: main went from snapshot R1 to R2
              rows       5 -> 7
              schema     the same
              applied    batches up to 2
              back in    run r2
              verified   main, columns and position, by looking again
              undo       firn undo quakes
            """);
  }

  @Test
  void goingWhereItIsDoesNothing() {
    assertThat(said("rollback", "quakes", "--to", "r2"))
        .isEqualTo("quakes: main is at snapshot R2 already\n");
  }

  @Test
  void rollbackInJson() {
    assertThat(said("rollback", "quakes", "--to", "r1", "--merge-again", "--output", "json"))
        .isEqualTo(
            """
            {
              "dryRun" : false,
              "tables" : [ {
                "table" : "quakes",
                "from" : "R2",
                "to" : "R1",
                "rowsBefore" : 7,
                "rowsAfter" : 5,
                "schemaBefore" : [ COLUMNS ],
                "schemaAfter" : [ COLUMNS ],
                "through" : 1,
                "abandoned" : [ "r2" ],
                "regained" : [ ],
                "batches" : [ 2 ],
                "excluded" : [ ],
                "unpublishable" : [ ],
                "held" : false,
                "staying" : [ ]
              } ],
              "errors" : [ ]
            }
            """
                .replace(
                    "COLUMNS",
                    "\"id string\", \"firn_extra string\", \"firn_run_id string\", \"firn_seq long\", "
                        + "\"firn_raw string\", \"firn_pointer string\", \"firn_order string\", \"firn_hash binary\""));
  }

  @Test
  void undoInJsonIsOneOfThese() {
    said("rollback", "quakes", "--to", "r1", "--merge-again");

    assertThat(said("undo", "quakes", "--output", "json"))
        .startsWith(
            "{\n  \"dryRun\" : false,\n  \"tables\" : [ {\n    \"table\" : \"quakes\",\n    \"from\" : \"R1\",\n    \"to\" : \"R2\",\n");
  }

  @Test
  void oneTableThatFailsDoesNotKeepTheOthers() {
    scene.contract("aftershocks");
    ScenesTable other = scene.table("aftershocks");
    other.publish("a1", 1, 1);
    Said said = scene.firn("rollback", "quakes", "aftershocks", "--to", "r1");

    assertThat(names.in(said.out())).startsWith("quakes: main went from snapshot R2 to R1\n");
    assertThat(names.in(said.err()))
        .isEqualTo(
            """
            firn: aftershocks: there is no point 'r1': neither a run, a snapshot, a tag or branch, nor a time within the history
            next: points of main, newest first: a1, SNAPSHOT; firn history shows them all
            """);
    assertThat(said.exitCode()).isEqualTo(2);
  }

  @Test
  void whatFailedStandsBesideTheRestInJson() {
    scene.contract("aftershocks");
    Said said =
        scene.firn("rollback", "quakes", "aftershocks", "--to", "r1", "--dry-run", "--output=json");

    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out())
        .endsWith(
            """
              } ],
              "errors" : [ {
                "tables" : [ "aftershocks" ],
                "fault" : "USAGE",
                "exitCode" : 2,
                "message" : "there is no table aftershocks in the lake PROJECT/lake",
                "next" : "firn status lists what there is; a table comes from its contract with the first firn run"
              } ]
            }
            """);
  }

  @Test
  void batchesBelongToAFeed() {
    scene.contract("aftershocks");

    assertThat(scene.firn("rollback", "quakes", "aftershocks", "--to", "r1", "--exclude", "2"))
        .isEqualTo(
            new Said(
                2,
                "",
                """
                firn: --exclude names batches of one feed, and these tables have several
                next: roll them back one by one, or without --exclude
                """));
    assertThat(scene.firn("rollback", "quakes", "--to", "r1", "--exclude", "9").err())
        .startsWith("firn: quakes: feed quakes has no batch 9; its last one is 2\n");
    assertThat(names.in(Long.toString(table.main()))).isEqualTo("R2");
  }

  @Test
  void withoutARollbackThereIsNothingToUndo() {
    assertThat(scene.firn("undo", "quakes"))
        .isEqualTo(
            new Said(
                2,
                "",
                """
                firn: quakes: there is nothing to undo on quakes: no rollback since main last moved
                next: firn history quakes shows every point; firn rollback quakes --to POINT goes to one
                """));
  }

  @Test
  void undoSaysWhatItWouldDo() {
    said("rollback", "quakes", "--to", "r1", "--merge-again");
    long main = table.main();

    assertThat(said("undo", "quakes", "--dry-run"))
        .isEqualTo(
            """
            quakes: main would go from snapshot R1 to R2
              rows       5 -> 7
              schema     the same
              applied    batches up to 2
              back in    run r2
              do it      the same command without --dry-run
            """);
    assertThat(table.main()).isEqualTo(main);
  }

  @Test
  void tablesAreNamedOrAllOfThem() {
    assertThat(scene.firn("rollback", "--to", "r1").err())
        .isEqualTo("firn: no table is named\nnext: name tables, or write --all\n");
    assertThat(scene.firn("undo", "quakes", "--all").err())
        .isEqualTo(
            "firn: --all means all tables, and some are named\nnext: name tables, or write --all\n");
    assertThat(said("rollback", "--all", "--to", "r1", "--dry-run"))
        .startsWith("quakes: main would go from snapshot R2 to R1\n");
  }

  @Test
  void asksWhoeverSitsThere() {
    Said no = scene.firnAnswering("n", "rollback", "quakes", "--to", "r1");
    assertThat(names.in(no.out()))
        .isEqualTo(
            """
            quakes: main would go from snapshot R2 to R1
              rows       7 -> 5
              schema     the same
              applied    batches up to 1
              out        run r2
              waiting    batch 2
            Go back? [y/N] nothing was changed
            """);
    assertThat(no.exitCode()).isZero();
    assertThat(names.in(Long.toString(table.main()))).isEqualTo("R2");

    assertThat(scene.firnAnswering("n", "rollback", "quakes", "--to", "r1", "--yes").out())
        .doesNotContain("[y/N]");
    assertThat(names.in(Long.toString(table.main()))).isEqualTo("R1");
    said("undo", "quakes");

    assertThat(scene.firnAnswering("y", "rollback", "quakes", "--to", "r1").out())
        .contains("Go back? [y/N] quakes: main went from snapshot");
  }
}
