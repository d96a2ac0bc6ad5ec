package dev.firn.table;

import java.util.Collection;

/**
 * How much of something there is.
 *
 * @param files how many
 * @param bytes in all of them
 */
public record Size(long files, long bytes) {

  public static final Size NOTHING = new Size(0, 0);

  static Size of(Collection<Long> bytes) {
    return new Size(bytes.size(), bytes.stream().mapToLong(Long::longValue).sum());
  }

  Size plus(long moreBytes) {
    return new Size(files + 1, bytes + moreBytes);
  }

  Size minus(Size other) {
    return new Size(files - other.files, bytes - other.bytes);
  }
}
