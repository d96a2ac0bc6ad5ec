package dev.firn.merge;

import dev.firn.engine.MergeRequest;
import dev.firn.parse.Parse;
import dev.firn.raw.Batch;
import dev.firn.table.Applied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Responses that are ordered as a whole, in that order, then in the order of landing.
 *
 * @param all those that can be ordered, ascending; nothing can be made of the others
 */
record Responses(List<Response> all) {

  /**
   * @param order what the contract orders it by
   */
  record Response(Batch batch, String order) {

    long seq() {
      return batch.seq();
    }
  }

  /**
   * Those of the request; and those applied before that come after the first of them, when they are
   * not the last.
   */
  static Responses of(Parse parse, MergeRequest request) {
    List<Response> asked = ordered(parse, request, request.batches());
    Applied applied = request.applied();
    Optional<Response> first = asked.stream().findFirst();
    boolean late =
        first.isPresent()
            && (first.get().order().compareTo(applied.highestOrder()) < 0
                || (first.get().order().equals(applied.highestOrder())
                    && first.get().seq() <= applied.through()));
    if (!late) {
      return new Responses(asked);
    }
    List<Batch> all = new ArrayList<>(request.batches());
    all.addAll(request.appliedFrom().apply(first.get().order()));
    return new Responses(
        ordered(parse, request, all).stream()
            .filter(one -> ORDER.compare(one, first.get()) >= 0)
            .toList());
  }

  private static final Comparator<Response> ORDER =
      Comparator.comparing(Response::order).thenComparingLong(Response::seq);

  private static List<Response> ordered(Parse parse, MergeRequest request, List<Batch> batches) {
    List<Response> responses = new ArrayList<>();
    for (Batch batch : batches) {
      order(parse, request, batch).ifPresent(order -> responses.add(new Response(batch, order)));
    }
    responses.sort(ORDER);
    return responses;
  }

  private static Optional<String> order(Parse parse, MergeRequest request, Batch batch) {
    Optional<String> landed = request.landedOrder().apply(batch);
    if (landed.isPresent()) {
      return landed;
    }
    try {
      return parse.order(batch);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read batch " + batch.seq(), e);
    }
  }

  /** Of the last one; empty when there is none. */
  String highestOrder() {
    return all.isEmpty() ? "" : all.get(all.size() - 1).order();
  }

  /** Those of the request and of these responses, each once. */
  List<Batch> batches(List<Batch> asked) {
    Set<Batch> batches = new LinkedHashSet<>(asked);
    all.forEach(response -> batches.add(response.batch()));
    return List.copyOf(batches);
  }
}
