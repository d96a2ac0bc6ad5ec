package dev.firn.contract;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.TableContract.AfterFailedAudit;
import dev.firn.contract.TableContract.BadValues;
import dev.firn.contract.TableContract.DeleteLimit;
import dev.firn.contract.TableContract.Layout;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.contract.TableContract.UnknownFields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The entries of {@code schema}: tables. Their names must differ between contracts too. */
final class TableReader {

  private static final Duration USUAL_WINDOW = Duration.ofDays(7);

  private final RulesetReader rulesets;
  private final Map<String, Path> taken = new HashMap<>();

  TableReader(RulesetReader rulesets) {
    this.rulesets = rulesets;
  }

  /** Complete only if no problem was found. */
  List<TableContract> read(Path file, Element contract, Sla sla) {
    Element schema = contract.get("schema");
    if (schema.items().isEmpty() && !schema.isFlawed()) {
      schema.problem("no table", "describe one under `schema`");
    }
    List<TableContract> tables = new ArrayList<>();
    for (Element table : schema.items()) {
      table(table, sla).ifPresent(tables::add);
      checkName(file, table.get("name"));
    }
    return tables;
  }

  private void checkName(Path file, Element name) {
    if (name.text() == null) {
      return;
    }
    Names.checkTable(name);
    Path other = taken.putIfAbsent(name.text(), file);
    if (other != null) {
      String where = other.equals(file) ? "there twice" : "taken by " + other;
      name.problem("the table `" + name.text() + "` is " + where, "give every table its own name");
    }
  }

  private Optional<TableContract> table(Element table, Sla sla) {
    Names.checkPhysical(table);
    MergeStrategy merge = choice(table, "merge", MergeStrategy.class, MergeStrategy.UPSERT);
    Columns columns = Columns.read(table);
    if (merge != MergeStrategy.APPEND && !columns.hasKey()) {
      table.problem(
          "no primary key, but %s needs one".formatted(word(merge)),
          "mark it with primaryKey: true");
    }
    Optional<Column> validFrom = ValidFromReader.read(table, columns.list(), merge);
    List<OrderBy> order =
        validFrom
            .map(column -> List.of(OrderBy.time(column)))
            .orElseGet(() -> OrderReader.read(table.word("order"), columns.list(), merge));
    DeleteLimit deletes = deletes(table.word("deletes"), merge);
    List<Ruleset> rules = rulesets.read(table);
    JsonPointer records = Pointers.records(table.word("records")).orElse(JsonPointer.empty());
    Layout layout = choice(table, "recordsAre", Layout.class, Layout.ITEMS);
    LayoutRules.check(table, layout, records, order, columns.list());
    String name = table.text("name");
    if (name == null || columns.list().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TableContract(
            name,
            table.text("description"),
            records,
            layout,
            table.word("recordsMayBeAbsent").node().asBoolean(false),
            merge,
            deletes,
            order,
            validFrom.map(Column::name).orElse(null),
            choice(table, "unknownFields", UnknownFields.class, UnknownFields.KEEP),
            choice(table, "badValues", BadValues.class, BadValues.REJECT),
            choice(table, "afterFailedAudit", AfterFailedAudit.class, AfterFailedAudit.HOLD),
            columns.list(),
            rules,
            sla.recoveryWindow().getOrDefault(name, USUAL_WINDOW),
            sla.latency().get(name)));
  }

  private static DeleteLimit deletes(Element word, MergeStrategy merge) {
    if (word.present() && merge != MergeStrategy.MIRROR) {
      word.problem("only a mirror deletes", "leave firn.deletes out, or write firn.merge: mirror");
    }
    DeleteLimit usual = DeleteLimit.DEFAULT;
    double share = word.get("share").node().asDouble(usual.share());
    long floor = word.get("floor").node().asLong(usual.floor());
    return share >= 0 && share <= 1 && floor >= 0 ? new DeleteLimit(share, floor) : usual;
  }

  /** The schema of our words has the same choices, and has reported any other. */
  private static <E extends Enum<E>> E choice(Element table, String name, Class<E> type, E usual) {
    String text = table.word(name).text();
    for (E choice : type.getEnumConstants()) {
      if (word(choice).equals(text)) {
        return choice;
      }
    }
    return usual;
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
