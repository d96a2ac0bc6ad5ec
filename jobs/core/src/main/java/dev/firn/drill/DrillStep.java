package dev.firn.drill;

import java.util.Locale;

/** The steps of a drill, in their order. */
public enum DrillStep {
  CLONE,
  WINDOW,
  BAD_RUN,
  ROLLBACK,
  COMPARISON,
  UNDO,
  ROLLBACK_AGAIN,
  REPLAY,
  CLEAN_UP;

  /** For people. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
