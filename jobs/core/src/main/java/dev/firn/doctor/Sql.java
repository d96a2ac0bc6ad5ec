package dev.firn.doctor;

import dev.firn.lake.Lake;

/** Statements for where Firn has no command: to be typed into a Spark session of one's own. */
final class Sql {

  private Sql() {}

  static String set(Patient patient, String property, String value) {
    return "in Spark SQL: ALTER TABLE %s SET TBLPROPERTIES ('%s'='%s')"
        .formatted(table(patient), property, value);
  }

  static String table(Patient patient) {
    return "%s.%s.%s".formatted(Lake.CATALOG, patient.lake().namespace(), patient.name());
  }
}
