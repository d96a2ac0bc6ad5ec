package dev.firn.drill;

/**
 * @param files how many of the window's files to look for at most
 * @param replay whether to make the table anew from raw
 */
public record DrillOptions(long files, boolean replay) {

  public DrillOptions {
    if (files < 0) {
      throw new IllegalArgumentException("less than no files: " + files);
    }
  }
}
