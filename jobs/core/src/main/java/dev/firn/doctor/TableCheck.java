package dev.firn.doctor;

import dev.firn.table.TableState;
import java.io.IOException;
import java.util.List;

/** A check that has nothing to look at where there is no table, or none that loads. */
interface TableCheck extends Check {

  List<Finding> look(Patient patient, TableState state) throws IOException;

  @Override
  default List<Finding> look(Patient patient) throws IOException {
    return patient.metadata() != null && patient.metadata().loads()
        ? look(patient, patient.metadata().state())
        : List.of();
  }
}
