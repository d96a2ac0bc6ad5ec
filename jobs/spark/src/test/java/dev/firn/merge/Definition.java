package dev.firn.merge;

import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.firn.contract.TableContract.MergeStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;

/**
 * The definition of a table, in plain Java: of each key the last record by the contract's order and
 * then by landing; records of one response that share key and order but not content are rejected. A
 * mirror keeps what the response has, rejected or not, and all when a record has no key. Of scd2
 * each record counts that says something else than the one before it.
 */
final class Definition {

  /** What comes first in a contract's order. */
  enum Order {
    RESPONSE,
    RECORD,
    ARRIVAL
  }

  /**
   * @param id null for a record without a key
   * @param rev null for a record without
   */
  record Said(String id, int v, Integer rev) {

    String json() {
      return "{%s\"v\": %d%s}"
          .formatted(
              id == null ? "" : "\"id\": \"%s\", ".formatted(id),
              v,
              rev == null ? "" : ", \"rev\": " + rev);
    }
  }

  /** A response that has landed. */
  record Landed(long seq, int made, List<Said> records) {}

  private record Candidate(Said said, Integer order, long seq) {}

  private final Order order;
  private final MergeStrategy merge;
  private final Map<String, Candidate> last = new TreeMap<>();

  /** By key, by what tells versions apart. */
  private final Map<String, NavigableMap<Long, Said>> versions = new TreeMap<>();

  private final Map<Long, List<String>> rejected = new TreeMap<>();

  /**
   * @param merge of a mirror, responses are ordered whole
   */
  Definition(Order order, MergeStrategy merge, List<Landed> batches) {
    this.order = order;
    this.merge = merge;
    Comparator<Landed> made =
        Comparator.comparingInt(batch -> order == Order.RESPONSE ? batch.made() : 0);
    batches.stream().sorted(made.thenComparingLong(Landed::seq)).forEach(this::apply);
  }

  private void apply(Landed batch) {
    List<Said> records = batch.records();
    for (int i = 0; i < records.size(); i++) {
      Said said = records.get(i);
      Integer by = by(batch, said);
      boolean contradicted =
          records.stream()
              .anyMatch(
                  other ->
                      Objects.equals(other.id(), said.id())
                          && Objects.equals(by(batch, other), by)
                          && !other.equals(said));
      boolean timeless = merge == MergeStrategy.SCD2 && order == Order.RECORD && by == null;
      if (said.id() == null || contradicted || timeless) {
        rejected
            .computeIfAbsent(batch.seq(), seq -> new ArrayList<>())
            .add("[%d /rows/%d]".formatted(batch.seq(), i));
      } else {
        last.merge(said.id(), new Candidate(said, by, batch.seq()), Definition::later);
        versions
            .computeIfAbsent(said.id(), id -> new TreeMap<>())
            .put(order == Order.RECORD && by != null ? by : batch.seq(), said);
      }
    }
    boolean anyOfThem = records.stream().anyMatch(said -> said.id() == null);
    if (merge == MergeStrategy.MIRROR && !anyOfThem) {
      last.keySet().retainAll(records.stream().map(Said::id).toList());
    }
  }

  private Integer by(Landed batch, Said said) {
    return switch (order) {
      case RESPONSE -> batch.made();
      case RECORD -> said.rev();
      case ARRIVAL -> 0;
    };
  }

  private static Candidate later(Candidate one, Candidate other) {
    Comparator<Candidate> order =
        Comparator.comparing(Candidate::order, nullsFirst(naturalOrder()));
    return order.thenComparing(comparingLong(Candidate::seq)).compare(one, other) > 0 ? one : other;
  }

  /** As {@code [id,v,rev]}, sorted. */
  List<String> rows() {
    return last.values().stream()
        .map(Candidate::said)
        .map(said -> "[%s,%d,%s]".formatted(said.id(), said.v(), said.rev()))
        .toList();
  }

  /**
   * As {@code [id,v,moment,moment of the next or null]}, sorted as text.
   *
   * @param alike whether two records say the same
   */
  List<String> versions(BiPredicate<Said, Said> alike) {
    List<String> rows = new ArrayList<>();
    versions.forEach(
        (id, moments) -> {
          NavigableMap<Long, Said> begins = new TreeMap<>();
          moments.forEach(
              (moment, said) -> {
                if (begins.isEmpty() || !alike.test(begins.lastEntry().getValue(), said)) {
                  begins.put(moment, said);
                }
              });
          begins.forEach(
              (moment, said) ->
                  rows.add(
                      "[%s,%d,%d,%s]".formatted(id, said.v(), moment, begins.higherKey(moment))));
        });
    return rows.stream().sorted().toList();
  }

  /** As {@code [seq pointer]}. */
  List<String> rejected() {
    return rejectedUnless(seq -> false);
  }

  List<String> rejectedUnless(LongPredicate batch) {
    return rejected.entrySet().stream()
        .filter(entry -> !batch.test(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
