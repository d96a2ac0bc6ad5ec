package dev.firn.kill;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.engine.AuditRequest;
import dev.firn.engine.Engine;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.QueryResult;
import dev.firn.engine.RuleOutcome;
import dev.firn.engine.Written;
import dev.firn.fetch.HttpFetcher;
import dev.firn.lake.LocalLake;
import dev.firn.run.FeedRun;
import dev.firn.run.Program;
import dev.firn.run.Progress;
import dev.firn.run.Step;
import dev.firn.run.Workbench;
import dev.firn.spark.SparkEngineProvider;
import dev.firn.table.Counts;
import dev.firn.table.RunFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * The program as its users start it, with one thing added: the process ends at a given boundary, at once and without
 * a word, as when the machine goes away.
 */
final class KilledRun {

  private KilledRun() {}

  /**
   * @param args the project's folder, and the boundary to die at: {@code step:started}, {@code step:finished},
   *     {@code classified}, {@code written} or {@code rejected-stored}
   */
  public static void main(String[] args) throws IOException {
    Path project = Path.of(args[0]);
    Boundary boundary = new Boundary(args[1]);
    Contract contract = new Contracts(project).readAll().get(0);
    try (LocalLake lake = LocalLake.open(project.resolve("lake"));
        Workbench bench =
            new Workbench(
                lake, same -> new Dying(new SparkEngineProvider().open(same), boundary), boundary, Clock.systemUTC())) {
      new FeedRun(bench, new HttpFetcher(Program.version()), contract).execute(contract.tables());
    }
    Runtime.getRuntime().exit(0);
  }

  private record Boundary(String last) implements Progress {

    @Override
    public void started(String table, Step step) {
      reached(step.name().toLowerCase(Locale.ROOT) + ":started");
    }

    @Override
    public void finished(String table, Step step, String what) {
      reached(step.name().toLowerCase(Locale.ROOT) + ":finished");
    }

    void reached(String here) {
      if (here.equals(last)) {
        Runtime.getRuntime().halt(137);
      }
    }
  }

  /** Boundaries within the merge. */
  private record Dying(Engine engine, Boundary boundary) implements Engine {

    @Override
    public Proposal propose(MergeRequest request) {
      Proposal proposal = engine.propose(request);
      boundary.reached("classified");
      return new DyingProposal(proposal, boundary);
    }

    @Override
    public List<RuleOutcome> audit(AuditRequest request) {
      return engine.audit(request);
    }

    @Override
    public QueryResult query(String sql, int maxRows) {
      return engine.query(sql, maxRows);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private record DyingProposal(Proposal proposal, Boundary boundary) implements Proposal {

    @Override
    public Counts counts() {
      return proposal.counts();
    }

    @Override
    public long withUnknownFields() {
      return proposal.withUnknownFields();
    }

    @Override
    public Written write(String branch, RunFacts facts) {
      boundary.reached("branch-cut");
      Written written = proposal.write(branch, facts);
      boundary.reached("written");
      return written;
    }

    @Override
    public void storeRejected() {
      proposal.storeRejected();
      boundary.reached("rejected-stored");
    }

    @Override
    public void close() {
      proposal.close();
    }
  }
}
