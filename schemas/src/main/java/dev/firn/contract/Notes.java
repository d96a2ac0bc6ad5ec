package dev.firn.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a contract says to readers of its tables, and no run goes by.
 *
 * @param purpose what it is for; null when the contract does not say
 * @param usage how it is meant to be used; null likewise
 * @param limitations what it is not fit for; null likewise
 * @param links to what others say: documentation, licence
 * @param support where to ask
 * @param tables by their names
 */
public record Notes(
    String purpose,
    String usage,
    String limitations,
    List<Link> links,
    List<Link> support,
    Map<String, OfTable> tables) {

  /**
   * @param url null when there is none
   */
  public record Link(String text, String url) {}

  /**
   * @param granularity what a row is; null when the contract does not say
   * @param columns by their names
   */
  public record OfTable(String granularity, Map<String, OfColumn> columns) {}

  /**
   * @param classification who may see its values; null when the contract does not say
   * @param examples values as text
   */
  public record OfColumn(String classification, List<String> examples) {

    static final OfColumn NONE = new OfColumn(null, List.of());

    /** Whether its values may be shown to anybody who reads the page. */
    public boolean isOpen() {
      return classification == null || classification.equalsIgnoreCase("public");
    }
  }

  public Notes {
    links = List.copyOf(links);
    support = List.copyOf(support);
    tables = Map.copyOf(tables);
  }

  /** Of a column of a table; empty when the contract says nothing. */
  public OfColumn column(String table, String column) {
    OfTable of = tables.get(table);
    return of == null ? OfColumn.NONE : of.columns().getOrDefault(column, OfColumn.NONE);
  }

  /** Of a contract that has been read and has no problem. */
  static Notes of(Element root) {
    Element description = root.get("description");
    Map<String, OfTable> tables = new HashMap<>();
    for (Element table : root.get("schema").items()) {
      Map<String, OfColumn> columns = new HashMap<>();
      table
          .get("properties")
          .items()
          .forEach(property -> columns.put(property.text("name"), column(property)));
      tables.put(
          table.text("name"), new OfTable(table.text("dataGranularityDescription"), columns));
    }
    return new Notes(
        description.text() == null ? description.text("purpose") : description.text(),
        description.text("usage"),
        description.text("limitations"),
        links(description.get("authoritativeDefinitions"), "type"),
        links(root.get("support"), "channel"),
        tables);
  }

  private static OfColumn column(Element property) {
    return new OfColumn(
        property.text("classification"),
        property.get("examples").items().stream().map(example -> example.node().asText()).toList());
  }

  private static List<Link> links(Element list, String text) {
    List<Link> links = new ArrayList<>();
    for (Element link : list.items()) {
      String name = link.text(text) == null ? link.text("url") : link.text(text);
      if (name != null) {
        links.add(new Link(name, link.text("url")));
      }
    }
    return links;
  }
}
