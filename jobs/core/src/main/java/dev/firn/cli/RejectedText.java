package dev.firn.cli;

import dev.firn.table.Rejections.OfReason;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Rejected records for people: the many in numbers, the newest by themselves. */
final class RejectedText {

  private static final int MOST_ROWS = 10;
  private static final int WIDEST_PLACE = 32;
  private static final int WIDEST_REASON = 40;
  private static final int NARROWEST_RECORD = 24;

  private final Listing listing;
  private final CommonOptions options;
  private final int width;

  /**
   * @param width of the terminal, in characters
   */
  RejectedText(Listing listing, CommonOptions options, int width) {
    this.listing = listing;
    this.options = options;
    this.width = width;
  }

  /**
   * @param total of all that were asked for
   * @param omitted how many of them are not among the records
   */
  record Listing(
      String table,
      long total,
      List<OfReason> reasons,
      List<BatchLine> batches,
      List<RecordLine> records,
      long omitted) {}

  /**
   * @param run that merged it last
   * @param excluded why the batch is left out; null when it is not
   */
  record BatchLine(long batch, long records, String run, String excluded) {}

  /**
   * @param at the place as {@code --at} takes it
   * @param object key of the raw object
   * @param pointer of the record in that object
   * @param place of what is wrong in that object
   * @param record as JSON
   */
  record RecordLine(
      long batch,
      String at,
      String object,
      String pointer,
      String place,
      String reason,
      String record,
      String run) {}

  /**
   * @param batches that were asked for; empty for all
   * @param reason that was asked for; null for all
   * @param contract the file
   */
  void print(PrintWriter out, List<Long> batches, String reason, Path contract) {
    String of =
        batches.isEmpty()
            ? ""
            : (batches.size() == 1 ? " of batch " : " of batches ") + Numbers.list(batches);
    String with = reason == null ? "" : " with '%s' in the reason".formatted(reason);
    if (listing.total() == 0) {
      out.printf("%s: no rejected record%s%s%n", listing.table(), of, with);
      return;
    }
    out.printf(
        "%s: %s%s%s%n%n",
        listing.table(),
        count(listing.total(), "rejected record", "rejected records"),
        of.isEmpty() ? " in " + count(listing.batches().size(), "batch", "batches") : of,
        with);
    reasons(out);
    batches(out);
    records(out);
    String first = CommonOptions.quoted(listing.records().get(0).at());
    out.println();
    line(out, "bytes", options.again("firn rejected %s --at %s".formatted(listing.table(), first)));
    line(out, "contract", contract.toString());
    String apply = options.again("firn apply " + listing.table());
    line(out, "", "if it is at fault, correct it; then %s makes rows of them".formatted(apply));
  }

  private static String count(long number, String one, String many) {
    return number == 1 ? "1 " + one : number + " " + many;
  }

  private void reasons(PrintWriter out) {
    TextTable table = new TextTable(List.of("RECORDS", "REASON"));
    listing.reasons().stream()
        .limit(MOST_ROWS)
        .forEach(of -> table.add(List.of(Long.toString(of.records()), of.reason())));
    table.print(out);
    more(out, listing.reasons().size(), "other reason", "other reasons");
  }

  private void batches(PrintWriter out) {
    TextTable table = new TextTable(List.of("RECORDS", "BATCH", "RUN", ""));
    listing.batches().stream()
        .limit(MOST_ROWS)
        .forEach(
            of ->
                table.add(
                    List.of(
                        Long.toString(of.records()),
                        Long.toString(of.batch()),
                        of.run(),
                        of.excluded() == null ? "" : "excluded: " + of.excluded())));
    out.println();
    table.print(out);
    more(out, listing.batches().size(), "older batch", "older batches");
  }

  private static void more(PrintWriter out, int all, String one, String many) {
    if (all > MOST_ROWS) {
      out.printf("… and %s%n", count(all - MOST_ROWS, one, many));
    }
  }

  private void records(PrintWriter out) {
    int left = width - widest("AT", WIDEST_PLACE, true) - widest("REASON", WIDEST_REASON, false);
    int forRecord = Math.max(left - 2 * TextTable.GAP, NARROWEST_RECORD);
    TextTable table = new TextTable(List.of("AT", "REASON", "RECORD"));
    for (RecordLine record : listing.records()) {
      table.add(
          List.of(
              Visible.end(record.at(), WIDEST_PLACE),
              Visible.start(record.reason(), WIDEST_REASON),
              Visible.start(record.record() == null ? "" : record.record(), forRecord)));
    }
    out.println();
    table.print(out);
    if (listing.omitted() > 0) {
      out.printf("… and %d more, --limit shows them%n", listing.omitted());
    }
  }

  private int widest(String header, int most, boolean places) {
    return listing.records().stream()
        .map(record -> places ? record.at() : record.reason())
        .mapToInt(text -> Math.min(Visible.text(text).length(), most))
        .reduce(header.length(), Math::max);
  }

  private static void line(PrintWriter out, String label, String value) {
    out.printf("  %-10s %s%n", label, value);
  }
}
