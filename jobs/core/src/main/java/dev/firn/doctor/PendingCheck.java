package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.raw.Batch;
import dev.firn.run.Status;
import dev.firn.table.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Batches that have landed and are in no row, and nobody seems to merge them. */
final class PendingCheck implements Check {

  private static final Duration PATIENCE = Duration.ofDays(1);

  @Override
  public String name() {
    return "pending";
  }

  @Override
  public List<Finding> look(Patient patient) {
    if (patient.pointer() != null && (patient.metadata() == null || !patient.metadata().loads())) {
      return List.of();
    }
    TableState state = patient.metadata() == null ? null : patient.metadata().state();
    Status.Line status =
        new Status(patient.lake(), patient.clock())
            .of(patient.contract(), patient.contracted(), patient.log(), state);
    if (status.hold() != null) {
      return List.of(
          new Finding(
              name(),
              Severity.WARNING,
              patient.name(),
              "merging waits for a decision since %s: %s"
                  .formatted(status.hold().since(), status.hold().reason()),
              waiting(status),
              status.next()));
    }
    if (status.pending().isEmpty()) {
      return List.of();
    }
    Batch oldest = patient.log().get(status.pending().get(0));
    Duration patience =
        patient.contracted().freshness() == null ? PATIENCE : patient.contracted().freshness();
    if (!Instant.parse(oldest.landedAt()).plus(patience).isBefore(patient.now())) {
      return List.of();
    }
    return List.of(
        finding(
            Severity.WARNING,
            patient,
            "%s landed and %s never applied, the oldest at %s"
                .formatted(
                    status.pending().size() == 1
                        ? "1 batch has"
                        : status.pending().size() + " batches have",
                    status.pending().size() == 1 ? "was" : "were",
                    oldest.landedAt()),
            waiting(status),
            "firn run %s --no-fetch".formatted(patient.name())));
  }

  private static List<String> waiting(Status.Line status) {
    return status.pending().isEmpty() ? List.of() : List.of(Batches.text(status.pending()));
  }
}
