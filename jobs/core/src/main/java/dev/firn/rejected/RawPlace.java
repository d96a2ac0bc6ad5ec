package dev.firn.rejected;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.json.Spot;
import dev.firn.json.UnreadableException;
import dev.firn.lake.Lake;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.store.WriteOnceStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A place in a raw object, and the bytes around it.
 *
 * @param seq batch of the raw log
 * @param raw its object
 * @param place JSON Pointer in it: the one asked for, or the nearest thing above it that there is
 * @param line from 1
 * @param column in bytes, from 1
 * @param offset in bytes
 * @param text of the line that it is in, as far as it fits, without line breaks
 * @param caret how many characters of the text are before the place
 */
public record RawPlace(
    long seq, String raw, String place, int line, int column, long offset, String text, int caret) {

  private static final int BUFFER = 1 << 16;

  /**
   * @param place a JSON Pointer
   * @throws FirnException if there is no such batch, or its object cannot be read as far as that
   */
  public static RawPlace find(
      Lake lake, Contract contract, TableContract table, long seq, String place) {
    Batch batch =
        new RawLog(lake.store(), contract.id())
            .find(seq)
            .orElseThrow(
                () ->
                    new FirnException(
                        Fault.USAGE,
                        "%s has no batch %d".formatted(contract.id(), seq),
                        "firn rejected %s lists where to look".formatted(table.name())));
    String raw = rejected(lake, table, seq, place).orElseGet(() -> batch.pages().get(0).body());
    try {
      return read(lake.store(), table, seq, raw, JsonPointer.compile(place));
    } catch (UnreadableException e) {
      throw new FirnException(
          Fault.THIRD_PARTY,
          "%s cannot be read as far as that: %s, %s".formatted(raw, e.getMessage(), e.place()),
          "the object is as it landed; look at it as a file",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + raw, e);
    }
  }

  /** A batch may have several objects; which one a place is in, its rejected record knows. */
  private static Optional<String> rejected(Lake lake, TableContract table, long seq, String place) {
    return new RejectedRows(lake, table)
        .find(seq, null, Integer.MAX_VALUE).newest().stream()
            .filter(row -> row.where().equals(place) || row.pointer().equals(place))
            .map(RejectedRows.Row::raw)
            .findFirst();
  }

  private static RawPlace read(
      WriteOnceStore store, TableContract table, long seq, String raw, JsonPointer place)
      throws IOException, UnreadableException {
    Spot spot;
    try (InputStream in = new BufferedInputStream(store.open(raw), BUFFER)) {
      spot = Spot.find(in, place, table.layout());
    }
    if (spot.offset() < 0) {
      throw new FirnException(
          Fault.USAGE,
          "the place is in line %d, column %d of %s, which is not in UTF-8"
              .formatted(spot.line(), spot.column(), raw),
          "look at it as a file: its bytes are not counted here");
    }
    try (InputStream in = new BufferedInputStream(store.open(raw), BUFFER)) {
      RawExcerpt excerpt = RawExcerpt.read(in, spot);
      return new RawPlace(
          seq,
          raw,
          spot.at().toString(),
          spot.line(),
          spot.column(),
          spot.offset(),
          excerpt.text(),
          excerpt.caret());
    }
  }
}
