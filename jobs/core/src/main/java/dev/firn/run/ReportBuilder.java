package dev.firn.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.contract.Contract;
import dev.firn.engine.Proposal;
import dev.firn.engine.RuleOutcome;
import dev.firn.engine.Written;
import dev.firn.raw.Batch;
import dev.firn.table.Counts;
import dev.firn.table.Hold;
import dev.firn.table.TableState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gathers what a run does, tells the listener of its steps, and stores the run record. */
final class ReportBuilder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workbench bench;
  private final Contract contract;
  private final String table;
  private final String runId;
  private final String startedAt;
  private final Map<String, Long> millis = new LinkedHashMap<>();
  private Step step;
  private long stepStarted;
  private TableReport.Landed landed;
  private RunOutcome outcome;
  private String message;
  private List<String> next = List.of();
  private String batches;
  private int merges;
  private Counts counts;
  private long withUnknownFields;
  private List<RuleOutcome> checks = List.of();
  private Written written;
  private Long before;

  ReportBuilder(Workbench bench, Contract contract, String table, String runId) {
    this.bench = bench;
    this.contract = contract;
    this.table = table;
    this.runId = runId;
    this.startedAt = bench.clock().instant().truncatedTo(ChronoUnit.MICROS).toString();
  }

  void landed(FeedFetch.Landed batch) {
    if (batch != null) {
      landed = batch.toReport();
      add(Step.FETCH, batch.fetchMillis());
      add(Step.LAND, batch.landMillis());
    }
  }

  void before(TableState state) {
    before = state.main().snapshotId();
  }

  void started(Step started) {
    stop();
    step = started;
    stepStarted = bench.clock().millis();
    bench.progress().started(subject(), started);
  }

  void finished(Step ended, String result) {
    bench.progress().finished(subject(), ended, result);
  }

  void note(Step during, String text) {
    bench.progress().note(subject(), during, text);
  }

  private Subject subject() {
    return new Subject(table, runId);
  }

  private void stop() {
    if (step != null) {
      add(step, bench.clock().millis() - stepStarted);
      step = null;
      bench.progress().stopped();
    }
  }

  private void add(Step of, long duration) {
    millis.merge(of.name().toLowerCase(Locale.ROOT), duration, Long::sum);
  }

  /** Forgets the attempt before, which came to nothing. */
  void startOver() {
    batches = null;
    counts = null;
    withUnknownFields = 0;
    checks = List.of();
    written = null;
  }

  void batches(String range) {
    batches = range;
    merges++;
  }

  void proposed(Proposal proposal) {
    counts = proposal.counts();
    withUnknownFields = proposal.withUnknownFields();
  }

  void written(Written files) {
    written = files;
  }

  void checks(List<RuleOutcome> outcomes) {
    checks = List.copyOf(outcomes);
  }

  /**
   * @param purpose of the run: what also excludes or leaves what main showed is undone, not rolled
   *     back
   */
  void published(Purpose purpose) {
    outcome = RunOutcome.PUBLISHED;
    next =
        List.of(
            purpose.goesBack() || !purpose.without().isEmpty()
                ? "firn undo " + table
                : "firn rollback %s --to before:%s".formatted(table, runId));
  }

  void proposed(String branch) {
    outcome = RunOutcome.PROPOSED;
    next =
        List.of(
            "firn diff %s main %s".formatted(table, branch),
            "firn publish %s %s".formatted(table, runId));
  }

  void because(String why) {
    message = why;
  }

  void unchanged() {
    outcome = RunOutcome.UNCHANGED;
  }

  void held(TableState state, Hold hold, List<Long> waiting) {
    outcome = RunOutcome.HELD;
    message = hold.reason();
    next = Decisions.next(table, state, hold, waiting);
  }

  void skipped(String rules, List<Long> excluded) {
    outcome = RunOutcome.SKIPPED;
    message =
        "the audit failed (%s), so the batches were excluded, as the contract says"
            .formatted(rules);
    next = List.of("firn include %s %s".formatted(table, Decisions.batches(excluded)));
  }

  void unreadable(Batch batch) {
    outcome = RunOutcome.UNREADABLE;
    message =
        "batch %d has landed but cannot be read: %s; %s holds its bytes"
            .formatted(batch.seq(), batch.unreadable(), batch.unreadableBody().orElseThrow());
    next = List.of("firn run " + table);
  }

  ReportBuilder conflict(int tries, Purpose purpose) {
    outcome = RunOutcome.CONFLICT;
    message = "main of %s moved %d times while this run merged".formatted(table, tries);
    next = List.of(purpose.command(table));
    return this;
  }

  TableReport finish(TableState after) {
    stop();
    TableReport report =
        new TableReport(
            table,
            runId,
            outcome,
            message,
            next,
            landed,
            batches,
            merges,
            counts,
            withUnknownFields,
            checks,
            written == null ? 0 : written.filesTouched(),
            written == null ? 0 : written.filesRead(),
            written == null ? 0 : written.filesSkipped(),
            before,
            after.main().snapshotId(),
            millis,
            bench.meter().take(),
            contract.digest(),
            Program.version(),
            startedAt);
    try {
      bench.lake().store().create(RunRecords.key(runId, table), JSON.writeValueAsBytes(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store the record of run " + runId, e);
    }
    bench.progress().ended(report);
    return report;
  }
}
