package dev.firn.docs;

import dev.firn.contract.Column;
import dev.firn.contract.Notes;
import dev.firn.contract.TableContract;
import dev.firn.table.TechnicalColumns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One page about all tables, in one file that needs nothing else: no script, no font, no address
 * that a browser would ask.
 */
public final class HtmlPage {

  private static final int LONGEST_VALUE = 60;

  private final List<TablePage> tables;
  private final String title;
  private final String madeAt;
  private final StringBuilder html = new StringBuilder();

  /**
   * @param madeAt ISO 8601 in UTC
   */
  public HtmlPage(List<TablePage> tables, String title, String madeAt) {
    this.tables = List.copyOf(tables);
    this.title = title;
    this.madeAt = madeAt;
  }

  public String text() {
    line("<!DOCTYPE html>");
    line("<html lang=\"en\">");
    line("<head>");
    line("<meta charset=\"utf-8\"/>");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    line("<title>" + Html.text(title) + "</title>");
    line("<style>\n" + resource("page.css") + "</style>");
    line("</head>");
    line("<body>");
    line("<header>");
    line("<h1>" + Html.text(title) + "</h1>");
    line(
        "<p class=\"quiet\">%s, as of %s.</p>"
            .formatted(tables.size() == 1 ? "One table" : tables.size() + " tables", time(madeAt)));
    index();
    line("</header>");
    tables.forEach(this::table);
    line("</body>");
    line("</html>");
    return html.toString();
  }

  private void index() {
    line("<div class=\"wide\"><table>");
    line(
        "<thead><tr><th>Table</th><th>What</th><th class=\"number\">Rows</th><th>State</th></tr></thead>");
    line("<tbody>");
    for (TablePage page : tables) {
      TablePage.Live live = page.live();
      line(
          "<tr><td><a href=\"#%1$s\">%1$s</a></td><td>%2$s</td><td class=\"number\">%3$s</td><td>%4$s</td></tr>"
              .formatted(
                  Html.text(page.table().name()),
                  Html.text(or(page.table().description(), page.notes().purpose())),
                  live == null ? "" : rows(live),
                  live == null ? "" : state(live)));
    }
    line("</tbody>");
    line("</table></div>");
  }

  private void table(TablePage page) {
    TableContract table = page.table();
    line("<section id=\"%s\">".formatted(Html.text(table.name())));
    line("<h2>" + Html.text(table.name()) + "</h2>");
    paragraph(or(table.description(), page.notes().purpose()));
    paragraph(granularity(page));
    facts(page);
    queries(page);
    columns(page);
    technical(table);
    sample(page);
    notes(page.notes());
    line("</section>");
  }

  private static String granularity(TablePage page) {
    Notes.OfTable of = page.notes().tables().get(page.table().name());
    return of == null ? "" : or(of.granularity(), "");
  }

  private void facts(TablePage page) {
    TableContract table = page.table();
    TablePage.Live live = page.live();
    line("<dl>");
    fact("Rows", Words.rows(table));
    fact("Key", table.key().isEmpty() ? "none" : Words.names(table.key()));
    if (!table.partitions().isEmpty()) {
      fact("Laid out by", partitions(table));
    }
    fact(
        "Fetched",
        page.contract().schedule() == null
            ? "when somebody asks"
            : page.contract().schedule() + " (cron, UTC)");
    if (table.freshness() != null) {
      fact("Fresh", "the newest answer is no older than " + Words.duration(table.freshness()));
    }
    fact("Past", "can be read, and gone back to, for " + Words.duration(table.recoveryWindow()));
    if (live != null) {
      fact("Rows now", rows(live) + ", " + state(live));
      fact("Published", time(live.publishedAt()));
      fact("Last answer", live.landedAt() == null ? "none yet" : time(live.landedAt()));
    }
    fact("Owner", or(page.contract().owner(), "nobody is named"));
    for (Notes.Link support : page.notes().support()) {
      raw("Ask", link(support));
    }
    fact("From", from(page.contract().source().location()));
    fact("Contract", "%s, version %s".formatted(page.contract().file(), page.contract().version()));
    line("</dl>");
  }

  /** Where to look it up; what is asked for there is the contract's business. */
  private static String from(URI location) {
    return "%s://%s%s".formatted(location.getScheme(), location.getAuthority(), location.getPath());
  }

  private static String partitions(TableContract table) {
    return table.partitions().stream()
        .map(
            column ->
                switch (column.partition().transform()) {
                  case IDENTITY -> column.name();
                  case BUCKET, TRUNCATE ->
                      "%s(%d) of %s"
                          .formatted(
                              column.partition().transform().name().toLowerCase(Locale.ROOT),
                              column.partition().parameter(),
                              column.name());
                  case YEAR, MONTH, DAY, HOUR ->
                      "%s of %s"
                          .formatted(
                              column.partition().transform().name().toLowerCase(Locale.ROOT),
                              column.name());
                })
        .collect(Collectors.joining(", "));
  }

  private void queries(TablePage page) {
    FirstQuery query = new FirstQuery(page.table(), page.notes());
    line("<h3>Start with</h3>");
    if (query.inAthena().equals(query.inSpark())) {
      code("Athena, Spark, firn sql", query.inSpark());
    } else {
      code("Athena", query.inAthena());
      code("Spark, firn sql", query.inSpark());
    }
    line("<details><summary>As it was at some time, such as this page's</summary>");
    String at = seconds(madeAt);
    code("Athena", query.pastInAthena(at));
    code("Spark, firn sql", query.pastInSpark(at));
    line("</details>");
  }

  private void code(String where, String sql) {
    line("<p class=\"quiet\">" + Html.text(where) + "</p>");
    line("<pre><code>" + Html.text(sql) + "</code></pre>");
  }

  private void columns(TablePage page) {
    line("<h3>Columns</h3>");
    line("<div class=\"wide\"><table>");
    line("<thead><tr><th>Column</th><th>Type</th><th>Meaning</th><th>Example</th></tr></thead>");
    line("<tbody>");
    for (Column column : page.table().columns()) {
      Notes.OfColumn notes = page.notes().column(page.table().name(), column.name());
      line(
          "<tr><td><code>%s</code></td><td>%s</td><td>%s</td><td>%s</td></tr>"
              .formatted(
                  Html.text(column.name()),
                  Html.text(Words.type(column.type())),
                  meaning(page.table(), column, notes),
                  Html.text(notes.examples().isEmpty() ? "" : shortened(notes.examples().get(0)))));
    }
    line("</tbody>");
    line("</table></div>");
  }

  private static String meaning(TableContract table, Column column, Notes.OfColumn notes) {
    List<String> marks = new ArrayList<>(Words.marks(table, column));
    if (notes.classification() != null) {
      marks.add(notes.classification());
    }
    return Html.text(or(column.description(), ""))
        + marks.stream()
            .map(mark -> " <span class=\"mark\">" + Html.text(mark) + "</span>")
            .collect(Collectors.joining());
  }

  private void technical(TableContract table) {
    line(
        "<details><summary>Firn's own columns, last in the table: where each row is from</summary>");
    line("<div class=\"wide\"><table>");
    line("<thead><tr><th>Column</th><th>Type</th><th>Meaning</th></tr></thead>");
    line("<tbody>");
    for (TechnicalColumns.Described column : TechnicalColumns.of(table)) {
      line(
          "<tr><td><code>%s</code></td><td>%s</td><td>%s</td></tr>"
              .formatted(
                  Html.text(column.name()), Html.text(column.type()), Html.text(column.meaning())));
    }
    line("</tbody>");
    line("</table></div>");
    line(
        "<p>Records that no row could be made of are in <code>%s_rejected</code>, with the reason and the place.</p>"
            .formatted(Html.text(table.name())));
    line("</details>");
  }

  private void sample(TablePage page) {
    TablePage.Live live = page.live();
    if (live == null || live.sample().isEmpty()) {
      return;
    }
    line("<h3>Some rows</h3>");
    line("<div class=\"wide\"><table class=\"sample\">");
    line(
        live.columns().stream()
            .map(column -> "<th>" + Html.text(column) + "</th>")
            .collect(Collectors.joining("", "<thead><tr>", "</tr></thead>")));
    line("<tbody>");
    for (List<String> row : live.sample()) {
      line(
          row.stream()
              .map(
                  value ->
                      value == null
                          ? "<td class=\"quiet\">null</td>"
                          : "<td>" + Html.text(shortened(value)) + "</td>")
              .collect(Collectors.joining("", "<tr>", "</tr>")));
    }
    line("</tbody>");
    line("</table></div>");
    List<String> closed =
        page.table().columns().stream()
            .map(Column::name)
            .filter(name -> !live.columns().contains(name))
            .toList();
    if (!closed.isEmpty()) {
      line(
          "<p class=\"quiet\">Not shown, for they are classified: %s.</p>"
              .formatted(Html.text(String.join(", ", closed))));
    }
  }

  private void notes(Notes notes) {
    if (notes.usage() != null) {
      line("<h3>How it is meant to be used</h3>");
      paragraph(notes.usage());
    }
    if (notes.limitations() != null) {
      line("<h3>What to know</h3>");
      paragraph(notes.limitations());
    }
    if (!notes.links().isEmpty()) {
      line(
          "<p>"
              + notes.links().stream().map(HtmlPage::link).collect(Collectors.joining(" · "))
              + "</p>");
    }
  }

  /** Addresses that a browser would run are no addresses. */
  private static String link(Notes.Link link) {
    return link.url() != null && link.url().matches("(?i)(https?://|mailto:).*")
        ? "<a href=\"%s\">%s</a>".formatted(Html.text(link.url()), Html.text(link.text()))
        : Html.text(link.text());
  }

  private void paragraph(String text) {
    if (!text.isEmpty()) {
      line("<p>" + Html.text(text) + "</p>");
    }
  }

  private void fact(String name, String value) {
    raw(name, Html.text(value));
  }

  private void raw(String name, String value) {
    line("<dt>%s</dt><dd>%s</dd>".formatted(Html.text(name), value));
  }

  private void line(String text) {
    html.append(text).append('\n');
  }

  private static String rows(TablePage.Live live) {
    return live.rows() < 0 ? "?" : String.format(Locale.ROOT, "%,d", live.rows());
  }

  private static String state(TablePage.Live live) {
    return live.condition().toLowerCase(Locale.ROOT);
  }

  private static String time(String iso) {
    return seconds(iso) + " UTC";
  }

  private static String seconds(String iso) {
    return iso.replaceFirst("T", " ").replaceFirst("(\\.\\d+)?Z", "");
  }

  private static String or(String text, String otherwise) {
    return text != null ? text : otherwise == null ? "" : otherwise;
  }

  private static String shortened(String value) {
    return value.codePointCount(0, value.length()) <= LONGEST_VALUE
        ? value
        : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
