package dev.firn.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a check found about a table.
 *
 * @param check its name
 * @param severity how bad it is
 * @param table its name
 * @param what is wrong, a sentence
 * @param evidence what it was told by, a line each; empty when the sentence says all
 * @param next what mends it: commands of Firn's as they are typed, and where there is none, what to
 *     do in words; several in the order in which to try them
 */
public record Finding(
    String check,
    Severity severity,
    String table,
    String what,
    List<String> evidence,
    List<String> next) {

  /** The worst first. */
  public enum Severity {
    /** Something is lost or wrong, or going back would not work. */
    ERROR,
    /** It will be, or costs, if nobody does anything. */
    WARNING,
    /** Good to know. */
    NOTE
  }

  public Finding {
    requireNonNull(check, "check");
    requireNonNull(severity, "severity");
    requireNonNull(table, "table");
    requireNonNull(what, "what");
    evidence = List.copyOf(evidence);
    next = List.copyOf(next);
    if (next.isEmpty()) {
      throw new IllegalArgumentException("nothing to do about: " + what);
    }
  }
}
