package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.lake.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables whose folders overlap: to whom deletes orphans of one, the files of the other look like
 * orphans.
 */
final class LocationCheck implements Check {

  @Override
  public String name() {
    return "location";
  }

  @Override
  public List<Finding> look(Patient patient) {
    if (patient.pointer() == null) {
      return List.of();
    }
    String folder = location(patient.pointer(), patient);
    List<Finding> findings = new ArrayList<>();
    for (Pointer other : patient.pointers()) {
      if (!other.table().equals(patient.name())) {
        String others = other.location();
        if ((folder + "/").startsWith(others + "/") || (others + "/").startsWith(folder + "/")) {
          findings.add(
              finding(
                  Severity.ERROR,
                  patient,
                  "it shares its folder with table %s: who deletes orphans of one deletes files of the other"
                      .formatted(other.table()),
                  List.of(folder, others),
                  "let nobody delete orphans of either: Athena's VACUUM, Glue's optimizers, remove_orphan_files",
                  "give the contract's table another name, firn run makes it in a folder of its own from all that has landed; or drop %s without purging, if it is only another name"
                      .formatted(other.table())));
        }
      }
    }
    return findings;
  }

  /** As the table itself says, where it loads. */
  private static String location(Pointer pointer, Patient patient) {
    return patient.metadata() != null && patient.metadata().loads()
        ? patient.metadata().state().metadata().location()
        : pointer.location();
  }
}
