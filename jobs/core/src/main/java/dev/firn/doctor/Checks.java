package dev.firn.doctor;

import dev.firn.run.Workbench;
import java.util.ArrayList;
import java.util.List;

/** All checks, in the order in which they look. */
final class Checks {

  private Checks() {}

  /** By metadata and listings alone. */
  static List<Check> light() {
    return List.of(
        new PointerCheck(),
        new MetadataSizeCheck(),
        new WindowCheck(),
        new BranchesCheck(),
        new SmallFilesCheck(),
        RawLogCheck.ofTheLast(),
        new PendingCheck(),
        new ContractCheck(),
        new ForeignCheck(),
        new LocationCheck(),
        new NamesCheck());
  }

  /** Those, and what has to be read: rows, files, raw bytes. */
  static List<Check> deep(Workbench bench) {
    List<Check> checks = new ArrayList<>(light());
    checks.removeIf(RawLogCheck.class::isInstance);
    checks.add(RawLogCheck.ofAll());
    checks.add(new FilesCheck());
    checks.add(new KeysCheck(bench));
    checks.add(new DefinitionCheck(bench));
    return checks;
  }
}
