package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.run.BranchAudit;
import dev.firn.run.Workbench;
import dev.firn.table.Counts;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "audit",
    description = {
      "Audit what you wrote to a branch of your own; firn publish shows it then.",
      "",
      "Cut a branch from main in a notebook or a Spark session, write to it, and let Firn look: keys",
      "are there once, and the contract's rulesets hold. What was audited is kept on a branch of",
      "Firn's, so that nothing else can be published; yours stays as it is. Rows that you added or",
      "changed get a firn_run_id that ends in _by_hand. They stay until the third party says",
      "something new about their key; firn replay makes the table of raw alone, without them.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ALTER TABLE earthquakes CREATE BRANCH fix",
      "  UPDATE earthquakes.branch_fix SET magnitude = 3.7 WHERE event_id = 'hv7091005'",
      "                           in Spark, with the names that your session has for the table",
      "  firn audit earthquakes --branch fix",
      "  firn diff earthquakes main fix --rows",
      "  firn publish earthquakes --branch fix"
    })
final class AuditCommand extends LakeCommand {

  private static final int FAILED = 3;

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
  private String table;

  @Option(
      names = "--branch",
      required = true,
      paramLabel = "NAME",
      description = "The branch, cut from what main shows.")
  private String branch;

  AuditCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    CommonOptions.Contracted contracted = options().table(shared(), table);
    try (Lake lake = options().openLake(shared());
        Patience patience = new Patience(shared().terminal().err(), "firn audit: ");
        Workbench bench =
            new Workbench(lake, shared().engines(), shared().progress(), shared().clock())) {
      BranchAudit.Result result =
          new BranchAudit(bench, contracted.contract(), contracted.table(), branch).execute();
      patience.stop();
      options().print(shared(), result, out -> print(out, result));
      return result.passed() ? 0 : FAILED;
    }
  }

  private void print(PrintWriter out, BranchAudit.Result result) {
    if (result.run() == null && result.passed()) {
      out.printf(
          "%s: branch %s holds what main shows, so there is nothing to audit%n", table, branch);
      return;
    }
    out.printf(
        "%s: branch %s %s, main is untouched%n",
        table, branch, result.passed() ? "passed its audit" : "FAILED its audit");
    Counts rows = result.rows();
    RunSummary.line(
        out,
        "rows",
        "%d new, %d changed, %d deleted".formatted(rows.added(), rows.changed(), rows.deleted()));
    RunSummary.checks(out, result.checks());
    if (result.passed()) {
      RunSummary.line(out, "run", result.run());
    }
    RunSummary.line(
        out, "look", options().again("firn diff %s main %s --rows".formatted(table, branch)));
    RunSummary.line(
        out,
        "next",
        result.passed()
            ? options().again("firn publish %s --branch %s".formatted(table, branch))
            : "correct the branch, then "
                + options().again("firn audit %s --branch %s".formatted(table, branch)));
  }
}
