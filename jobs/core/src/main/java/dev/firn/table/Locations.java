package dev.firn.table;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** Where files are, so that two spellings of one place are the same text. */
final class Locations {

  private Locations() {}

  /**
   * {@code s3a} and {@code s3n} are S3, and a file has one path whether it is written as a path or
   * as a URI with one slash or three.
   */
  static String normal(String location) {
    if (location.startsWith("file:")) {
      return Path.of(URI.create(location)).normalize().toString();
    }
    return location.replaceFirst("^(?i:s3[an]?)://", "s3://");
  }

  /** A folder as the beginning of what is in it: {@code things} is not {@code things_rejected}. */
  static String folder(String location) {
    String normal = normal(location);
    return normal.endsWith("/") ? normal : normal + "/";
  }

  /** Whether one is in the other, or they are the same. */
  static boolean overlap(String one, String other) {
    String first = folder(one);
    String second = folder(other);
    return first.startsWith(second) || second.startsWith(first);
  }

  /** A file's name without its folders. */
  static String name(String location) {
    return location.substring(location.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
