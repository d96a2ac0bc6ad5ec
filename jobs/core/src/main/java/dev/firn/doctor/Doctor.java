package dev.firn.doctor;

import static java.util.Objects.requireNonNull;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.doctor.Finding.Severity;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.lake.Pointer;
import dev.firn.raw.RawLog;
import dev.firn.run.Workbench;
import dev.firn.table.MetadataFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.io.FileIO;

/** Looks at tables, and says of everything that is wrong what mends it. Changes nothing itself. */
public final class Doctor implements AutoCloseable {

  private final Lake lake;
  private final FileIO files;
  private final List<Pointer> pointers;
  private final List<Check> checks;
  private final Clock clock;
  private final Map<String, RawLog> logs = new HashMap<>();

  /** One whose checks take a second a table, and never start Spark. */
  public static Doctor light(Lake lake, Clock clock) {
    return new Doctor(lake, Checks.light(), clock);
  }

  /** One that reads rows, files and raw bytes as well. */
  public static Doctor deep(Workbench bench) {
    return new Doctor(bench.lake(), Checks.deep(bench), bench.clock());
  }

  Doctor(Lake lake, List<Check> checks, Clock clock) {
    this.lake = requireNonNull(lake, "lake");
    this.checks = List.copyOf(checks);
    this.clock = requireNonNull(clock, "clock");
    this.files = lake.files();
    this.pointers = lake.pointers().all();
  }

  /** The worst first; empty if nothing is to be mended. */
  public List<Finding> examine(Contract contract, TableContract contracted) {
    List<Finding> findings = new ArrayList<>();
    Patient patient = patient(contract, contracted, findings);
    for (Check check : checks) {
      try {
        findings.addAll(check.look(patient));
      } catch (Exception e) { // Scala throws checked exceptions without saying so.
        findings.add(couldNotLook(check.name(), contracted.name(), e));
      }
    }
    findings.sort(Comparator.comparing(Finding::severity));
    return List.copyOf(findings);
  }

  private Patient patient(Contract contract, TableContract contracted, List<Finding> findings) {
    Pointer pointer =
        pointers.stream()
            .filter(one -> one.table().equals(contracted.name()))
            .findFirst()
            .orElse(null);
    MetadataFile metadata = null;
    if (pointer != null) {
      try {
        metadata = MetadataFile.read(files, pointer.metadata());
      } catch (RuntimeException e) {
        findings.add(couldNotLook(PointerCheck.NAME, contracted.name(), e));
      }
    }
    return new Patient(
        lake,
        files,
        pointers,
        contract,
        contracted,
        logs.computeIfAbsent(contract.id(), feed -> new RawLog(lake.store(), feed)),
        pointer,
        metadata,
        clock);
  }

  /** One check that fails hides no other. */
  private static Finding couldNotLook(String check, String table, Exception failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new Finding(
        check,
        Severity.WARNING,
        table,
        "could not look: " + message.lines().findFirst().orElse("").strip(),
        List.of(),
        List.of(
            failure instanceof FirnException said && said.next().isPresent()
                ? said.next().get()
                : "firn doctor " + table));
  }

  @Override
  public void close() {
    files.close();
  }
}
