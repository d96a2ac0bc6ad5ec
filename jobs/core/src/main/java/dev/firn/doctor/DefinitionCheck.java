package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.run.Rehearsal;
import dev.firn.run.Workbench;
import dev.firn.table.Counts;
import dev.firn.table.RowsDefinition;
import dev.firn.table.TableState;
import java.util.List;
import java.util.Locale;

/** Whether the table is what its raw log and its contract make of it. */
final class DefinitionCheck implements TableCheck {

  private final Workbench bench;

  DefinitionCheck(Workbench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return "definition";
  }

  @Override
  public List<Finding> look(Patient patient, TableState state) {
    if (state.applied().through() == 0 || RowsDefinition.isAnother(state, patient.contracted())) {
      // Nothing to compare with, or a difference that the contract's own check tells of.
      return List.of();
    }
    Counts counts = new Rehearsal(bench).of(patient.contracted(), patient.log(), state);
    if (counts.written() == 0) {
      return List.of();
    }
    return List.of(
        finding(
            Severity.ERROR,
            patient,
            String.format(
                Locale.ROOT,
                "it is not what its raw log makes of it: a replay would bring +%,d ~%,d -%,d rows",
                counts.added(),
                counts.changed(),
                counts.deleted()),
            List.of(
                "%,d records of batches up to %d were compared"
                    .formatted(counts.records(), state.applied().through())),
            "firn replay %s --review".formatted(patient.name()),
            "firn replay " + patient.name()));
  }
}
