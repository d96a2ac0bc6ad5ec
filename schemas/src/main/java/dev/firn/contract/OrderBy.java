package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import dev.firn.contract.ColumnType.Primitive;
import java.io.Serializable;
import java.util.Set;

/**
 * What decides between records of one key.
 *
 * @param place where it is
 * @param time which kind of time it is, so that moments are compared and not their spellings; null:
 *     numbers are compared as numbers, text as text
 * @param conversion how JSON becomes the time
 */
public record OrderBy(SourcePointer place, Primitive time, Conversion conversion)
    implements Serializable {

  static final Set<ColumnType> TIMES =
      Set.of(Primitive.TIMESTAMP, Primitive.TIMESTAMPTZ, Primitive.DATE);

  public OrderBy {
    requireNonNull(place, "place");
    requireNonNull(conversion, "conversion");
    if (time != null && !TIMES.contains(time)) {
      throw new IllegalArgumentException(time + " is no time");
    }
  }

  /** Whatever stands there, as it stands there. */
  public static OrderBy as(SourcePointer place) {
    return new OrderBy(place, null, Conversion.NONE);
  }

  /** What the column takes, which has to be a time. */
  static OrderBy time(Column column) {
    return isOrderedAsItStands(column.type(), column.conversion())
        ? as(column.source())
        : new OrderBy(column.source(), (Primitive) column.type(), column.conversion());
  }

  /** Then tables keep the order that they were made by when there were no times in it. */
  private static boolean isOrderedAsItStands(ColumnType type, Conversion conversion) {
    return conversion.isEpoch()
        ? conversion.steps().size() == 1
        : type == Primitive.DATE && conversion.equals(Conversion.NONE);
  }

  /** Part of what tells the definitions of tables apart, so its spelling must never change. */
  @Override
  public String toString() {
    return time == null ? place.toString() : "%s as %s %s".formatted(place, time, conversion);
  }
}
