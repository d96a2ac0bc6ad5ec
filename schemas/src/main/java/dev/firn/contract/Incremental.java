package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * {@code firn.incremental}: each fetch asks for what changed since the one before.
 *
 * @param parameter of the query, by which changes are asked for
 * @param at where a record, or the document, has its position in the changes
 * @param format how the position is spelt there
 * @param sent how the parameter spells it
 * @param start position that the first fetch asks from; null when it asks for everything
 * @param overlap how far behind the last position each further fetch begins, for changes that show
 *     late; not negative
 */
public record Incremental(
    String parameter,
    SourcePointer at,
    PositionFormat format,
    PositionFormat sent,
    BigDecimal start,
    BigDecimal overlap) {

  public Incremental {
    requireNonNull(parameter, "parameter");
    requireNonNull(at, "at");
    requireNonNull(format, "format");
    requireNonNull(sent, "sent");
    requireNonNull(overlap, "overlap");
    if (overlap.signum() < 0 || format.isTime() != sent.isTime()) {
      throw new IllegalArgumentException(
          "%s sent as %s with an overlap of %s".formatted(format, sent, overlap));
    }
  }

  /**
   * The parameter's value; null when the parameter is left out.
   *
   * @param last position that has landed; null when none has
   */
  public String asked(BigDecimal last) {
    BigDecimal from = last == null ? start : last.subtract(overlap);
    return from == null ? null : sent.write(from);
  }
}
