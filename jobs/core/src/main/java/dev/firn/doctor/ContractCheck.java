package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.table.Change;
import dev.firn.table.ContractDifference;
import dev.firn.table.RowsDefinition;
import dev.firn.table.TableState;
import java.util.ArrayList;
import java.util.List;

/** Whether the table is what its contract says now. */
final class ContractCheck implements TableCheck {

  @Override
  public String name() {
    return "contract";
  }

  @Override
  public List<Finding> look(Patient patient, TableState state) {
    ContractDifference difference = ContractDifference.of(state, patient.contracted());
    if (!difference.problems().isEmpty()) {
      return List.of(
          finding(
              Severity.ERROR,
              patient,
              "it does not fit its contract, so that no run merges into it",
              difference.problems().stream().map(ContractDifference.Problem::what).toList(),
              "firn plan " + patient.name()));
    }
    List<String> evidence =
        new ArrayList<>(difference.changes().stream().map(Change::what).toList());
    boolean otherRows = RowsDefinition.isAnother(state, patient.contracted());
    if (otherRows) {
      evidence.add("its rows were made by another contract");
    }
    if (evidence.isEmpty()) {
      return List.of();
    }
    return List.of(
        finding(
            otherRows ? Severity.WARNING : Severity.NOTE,
            patient,
            "its contract has changed since",
            evidence,
            "firn plan " + patient.name(),
            "firn apply " + patient.name()));
  }
}
