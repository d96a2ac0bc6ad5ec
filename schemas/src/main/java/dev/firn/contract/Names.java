package dev.firn.contract;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names tables and columns may have on every engine that reads them. */
final class Names {

  /** Glue folds table names to lower case; ours are so from the start. */
  private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]*");

  private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Iceberg's own, by which engines find rows in files. */
  private static final Set<String> METADATA =
      Set.of(
          "_file",
          "_pos",
          "_deleted",
          "_spec_id",
          "_partition",
          "_row_id",
          "_last_updated_sequence_number",
          "_change_type",
          "_change_ordinal",
          "_commit_snapshot_id");

  private static final String RESERVED = "firn_";
  private static final String REJECTED = "_rejected";

  private Names() {}

  static void checkTable(Element name) {
    if (!TABLE.matcher(name.text()).matches()) {
      name.problem(
          "`" + name.text() + "` cannot be a table's name",
          "use lower-case letters, digits and _, with a letter first");
    }
    if (name.text().endsWith(REJECTED)) {
      name.problem(
          "`" + name.text() + "`: names that end in _rejected are for rejected records",
          "choose another");
    }
    checkReserved(name);
  }

  static void checkColumn(Element name) {
    if (!COLUMN.matcher(name.text()).matches()) {
      name.problem(
          "`" + name.text() + "` cannot be a column's name",
          "use letters, digits and _, with no digit first; transformSourceObjects says where the"
              + " value is");
    }
    if (METADATA.contains(name.text().toLowerCase(Locale.ROOT))) {
      name.problem(
          "`" + name.text() + "` is a name that Iceberg keeps for itself",
          "choose another; transformSourceObjects says where the value is");
    }
    checkReserved(name);
  }

  /** A second name would be one that no engine shows. */
  static void checkPhysical(Element named) {
    Element physical = named.get("physicalName");
    String name = named.text("name");
    if (physical.text() != null && name != null && !physical.text().equals(name)) {
      physical.problem("`" + name + "` has another physicalName", "leave it out: name is the name");
    }
  }

  private static void checkReserved(Element name) {
    if (name.text().toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
      name.problem(
          "`" + name.text() + "`: names that begin with firn_ are reserved", "choose another");
    }
  }
}
