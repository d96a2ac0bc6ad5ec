package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.lake.Pointer;
import dev.firn.table.MetadataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the catalog points at metadata that loads, of the table and of the one that keeps its
 * rejected records: a commit whose reply was lost can end with its file deleted.
 */
final class PointerCheck implements Check {

  static final String NAME = "pointer";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look(Patient patient) {
    List<Finding> findings = new ArrayList<>();
    if (patient.metadata() != null && !patient.metadata().loads()) {
      findings.add(broken(patient, patient.pointer(), patient.metadata()));
    }
    Optional<Pointer> rejected =
        patient.pointers().stream()
            .filter(pointer -> pointer.table().equals(patient.name() + "_rejected"))
            .findFirst();
    if (rejected.isPresent()) {
      MetadataFile metadata = MetadataFile.read(patient.files(), rejected.get().metadata());
      if (!metadata.loads()) {
        findings.add(broken(patient, rejected.get(), metadata));
      }
    }
    return findings;
  }

  private Finding broken(Patient patient, Pointer pointer, MetadataFile metadata) {
    List<String> evidence = new ArrayList<>();
    evidence.add(pointer.metadata());
    if (pointer.previous() != null) {
      MetadataFile previous = MetadataFile.read(patient.files(), pointer.previous());
      evidence.add(
          "the one before it, %s, %s"
              .formatted(previous.name(), previous.loads() ? "loads" : previous.broken()));
    }
    return finding(
        Severity.ERROR,
        patient,
        "the catalog points %s at metadata that does not load: %s %s"
            .formatted(pointer.table(), metadata.name(), metadata.broken()),
        evidence,
        "firn doctor %s --repair".formatted(pointer.table()));
  }
}
