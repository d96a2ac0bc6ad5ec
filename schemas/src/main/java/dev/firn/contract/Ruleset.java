package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A DQDL ruleset that a contract names.
 *
 * @param name the contract's name for it
 * @param path the file, relative to the project
 * @param dqdl its text
 * @param severity whether a failed rule stops the publish
 * @param scope which rows it looks at
 */
public record Ruleset(String name, String path, String dqdl, Severity severity, Scope scope)
    implements Serializable {

  public Ruleset {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    requireNonNull(dqdl, "dqdl");
    requireNonNull(severity, "severity");
    requireNonNull(scope, "scope");
  }

  /** ODCS {@code severity}: error or warning. */
  public enum Severity {
    BLOCKING,
    WARNING
  }

  /** The rows a ruleset looks at. */
  public enum Scope {
    /** Those that the run inserted or updated. */
    CHANGED_ROWS,
    /** The whole table as it would be published. */
    TABLE
  }
}
