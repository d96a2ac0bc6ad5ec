package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/** What a column can hold: the types of Iceberg v2 that contracts can declare. */
public sealed interface ColumnType extends Serializable {

  /** Types without parameters. */
  enum Primitive implements ColumnType {
    STRING,
    BOOLEAN,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    DATE,
    /** Microseconds, without a time zone. */
    TIMESTAMP,
    /** Microseconds, an instant; stored in UTC. */
    TIMESTAMPTZ,
    /** 128 bits; in rows as text: lower-case hexadecimal with hyphens. */
    UUID,
    /** Bytes. */
    BINARY
  }

  /** An exact number. */
  record Decimal(int precision, int scale) implements ColumnType {
    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "decimal(%d,%d): precision must be 1 to 38 and scale 0 to precision"
                .formatted(precision, scale));
      }
    }
  }

  /** An object with declared members. */
  record Struct(List<Column> members) implements ColumnType {
    public Struct {
      members = List.copyOf(members);
    }
  }

  /**
   * An object whose names are data: of text to values.
   *
   * @param required whether a value that is null makes the record a rejected one
   */
  record MapOf(ColumnType values, Conversion conversion, boolean required) implements ColumnType {
    public MapOf {
      requireNonNull(values, "values");
      requireNonNull(conversion, "conversion");
    }
  }

  /**
   * An array.
   *
   * @param required whether an item that is null makes the record a rejected one
   */
  record ListOf(ColumnType items, Conversion conversion, boolean required) implements ColumnType {
    public ListOf {
      requireNonNull(items, "items");
      requireNonNull(conversion, "conversion");
    }

    /** Items may be null. */
    public ListOf(ColumnType items, Conversion conversion) {
      this(items, conversion, false);
    }

    /** Part of what tells the definitions of tables apart, so its spelling must never change. */
    @Override
    public String toString() {
      return "ListOf[items=%s, conversion=%s%s]"
          .formatted(items, conversion, required ? ", required" : "");
    }
  }
}
