package dev.firn.lake;

/** A name is one step of a path, so that removing it removes nothing else. */
final class ScratchNames {

  private ScratchNames() {}

  static String checked(String name) {
    if (!name.matches("[a-z0-9_]+")) {
      throw new IllegalArgumentException("not a name of scratch: '" + name + "'");
    }
    return name;
  }
}
