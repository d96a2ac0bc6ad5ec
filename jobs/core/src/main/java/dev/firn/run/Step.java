package dev.firn.run;

/** The steps of a run, in their order. */
public enum Step {
  FETCH,
  LAND,
  MERGE,
  AUDIT,
  PUBLISH
}
