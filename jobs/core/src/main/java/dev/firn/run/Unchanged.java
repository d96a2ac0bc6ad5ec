package dev.firn.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.contract.Contract;
import dev.firn.store.WriteOnceStore;
import dev.firn.table.Applied;
import dev.firn.table.TableState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;

/**
 * Remembers that batches changed nothing on a snapshot, so that nothing has to be committed to know
 * it next time. It is a cache of something that stays true; losing it costs a merge that finds
 * nothing.
 */
final class Unchanged {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Knowing of more batches is better, and so is having left out fewer of them. */
  private static final Comparator<Applied> FURTHER =
      Comparator.comparingLong(Applied::through)
          .thenComparing(applied -> applied.skipped().size(), Comparator.reverseOrder());

  private final WriteOnceStore store;
  private final String table;
  private final String contract;

  Unchanged(WriteOnceStore store, String table, Contract contract) {
    this.store = store;
    this.table = table;
    this.contract = contract.digest();
  }

  /**
   * What main is known to be made of: by its snapshot, or by a later merge that changed nothing.
   */
  Applied applied(TableState state) {
    try {
      Applied best = state.applied();
      List<String> keys = store.list(prefix(state), "");
      for (int newest = keys.size() - 1; newest >= 0; newest--) {
        Note note = JSON.readValue(store.read(keys.get(newest)), Note.class);
        Applied applied = new Applied(note.through(), note.skipped(), note.highestOrder());
        if (applied.through() < best.through()) {
          break;
        }
        if (state.excluded().keySet().stream().noneMatch(applied::contains)
            && FURTHER.compare(applied, best) > 0) {
          best = applied;
        }
      }
      return best;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + prefix(state), e);
    }
  }

  void remember(TableState state, Applied applied) {
    String key =
        String.format(
            Locale.ROOT,
            "%s%010d-%08x.json",
            prefix(state),
            applied.through(),
            applied.skipped().hashCode());
    try {
      store.create(
          key,
          JSON.writeValueAsBytes(
              new Note(applied.through(), applied.skipped(), applied.highestOrder())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + key, e);
    }
  }

  private String prefix(TableState state) {
    return "ops/unchanged/%s/%d-%s/"
        .formatted(table, state.main().snapshotId(), contract.substring(0, 16));
  }

  private record Note(
      @JsonProperty("through") long through,
      @JsonProperty("skipped") NavigableSet<Long> skipped,
      @JsonProperty("highestOrder") String highestOrder) {}
}
