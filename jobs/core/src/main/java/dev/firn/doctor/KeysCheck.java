package dev.firn.doctor;

import dev.firn.contract.Column;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.doctor.Finding.Severity;
import dev.firn.run.Workbench;
import dev.firn.table.TableState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether keys are unique and never null in main; under {@code scd2} those of a version, of which
 * one ends where the next begins.
 */
final class KeysCheck implements TableCheck {

  private final Workbench bench;

  KeysCheck(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public List<Finding> look(Patient patient, TableState state) throws IOException {
    List<String> key =
        patient.contracted().key().stream()
            .map(Column::name)
            .filter(name -> state.metadata().schema().findField(name) != null)
            .map(name -> "`" + name + "`")
            .toList();
    if (key.isEmpty()) {
      return List.of();
    }
    boolean versions = patient.contracted().merge() == MergeStrategy.SCD2;
    String sql =
        read(versions ? "versions.sql" : "keys.sql")
            .replace("{table}", Sql.table(patient))
            .replace("{key}", String.join(", ", key))
            .replace(
                "{null}",
                key.stream()
                    .map(column -> column + " IS NULL")
                    .collect(Collectors.joining(" OR ")));
    List<Finding> findings = new ArrayList<>();
    for (List<String> row : bench.engine().query(sql, Integer.MAX_VALUE).rows()) {
      long count = Long.parseLong(row.get(1));
      if (count > 0) {
        findings.add(
            finding(
                Severity.ERROR,
                patient,
                String.format(Locale.ROOT, "%s: %,d", row.get(0), count),
                List.of("such as " + row.get(2)),
                ForeignCheck.takingOut(patient.name(), state)));
      }
    }
    return findings;
  }

  private static String read(String name) throws IOException {
    try (InputStream in = KeysCheck.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
