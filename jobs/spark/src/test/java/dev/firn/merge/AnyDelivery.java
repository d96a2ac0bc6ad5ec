package dev.firn.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.merge.Definition.Landed;
import dev.firn.merge.Definition.Order;
import dev.firn.merge.Definition.Said;
import dev.firn.raw.Batch;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Decide;
import dev.firn.table.RowCount;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import dev.firn.testing.TestContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A random history of a few keys, delivered with repetitions in a random order or with one response
 * late, merged in random groups, batches left out and taken back in between. The seed decides it
 * all.
 */
final class AnyDelivery {

  private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

  /**
   * @param volatileRev whether another rev alone is nothing new
   */
  private record Kind(Order order, MergeStrategy merge, boolean volatileRev) {

    Kind(Order order, MergeStrategy merge) {
      this(order, merge, false);
    }
  }

  /** Responses in a row say the same of a key most often under the first. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(Order.RESPONSE, MergeStrategy.UPSERT),
          new Kind(Order.RESPONSE, MergeStrategy.MIRROR),
          new Kind(Order.RECORD, MergeStrategy.SCD2, true),
          new Kind(Order.RESPONSE, MergeStrategy.UPSERT),
          new Kind(Order.RECORD, MergeStrategy.UPSERT),
          new Kind(Order.ARRIVAL, MergeStrategy.SCD2),
          new Kind(Order.ARRIVAL, MergeStrategy.UPSERT),
          new Kind(Order.ARRIVAL, MergeStrategy.MIRROR),
          new Kind(Order.RECORD, MergeStrategy.SCD2));

  /** Random begins alike for seeds that are neighbours. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final Random random;
  private final Kind kind;
  private final Order order;
  private final Feed feed;
  private final Map<Long, Landed> landed = new TreeMap<>();
  private final Set<Long> excluded = new TreeSet<>();
  private final List<String> steps = new ArrayList<>();
  private boolean merged;

  AnyDelivery(SparkLake lake, long seed) {
    this.seed = seed;
    this.random = new Random(seed * SPREAD);
    this.kind = KINDS.get((int) (seed % KINDS.size()));
    this.order = kind.order();
    this.feed = Orders.feed(lake, this::contract);
  }

  private TestContract contract(TestContract contract) {
    boolean versions = isVersioned();
    contract.columns(
        Orders.ID,
        Orders.V,
        versions && order == Order.RECORD ? Orders.revAsTime(kind.volatileRev()) : Orders.REV);
    contract.word("merge", kind.merge().name().toLowerCase(Locale.ROOT));
    return switch (order) {
      case RESPONSE -> contract.order("#/made");
      case RECORD -> versions ? contract.word("validFrom", "rev") : contract.order("/rev");
      case ARRIVAL -> contract;
    };
  }

  private boolean isVersioned() {
    return kind.merge() == MergeStrategy.SCD2;
  }

  /** Compares the table with its definition after every run. */
  void check() {
    List<Landed> history = history();
    List<Landed> deliveries = new ArrayList<>(history);
    history.stream().filter(response -> chance(10)).forEach(deliveries::add);
    if (chance(30)) {
      Collections.shuffle(deliveries, random);
    } else {
      deliveries.add(deliveries.remove(1));
    }
    for (Landed response : deliveries) {
      land(response);
      if (merged && chance(order == Order.ARRIVAL ? 50 : 15)) {
        excludeLast();
      }
      if (chance(70)) {
        run();
      }
      if (!excluded.isEmpty() && chance(15)) {
        include();
      }
    }
    while (!excluded.isEmpty() && chance(90)) {
      include();
    }
    run();
    assertThat(feed.replay().outcome()).as(story()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(definition().rejected()).as(story()).containsAll(rejected());
    assertThat(rejected())
        .as(story())
        .containsAll(definition().rejectedUnless(this::saysTheSameAgain));
  }

  /** Responses in the order they were made, about things that change now and then, and back. */
  private List<Landed> history() {
    Map<String, Integer> truth = new TreeMap<>();
    List<Landed> history = new ArrayList<>();
    int made = 0;
    for (int i = 3 + random.nextInt(2); i > 0; i--) {
      made += chance(90) ? 1 : 0;
      KEYS.stream()
          .filter(key -> chance(40))
          .forEach(key -> truth.merge(key, 1, (was, one) -> one - was));
      history.add(new Landed(0, made, records(truth, made)));
    }
    return history;
  }

  /** Mostly the truth; some keys left out, some twice, some missing. */
  private List<Said> records(Map<String, Integer> truth, int made) {
    List<String> keys = new ArrayList<>(KEYS);
    keys.removeIf(key -> chance(30));
    KEYS.stream().filter(key -> chance(5)).forEach(keys::add);
    Collections.shuffle(keys, random);
    List<Said> records = new ArrayList<>();
    for (String key : keys) {
      int v = chance(95) ? truth.getOrDefault(key, 0) : 2;
      Integer rev = chance(10) ? null : Integer.valueOf(made + random.nextInt(2));
      records.add(new Said(chance(4) ? null : key, v, order == Order.RECORD ? rev : null));
    }
    return records;
  }

  private void land(Landed response) {
    List<String> records = response.records().stream().map(Said::json).toList();
    String body = Orders.response(response.made(), records.toArray(String[]::new));
    Batch batch = feed.land(body);
    steps.add("land %d %s %s".formatted(batch.seq(), batch.kind(), body));
    if (batch.kind() == Batch.Kind.CONTENT) {
      landed.put(batch.seq(), new Landed(batch.seq(), response.made(), response.records()));
    }
  }

  private void excludeLast() {
    long seq = Collections.max(landed.keySet());
    if (!feed.state().applied().contains(seq) && excluded.add(seq)) {
      steps.add("exclude " + seq);
      new Decide(feed.lakeTable()).exclude(List.of(seq), "by chance");
    }
  }

  private void include() {
    long seq = excluded.iterator().next();
    excluded.remove(seq);
    steps.add("include " + seq);
    new Decide(feed.lakeTable()).include(List.of(seq));
  }

  private void run() {
    long before = merged ? RowCount.of(feed.state().main()) : 0;
    TableReport report = feed.run();
    merged = true;
    steps.add("run: %s %s".formatted(report.outcome(), report.counts()));
    if (isVersioned()) {
      assertThat(versions()).as(story()).isEqualTo(definedVersions());
    } else {
      assertThat(feed.select("id, v, rev")).as(story()).isEqualTo(definition().rows());
    }
    long grown = report.counts() == null ? 0 : report.counts().grown();
    assertThat(RowCount.of(feed.state().main())).as(story()).isEqualTo(before + grown);
  }

  /** Batches have landed at one and the same time, so only their numbers tell them apart. */
  private List<String> versions() {
    String moments =
        order == Order.RECORD
            ? "unix_seconds(firn_valid_from), unix_seconds(firn_valid_to)"
            : "firn_seq, if(firn_valid_to IS NULL, 'current', 'ended')";
    return feed.select("id, v, " + moments).stream().sorted().toList();
  }

  private List<String> definedVersions() {
    List<String> defined = definition().versions(this::alike);
    return order == Order.RECORD
        ? defined
        : defined.stream()
            .map(row -> row.replace(",null]", ",current]").replaceFirst(",\\d+]$", ",ended]"))
            .sorted()
            .toList();
  }

  private boolean alike(Said one, Said other) {
    boolean sameRev = kind.volatileRev() || Objects.equals(one.rev(), other.rev());
    return one.v() == other.v() && sameRev;
  }

  private Definition definition() {
    return new Definition(
        order,
        kind.merge(),
        landed.values().stream().filter(batch -> !excluded.contains(batch.seq())).toList());
  }

  private String story() {
    return "seed %d, %s by %s%n%s".formatted(seed, kind.merge(), order, String.join("\n", steps));
  }

  /** Such a batch need not be read: its rejected records are those of the batch before. */
  private boolean saysTheSameAgain(long seq) {
    List<Long> before = landed.keySet().stream().filter(other -> other < seq).toList();
    return !before.isEmpty()
        && landed.get(seq).records().equals(landed.get(before.get(before.size() - 1)).records());
  }

  private List<String> rejected() {
    boolean any = feed.rejectedTable().exists();
    return any ? feed.rejected("concat(firn_seq, ' ', firn_pointer)") : List.of();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
