package dev.firn.run;

import java.util.Locale;

/** What a run is for, by the command that is typed for it. */
public enum Purpose {
  /** To merge what has landed and is not in the table. */
  RUN,
  /** To make the rows of a table what its changed contract says, of all that has landed. */
  APPLY,
  /** To make a table anew of all that has landed. */
  REPLAY;

  boolean makesAnew() {
    return this != RUN;
  }

  /** As it has to be typed to do the same again. */
  String command(String table) {
    return "firn %s %s".formatted(name().toLowerCase(Locale.ROOT), table);
  }
}
