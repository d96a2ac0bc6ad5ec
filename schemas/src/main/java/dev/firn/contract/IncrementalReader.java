package dev.firn.contract;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/** The word {@code firn.incremental} of a server, when there is one. */
final class IncrementalReader {

  private final Element word;
  private final PositionFormat format;
  private final PositionFormat sent;
  private boolean flawed;

  private IncrementalReader(Element word) {
    this.word = word;
    this.format = format(word.get("format"), PositionFormat.ISO8601);
    this.sent = format(word.get("send"), format);
  }

  /** Empty when there is a problem with it. */
  static Optional<Incremental> read(Element word) {
    return word.isFlawed() ? Optional.empty() : new IncrementalReader(word).incremental();
  }

  private Optional<Incremental> incremental() {
    Optional<SourcePointer> at = Pointers.source(word.get("at"), word.text("at"));
    if (at.isEmpty() || word.text("parameter") == null) {
      return Optional.empty();
    }
    if (at.get().isName()) {
      problem(
          word.get("at"), "a name is no position in anything", "point to something in the record");
    }
    if (format.isTime() != sent.isTime()) {
      problem(
          word.get("send"),
          "positions in the format %s cannot be sent as %s".formatted(format.word(), sent.word()),
          "leave `send` out");
    }
    BigDecimal start = start(word.get("start"));
    BigDecimal overlap = overlap(word.get("overlap"));
    return flawed
        ? Optional.empty()
        : Optional.of(
            new Incremental(word.text("parameter"), at.get(), format, sent, start, overlap));
  }

  private static PositionFormat format(Element element, PositionFormat usual) {
    return Stream.of(PositionFormat.values())
        .filter(format -> format.word().equals(element.text()))
        .findFirst()
        .orElse(usual);
  }

  private BigDecimal start(Element start) {
    if (!start.present()) {
      return null;
    }
    Stream<PositionFormat> formats =
        format.isTime()
            ? Stream.of(PositionFormat.ISO8601, PositionFormat.DATE)
            : Stream.of(PositionFormat.NUMBER);
    Optional<BigDecimal> position =
        formats.flatMap(one -> one.position(start.node().asText()).stream()).findFirst();
    if (position.isEmpty()) {
      problem(
          start,
          "`%s` is no position to start from".formatted(start.node().asText()),
          format.isTime() ? "write it like 2024-01-31T00:00:00Z" : "write a whole number");
    }
    return position.orElse(null);
  }

  private BigDecimal overlap(Element overlap) {
    if (!overlap.present()) {
      return BigDecimal.ZERO;
    }
    String text = overlap.node().asText();
    try {
      BigDecimal length =
          format.isTime()
              ? BigDecimal.valueOf(Duration.parse(text).toSeconds())
              : PositionFormat.NUMBER.position(text).orElse(BigDecimal.ONE.negate());
      if (length.signum() >= 0) {
        return length;
      }
    } catch (DateTimeParseException e) {
      // Said below, in the same words.
    }
    problem(
        overlap,
        "`" + text + "` is no overlap",
        format.isTime() ? "write an ISO 8601 duration: PT1H" : "write a whole number");
    return BigDecimal.ZERO;
  }

  private void problem(Element element, String message, String remedy) {
    flawed = true;
    element.problem(message, remedy);
  }

  /** What the tables of the feed must be like. */
  static void check(Element contract, Incremental incremental) {
    Element first = null;
    for (Element table : contract.get("schema").items()) {
      if (first != null
          && !incremental.at().inDocument()
          && !LayoutRules.sameRecords(first, table)) {
        table.problem(
            "firn.incremental has its position in a record, and this table's records are others than the first one's",
            "write `at` for a place in the document, #/…, or make a contract of its own for the table");
      }
      first = first == null ? table : first;
      Element merge = table.word("merge");
      if ("mirror".equals(merge.text())) {
        merge.problem(
            "firn.incremental asks for changes only, and a mirror deletes what an answer does not have",
            "write upsert, or leave firn.incremental out");
      }
      if ("append".equals(merge.text()) && incremental.overlap().signum() > 0) {
        merge.problem(
            "firn.incremental has an overlap, and append would have the records in it twice",
            "write upsert, or leave `overlap` out");
      }
    }
  }
}
