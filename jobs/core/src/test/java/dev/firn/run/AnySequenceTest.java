package dev.firn.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.Contract;
import dev.firn.contract.Contracts;
import dev.firn.engine.Rewritten;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.fetch.Answer;
import dev.firn.land.Condition;
import dev.firn.land.Landing;
import dev.firn.raw.RawLog;
import dev.firn.table.Compaction;
import dev.firn.table.Decide;
import dev.firn.table.Exclusion;
import dev.firn.table.Hold;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.Publish;
import dev.firn.table.Rollback;
import dev.firn.table.RunFacts;
import dev.firn.table.TableState;
import dev.firn.table.Undo;
import dev.firn.table.Upkeep;
import dev.firn.testing.MemoryLake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * Whatever people, runs and others do in whatever order, also in the middle of each other and
 * killed anywhere: main shows what the definition says, and every point that it ever showed can be
 * gone back to. Real runs on real tables in memory, against a model of a few maps; a sequence that
 * fails is shrunk, and printed with its seed.
 */
class AnySequenceTest {

  private static final String FEED = "things";

  private static Path folder;
  private static Contract narrow;
  private static Contract wide;

  /** What somebody does; refusals are fine, anything untrue afterwards is not. */
  enum Move {
    LAND,
    LAND_BAD,
    RUN,
    RUN_KILLED,
    RUN_OVERTAKEN,
    REPLAY,
    REPLAY_WITHOUT,
    REPLAY_FROM,
    REVIEW,
    PUBLISH_REVIEWED,
    ACCEPT,
    EXCLUDE,
    INCLUDE,
    RELEASE,
    ROLLBACK,
    ROLLBACK_EXCLUDING,
    ROLLBACK_MERGING_AGAIN,
    UNDO,
    WIDEN_CONTRACT,
    APPEND_OUTSIDE,
    COMPACT_OUTSIDE,
    EXPIRE_OUTSIDE,
    MAINTAIN,
    ROLLBACK_OUTSIDE
  }

  /**
   * @param choice which of what there is to choose from
   */
  record Step(Move move, int choice, Move meanwhile) {
    @Override
    public String toString() {
      return move + " " + choice + (move == Move.RUN_OVERTAKEN ? " by " + meanwhile : "");
    }
  }

  @BeforeContainer
  static void contracts() throws IOException {
    folder = Files.createTempDirectory("any-sequence-");
    narrow = contract("narrow", "");
    wide = contract("wide", "      - {name: w, logicalType: integer}\n");
  }

  @AfterContainer
  static void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file); // The search for a shorter sequence may still be at work.
      }
    }
  }

  private static Contract contract(String name, String columns) throws IOException {
    Path project = folder.resolve(name);
    Files.createDirectories(project.resolve("schemas"));
    Files.writeString(
        project.resolve("schemas/things.odcs.yaml"),
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
            properties:
              - {name: id, logicalType: string, primaryKey: true, required: true}
              - name: v
                logicalType: integer
                physicalType: long
                required: true
        """
            + columns);
    return new Contracts(project).readAll().get(0);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Move> moves =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(Move.LAND)),
            Tuple.of(5, Arbitraries.just(Move.RUN)),
            Tuple.of(9, Arbitraries.of(Move.class)));
    return Combinators.combine(moves, Arbitraries.integers().between(0, 999), moves)
        .as(Step::new)
        .list()
        .ofMinSize(12)
        .ofMaxSize(40);
  }

  @Property(
      tries = 100,
      seed = "11",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  void staysTrue(@ForAll("steps") List<Step> steps) {
    play(steps);
  }

  /** Without a seed and with more tries this looks for what nobody has thought of. */
  @Tag("full")
  @Property(
      tries = 600,
      seed = "2026",
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  void staysTrueHundredsOfTimes(@ForAll("steps") List<Step> steps) {
    play(steps);
  }

  /**
   * What was found at random once: only the table's own memory says what those rows are made of.
   */
  @Example
  void knowsTheBatchesOfAPointWhoseAncestorsHaveExpired() {
    play(
        List.of(
            new Step(Move.LAND_BAD, 629, Move.RUN),
            new Step(Move.APPEND_OUTSIDE, 26, Move.RUN),
            new Step(Move.RUN, 14, Move.RUN),
            new Step(Move.COMPACT_OUTSIDE, 9, Move.RUN),
            new Step(Move.RELEASE, 282, Move.RUN),
            new Step(Move.ROLLBACK_EXCLUDING, 57, Move.RUN),
            new Step(Move.UNDO, 12, Move.RUN),
            new Step(Move.MAINTAIN, 10, Move.RUN),
            new Step(Move.COMPACT_OUTSIDE, 462, Move.RUN),
            new Step(Move.ROLLBACK_MERGING_AGAIN, 205, Move.RUN)));
  }

  /** Likewise: the memory has to outlive the next run, which publishes something else. */
  @Example
  void knowsTheBatchesOfSuchAPointAfterTheNextRun() {
    play(
        List.of(
            new Step(Move.APPEND_OUTSIDE, 0, Move.RUN),
            new Step(Move.REPLAY_WITHOUT, 5, Move.RUN),
            new Step(Move.RUN, 18, Move.RUN),
            new Step(Move.ROLLBACK, 20, Move.RUN),
            new Step(Move.LAND, 1, Move.RUN),
            new Step(Move.COMPACT_OUTSIDE, 272, Move.RUN),
            new Step(Move.MAINTAIN, 26, Move.RUN),
            new Step(Move.RUN, 303, Move.RUN),
            new Step(Move.LAND, 10, Move.RUN),
            new Step(Move.ROLLBACK_OUTSIDE, 944, Move.RUN)));
  }

  private static void play(List<Step> steps) {
    try (MemoryLake lake = new MemoryLake()) {
      Play play = new Play(lake);
      for (Step step : steps) {
        play.make(step);
      }
      play.endsInItsDefinition();
    }
  }

  /** A process that ends where it is. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Acts when a run comes to one of its steps. */
  private static final class At implements Progress {
    private final dev.firn.run.Step step;
    private final boolean after;
    private Runnable act;

    /**
     * @param place 0 to 5: before and after each step; after the last one main has moved
     */
    At(int place, Runnable act) {
      this.step =
          List.of(dev.firn.run.Step.MERGE, dev.firn.run.Step.AUDIT, dev.firn.run.Step.PUBLISH)
              .get(place / 2);
      this.after = place % 2 == 1;
      this.act = act;
    }

    @Override
    public void started(Subject subject, dev.firn.run.Step started) {
      act(started, !after);
    }

    @Override
    public void finished(Subject subject, dev.firn.run.Step finished, String what) {
      act(finished, after);
    }

    private void act(dev.firn.run.Step at, boolean wanted) {
      if (at == step && wanted && act != null) {
        Runnable once = act;
        act = null;
        once.run();
      }
    }
  }

  /** The sequence so far, and what has to be true because of it. */
  private static final class Play {

    private final MemoryLake lake;
    private final LakeTable table;
    private final List<String> told = new ArrayList<>();

    /** Batch to records. */
    private final TreeMap<Long, Map<String, Long>> landed = new TreeMap<>();

    /** Snapshot to what main showed with it, in the order of its being shown first. */
    private final Map<Long, Map<String, Long>> shown = new LinkedHashMap<>();

    /** Snapshot to when main was last seen to show it. */
    private final Map<Long, Long> lastShown = new TreeMap<>();

    private Contract contract = narrow;
    private Map<String, Long> rows = new TreeMap<>();
    private NavigableSet<Long> excluded = new TreeSet<>();

    /** Taken back since the last run began: they are the next one's. */
    private final NavigableSet<Long> comingBack = new TreeSet<>();

    private boolean badRowsAccepted;
    private String reviewed;

    Play(MemoryLake lake) {
      this.lake = lake;
      this.table = new LakeTable(lake, FEED);
      land(0, false);
      run(Purpose.RUN, Progress.SILENT);
      look("the first run");
    }

    void make(Step step) {
      tick();
      String result;
      try {
        result = result(step.move(), step.choice(), step.meanwhile());
      } catch (FirnException e) {
        assertThat(e.fault()).as("%s: %s\n%s", step, e.getMessage(), told).isEqualTo(Fault.USAGE);
        result = "refused: " + e.getMessage();
      }
      told.add(step + ": " + result);
      look(step.toString());
    }

    /** Iceberg's log of what main showed has milliseconds, and people are slower. */
    private static void tick() {
      long now = System.currentTimeMillis();
      while (System.currentTimeMillis() == now) {
        Thread.onSpinWait();
      }
    }

    private String result(Move move, int choice, Move meanwhile) {
      return switch (move) {
        case LAND -> "batch " + land(choice, false);
        case LAND_BAD -> "batch " + land(choice, true);
        case RUN -> run(Purpose.RUN, Progress.SILENT);
        case RUN_KILLED -> killed(choice);
        case RUN_OVERTAKEN -> overtaken(choice, meanwhile);
        case REPLAY -> run(Purpose.REPLAY, Progress.SILENT);
        case REPLAY_WITHOUT -> run(Purpose.REPLAY.without(one(choice)), Progress.SILENT);
        case REPLAY_FROM ->
            run(Purpose.REPLAY.from(point(choice)).without(one(choice / 7)), Progress.SILENT);
        case REVIEW -> run(Purpose.REPLAY.without(one(choice)).forReview(), Progress.SILENT);
        case PUBLISH_REVIEWED -> publishReviewed();
        case ACCEPT -> accept();
        case EXCLUDE -> {
          NavigableSet<Long> batches = one(choice).batches();
          new Decide(table).exclude(batches, "bad");
          excluded.addAll(batches);
          yield batches.toString();
        }
        case INCLUDE -> {
          NavigableSet<Long> batches = one(choice).batches();
          new Decide(table).include(batches);
          excluded.removeAll(batches);
          comingBack.addAll(batches);
          yield batches.toString();
        }
        case RELEASE -> Boolean.toString(new Decide(table).release());
        case ROLLBACK -> wentBack(rollback(choice));
        case ROLLBACK_EXCLUDING -> {
          NavigableSet<Long> batches = one(choice / 7).batches();
          String to = wentBack(rollback(choice).excluding(batches));
          excluded.addAll(table.load().excluded().keySet());
          yield to + " without " + batches;
        }
        case ROLLBACK_MERGING_AGAIN -> wentBack(rollback(choice).mergingAgain());
        case UNDO -> {
          long to = new Undo(table).execute().to();
          rows = shown.get(to);
          excluded = new TreeSet<>(table.load().excluded().keySet());
          yield Long.toString(to);
        }
        case WIDEN_CONTRACT -> {
          contract = wide;
          yield "w";
        }
        case APPEND_OUTSIDE -> {
          Table iceberg = iceberg();
          String id = "other-" + UUID.randomUUID();
          iceberg
              .newFastAppend()
              .scanManifestsWith(PlainEngine.AT_ONCE)
              .appendFile(
                  PlainEngine.file(iceberg, List.of(PlainEngine.row(iceberg, "?", 0, id, 5))))
              .commit();
          rows = new TreeMap<>(rows);
          rows.put(id, 5L);
          yield id;
        }
        case COMPACT_OUTSIDE -> compact();
        case EXPIRE_OUTSIDE -> {
          iceberg().expireSnapshots().commit();
          yield "done";
        }
        case MAINTAIN -> maintain(choice);
        case ROLLBACK_OUTSIDE -> {
          List<Snapshot> ancestors = ancestors();
          long to = ancestors.get(choice % ancestors.size()).snapshotId();
          iceberg().manageSnapshots().rollbackTo(to).commit();
          rows = shown.get(to);
          yield Long.toString(to);
        }
      };
    }

    private long land(int choice, boolean bad) {
      Map<String, Long> records = new TreeMap<>();
      for (int i = 0; i <= choice % 3; i++) {
        records.put("k" + (choice / 3 + i * 5) % 7, (long) choice);
      }
      if (bad) {
        records.put("k" + choice % 7, -1L - choice);
      }
      try {
        Path body = Files.createTempFile(folder, "body", ".json");
        StringBuilder json = new StringBuilder();
        records.forEach(
            (id, v) ->
                json.append(json.isEmpty() ? "" : ", ")
                    .append("{\"id\": \"%s\", \"v\": %d, \"w\": 1}".formatted(id, v)));
        byte[] bytes =
            "{\"n\": %d, \"rows\": [%s]}"
                .formatted(landed.size(), json)
                .getBytes(StandardCharsets.UTF_8);
        Files.write(body, bytes);
        Answer answer =
            new Answer(
                URI.create("https://example.org/things.json"),
                200,
                Map.of(),
                Clock.systemUTC().instant(),
                1,
                body,
                bytes.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
                List.of());
        long seq =
            new Landing(new RawLog(lake.store(), FEED), contract, Clock.systemUTC())
                .land(UUID.randomUUID().toString(), List.of(answer), Condition.NONE)
                .seq();
        Files.delete(body);
        landed.put(seq, records);
        return seq;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    private String run(Purpose purpose, Progress progress) {
      NavigableSet<Long> leaving = new TreeSet<>(purpose.without().batches());
      long waiting = landed.lastKey();
      comingBack.clear();
      try (Workbench bench = new Workbench(lake, PlainEngine::new, progress, Clock.systemUTC())) {
        TableReport report =
            new TableRun(bench, contract, contract.tables().get(0), purpose).execute(null);
        switch (report.outcome()) {
          case PUBLISHED -> {
            excluded.addAll(leaving);
            rows = expected(waiting, base(purpose));
          }
          case UNCHANGED -> {
            if (leaving.isEmpty()) {
              rows = expected(waiting, base(purpose));
            }
          }
          case PROPOSED -> reviewed = report.runId();
          default -> {
            // Main is untouched.
          }
        }
        return report.outcome() + (report.message() == null ? "" : " " + report.message());
      }
    }

    /** What a run merges on. */
    private Map<String, Long> base(Purpose purpose) {
      if (purpose.makesAnew()) {
        return Map.of();
      }
      return purpose.goesBack() ? shown.get(Long.valueOf(purpose.from().text())) : rows;
    }

    /**
     * By the definition: all that landed less what is excluded, one after the other.
     *
     * @param waiting what had landed when the run began; it may have seen more
     * @param base whose rows of others stay
     */
    private Map<String, Long> expected(long waiting, Map<String, Long> base) {
      long seen = Math.max(waiting, table.load().applied().through());
      Map<String, Long> expected = new TreeMap<>();
      landed
          .headMap(seen, true)
          .forEach(
              (seq, records) -> {
                if (!excluded.contains(seq) && !comingBack.contains(seq)) {
                  expected.putAll(records);
                }
              });
      base.forEach(
          (id, v) -> {
            if (id.startsWith("other-")) {
              expected.put(id, v);
            }
          });
      return expected;
    }

    /** The process is gone; whatever it has left, main shows all of the run or nothing of it. */
    private String killed(int choice) {
      long waiting = landed.lastKey();
      try {
        return run(
            Purpose.RUN,
            new At(
                choice % 6,
                () -> {
                  throw new Killed();
                }));
      } catch (Killed e) {
        boolean moved = !shown.containsKey(table.load().main().snapshotId());
        if (moved) {
          rows = expected(waiting, rows);
        }
        return moved ? "after it had published" : "before it published";
      }
    }

    private String overtaken(int choice, Move meanwhile) {
      List<String> other = new ArrayList<>();
      boolean nests = meanwhile == Move.RUN_OVERTAKEN || meanwhile == Move.RUN_KILLED;
      String result =
          run(
              Purpose.RUN,
              new At(
                  choice % 5,
                  () -> {
                    tick();
                    try {
                      other.add(result(nests ? Move.RUN : meanwhile, choice, Move.RUN));
                    } catch (FirnException e) {
                      other.add("refused: " + e.getMessage());
                    }
                    look("in the middle of a run: " + meanwhile);
                    tick();
                  }));
      return result + " meanwhile " + other;
    }

    private String publishReviewed() {
      TableState state = table.load();
      if (reviewed == null || state.proposed(reviewed).isEmpty()) {
        return "nothing";
      }
      Snapshot head = state.branch("audit_" + reviewed).orElseThrow();
      RunFacts facts = RunFacts.of(head.summary()).orElseThrow();
      Publish.Outcome outcome =
          new Publish(table, reviewed, facts.base(), head.snapshotId()).execute();
      if (outcome == Publish.Outcome.PUBLISHED && !state.hasPublished(reviewed)) {
        assertThat(state.position()).as("after %s", told).isEqualTo(facts.base());
        excluded.addAll(facts.excluding().batches());
        rows = values(head.snapshotId());
        assertThat(rows).as("after %s", told).isEqualTo(made(facts.applied()::contains));
      }
      return outcome.toString();
    }

    private Map<String, Long> made(LongPredicate applied) {
      Map<String, Long> made = new TreeMap<>();
      landed.forEach(
          (seq, records) -> {
            if (applied.test(seq)) {
              made.putAll(records);
            }
          });
      return made;
    }

    private String accept() {
      TableState state = table.load();
      Hold hold = state.hold().filter(found -> found.run() != null).orElse(null);
      if (hold == null) {
        return "nothing";
      }
      Snapshot head = state.branch("audit_" + hold.run()).orElseThrow();
      RunFacts facts = RunFacts.of(head.summary()).orElseThrow();
      Publish.Outcome outcome =
          new Publish(table, hold.run(), facts.base(), hold.snapshot())
              .accepting("it is right")
              .execute();
      if (outcome == Publish.Outcome.PUBLISHED) {
        badRowsAccepted = true;
        excluded.addAll(facts.excluding().batches());
        rows = values(head.snapshotId());
      }
      return outcome.toString();
    }

    private Rollback rollback(int choice) {
      return new Rollback(
          table, point(choice), contract.tables().get(0).recoveryWindow(), Clock.systemUTC());
    }

    private String wentBack(Rollback rollback) {
      long to = rollback.execute().to();
      rows = shown.get(to);
      return Long.toString(to);
    }

    /** Any that main ever showed. */
    private Point point(int choice) {
      List<Long> all = List.copyOf(shown.keySet());
      return new Point(Long.toString(all.get(choice % all.size())));
    }

    private Exclusion one(int choice) {
      long seq = landed.firstKey() + choice % landed.size();
      return new Exclusion(new TreeSet<>(List.of(seq)), "bad");
    }

    /** Somebody else's, who knows nothing of Firn. */
    private String compact() {
      Table iceberg = iceberg();
      long main = iceberg.currentSnapshot().snapshotId();
      List<DataFile> files = PlainEngine.files(iceberg, main);
      if (files.isEmpty()) {
        return "nothing";
      }
      RewriteFiles rewrite =
          iceberg.newRewrite().validateFromSnapshot(main).scanManifestsWith(PlainEngine.AT_ONCE);
      files.forEach(rewrite::deleteFile);
      rewrite.addFile(PlainEngine.file(iceberg, PlainEngine.rows(iceberg, main).values()));
      rewrite.commit();
      return files.size() + " files";
    }

    /** As if the recovery window began at one of the times when somebody has looked. */
    private String maintain(int choice) {
      List<Long> times = lastShown.values().stream().sorted().toList();
      long begin = times.get(choice % times.size());
      Duration window = contract.tables().get(0).recoveryWindow();
      Clock clock = Clock.fixed(Instant.ofEpochMilli(begin).plus(window), ZoneOffset.UTC);
      try (PlainEngine engine = new PlainEngine(lake);
          Workbench bench = new Workbench(lake, PlainEngine::new, Progress.SILENT, clock)) {
        Rewritten rewritten = engine.rewrite(FEED);
        Compaction.Result compacted =
            new Compaction(table).replace(rewritten.base(), rewritten.removed(), rewritten.added());
        Maintain maintain = new Maintain(bench, contract.tables().get(0), null);
        maintain.execute(table, Upkeep.Step.MANIFESTS);
        Upkeep expired = maintain.execute(table, Upkeep.Step.EXPIRE);
        TableState state = table.load();
        shown
            .keySet()
            .removeIf(id -> lastShown.get(id) < begin && state.metadata().snapshot(id) == null);
        shown.keySet().stream()
            .filter(id -> lastShown.get(id) >= begin)
            .forEach(id -> new Point(Long.toString(id)).shownIn(state, FEED));
        return "%s, %s".formatted(compacted, expired.what());
      }
    }

    private List<Snapshot> ancestors() {
      TableState state = table.load();
      return state.ancestors(state.main()).stream()
          .filter(snapshot -> shown.containsKey(snapshot.snapshotId()))
          .toList();
    }

    private Table iceberg() {
      return lake.catalog().loadTable(lake.table(FEED));
    }

    private Map<String, Long> values(long snapshot) {
      Map<String, Long> values = new TreeMap<>();
      PlainEngine.rows(iceberg(), snapshot)
          .forEach((id, row) -> values.put(id, (Long) row.getField("v")));
      return values;
    }

    private void look(String last) {
      TableState state = table.load();
      long main = state.main().snapshotId();
      assertThat(values(main)).as("what main shows after %s\n%s", last, told).isEqualTo(rows);
      shown.put(main, rows);
      lastShown.put(main, System.currentTimeMillis());
      assertThat(state.excluded().keySet())
          .as("what is excluded after %s\n%s", last, told)
          .isEqualTo(excluded);
      if (state.movedBackFrom().isEmpty()) {
        assertThat(excluded)
            .as("and not in the table after %s\n%s", last, told)
            .noneMatch(state.applied()::contains);
      }
      if (!badRowsAccepted) {
        assertThat(rows.values())
            .as("what no audit lets pass, after %s\n%s", last, told)
            .allMatch(v -> v >= 0);
      }
      assertThat(
              state.ancestors(state.main()).stream()
                  .map(snapshot -> snapshot.summary().get(RunFacts.RUN_ID))
                  .filter(run -> run != null && state.hasAbandoned(run)))
          .as("abandoned runs in main after %s\n%s", last, told)
          .isEmpty();
      assertThat(shown.keySet())
          .as("points to go back to after %s\n%s", last, told)
          .allMatch(snapshot -> state.metadata().snapshot(snapshot) != null);
    }

    /** Whatever happened, deciding and running again ends in the definition. */
    void endsInItsDefinition() {
      tick();
      for (long seq : List.copyOf(excluded)) {
        if (table.load().applied().contains(seq)) {
          new Decide(table).include(List.of(seq));
          excluded.remove(seq);
        }
      }
      new Decide(table).release();
      landed.forEach(
          (seq, records) -> {
            boolean bad = records.values().stream().anyMatch(v -> v < 0);
            if (bad && !table.load().applied().contains(seq)) {
              new Decide(table).exclude(List.of(seq), "bad");
              excluded.add(seq);
            }
          });
      String result = run(Purpose.RUN, Progress.SILENT);
      look("the last run: " + result);
      assertThat(result).as("the last run, after %s", told).matches("PUBLISHED.*|UNCHANGED.*");
      assertThat(rows).as("the end of %s", told).isEqualTo(expected(landed.lastKey(), rows));
    }
  }
}
