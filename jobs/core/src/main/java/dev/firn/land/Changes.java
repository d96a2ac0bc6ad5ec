package dev.firn.land;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.Incremental;
import dev.firn.contract.PositionFormat;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.Layout;
import dev.firn.fetch.Answer;
import dev.firn.json.Document;
import dev.firn.json.Records;
import dev.firn.json.UnreadableException;
import dev.firn.raw.Cursor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far the changes of a third party have landed, as {@code firn.incremental} counts them. */
final class Changes {

  private final Incremental incremental;
  private final TableContract table;

  /**
   * @param table whose records have the position
   */
  Changes(Incremental incremental, TableContract table) {
    this.incremental = incremental;
    this.table = table;
  }

  /** Empty when the cursor is none, or counts something else. */
  Optional<BigDecimal> position(Cursor cursor) {
    return Optional.ofNullable(cursor)
        .filter(known -> known.definition().equals(definition()))
        .flatMap(known -> spelling().position(known.position()));
  }

  Cursor cursor(BigDecimal position) {
    return new Cursor(definition(), spelling().write(position));
  }

  /** In the log all times are spelt alike. */
  private PositionFormat spelling() {
    return incremental.format().isTime() ? PositionFormat.ISO8601 : PositionFormat.NUMBER;
  }

  private String definition() {
    return "records %s%s at %s as %s"
        .formatted(
            table.records(),
            table.layout() == Layout.ITEMS ? "" : " as " + table.layout(),
            incremental.at(),
            incremental.format().word());
  }

  /**
   * The highest position in the answers; empty when there is none. A time of the future is passed
   * over: who goes on from there would miss what happens until then.
   *
   * @throws UnreadableException if a body cannot be read
   */
  Optional<BigDecimal> highest(List<Answer> answers) throws IOException, UnreadableException {
    BigDecimal highest = null;
    for (Answer answer : answers) {
      BigDecimal found = highest(answer.body(), answer.requestedAt());
      highest = highest == null || found == null ? either(highest, found) : highest.max(found);
    }
    return Optional.ofNullable(highest);
  }

  private BigDecimal highest(Path body, Instant now) throws IOException, UnreadableException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(body), 1 << 16)) {
      JsonPointer at = incremental.at().pointer();
      if (incremental.at().inDocument()) {
        return position(Document.peek(in, Set.of(at)).get(at), now);
      }
      BigDecimal highest = null;
      try (Records records = Records.open(in, table)) {
        for (Records.Located one = records.next(); one != null; one = records.next()) {
          BigDecimal found = position(one.value().at(at), now);
          highest = highest == null || found == null ? either(highest, found) : highest.max(found);
        }
      }
      return highest;
    }
  }

  private static BigDecimal either(BigDecimal a, BigDecimal b) {
    return a == null ? b : a;
  }

  /** Null when it is none, or is still to come. */
  private BigDecimal position(JsonNode value, Instant now) {
    if (!value.isNumber() && !value.isTextual()) {
      return null;
    }
    return incremental
        .format()
        .position(value.asText())
        .filter(position -> incremental.format().isReached(position, now))
        .orElse(null);
  }
}
