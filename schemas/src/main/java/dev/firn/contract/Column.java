package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A column, or a member of a struct column.
 *
 * @param name the column's name in the table
 * @param id the contract's stable id of the property; null when it gives none
 * @param description the column's comment; null when the contract gives none
 * @param type what the column holds
 * @param required whether a missing or null value makes the record a rejected one
 * @param keyPosition place in the primary key, from 1; 0 when it is no part of it
 * @param source where the value is; for a member of a struct, from the struct's own value
 * @param conversion how JSON becomes the type
 * @param partition how the table is partitioned by it; null when it is not
 * @param isVolatile whether a change of this value alone leaves a row unchanged
 */
public record Column(
    String name,
    String id,
    String description,
    ColumnType type,
    boolean required,
    int keyPosition,
    SourcePointer source,
    Conversion conversion,
    Partition partition,
    boolean isVolatile)
    implements Serializable {

  public Column {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(source, "source");
    requireNonNull(conversion, "conversion");
    if (keyPosition < 0) {
      throw new IllegalArgumentException(
          name + ": key position must not be negative: " + keyPosition);
    }
  }

  /**
   * @param position place in the partition spec, from 1
   * @param transform identity, year, month, day, hour, bucket or truncate
   * @param parameter of bucket and truncate; 0 for the others
   */
  public record Partition(int position, Transform transform, int parameter)
      implements Serializable {

    /** Iceberg's partition transforms. */
    public enum Transform {
      IDENTITY,
      YEAR,
      MONTH,
      DAY,
      HOUR,
      BUCKET,
      TRUNCATE
    }

    public Partition {
      requireNonNull(transform, "transform");
    }
  }
}
