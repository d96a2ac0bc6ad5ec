package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import java.io.IOException;
import java.util.List;

/** Looks for one kind of trouble; changes nothing. */
interface Check {

  /** A word, the same for all findings of the check. */
  String name();

  /** Empty if all is well. */
  List<Finding> look(Patient patient) throws IOException;

  default Finding finding(
      Severity severity, Patient patient, String what, List<String> evidence, String... next) {
    return new Finding(name(), severity, patient.name(), what, evidence, List.of(next));
  }
}
