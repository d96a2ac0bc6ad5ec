"""Reads every table of a lake with Spark, PyIceberg and DuckDB, at every point there is, and compares what they return.

    python agree.py [TABLE...]          the lake is FIRN_LAKE's, as in the notebooks

A point is every snapshot that is kept, every branch and tag, and every time that main moved. At main and at snapshots, types, rows
and nulls must be the same; names and times must lead to the same number of rows. It ends with 3 where they are not. Spark reads with Iceberg's Java library; PyIceberg and DuckDB's extension (C++) are written anew, each for itself.
"""
import datetime
import sys

import pyarrow
import pyarrow.compute
from pyiceberg.types import (
    BinaryType, BooleanType, DateType, DecimalType, DoubleType, FloatType, IntegerType, ListType, LongType, MapType, StringType,
    StructType, TimestampType, TimestamptzType, UUIDType,
)

from lake import Lake, arrow

SIMPLE = {
    BooleanType: "boolean", IntegerType: "int", LongType: "long", FloatType: "float", DoubleType: "double", DateType: "date",
    TimestampType: "timestamp", TimestamptzType: "timestamptz", StringType: "string", BinaryType: "binary", UUIDType: "uuid",
}


def declared(kind, uuid):
    """A type of the table as text; what a reader makes of uuids is the one thing that differs."""
    if isinstance(kind, StructType):
        return "struct<%s>" % ", ".join(f"{field.name}: {declared(field.field_type, uuid)}" for field in kind.fields)
    if isinstance(kind, ListType):
        return f"list<{declared(kind.element_type, uuid)}>"
    if isinstance(kind, MapType):
        return f"map<{declared(kind.key_type, uuid)}, {declared(kind.value_type, uuid)}>"
    if isinstance(kind, DecimalType):
        return f"decimal({kind.precision}, {kind.scale})"
    return uuid if isinstance(kind, UUIDType) else SIMPLE[type(kind)]


def returned(kind):
    """The type of a column that a reader returned, as text."""
    t = pyarrow.types
    if isinstance(kind, pyarrow.BaseExtensionType):
        return "uuid" if kind.extension_name == "arrow.uuid" else kind.extension_name
    if t.is_struct(kind):
        return "struct<%s>" % ", ".join(f"{field.name}: {returned(field.type)}" for field in kind)
    if t.is_map(kind):
        return f"map<{returned(kind.key_type)}, {returned(kind.item_type)}>"
    if t.is_list(kind) or t.is_large_list(kind):
        return f"list<{returned(kind.value_type)}>"
    if t.is_decimal(kind):
        return f"decimal({kind.precision}, {kind.scale})"
    if t.is_timestamp(kind) and kind.unit == "us":
        return "timestamp" if kind.tz is None else "timestamptz"
    if t.is_string(kind) or t.is_large_string(kind):
        return "string"
    if t.is_binary(kind) or t.is_large_binary(kind):
        return "binary"
    names = {"bool": "boolean", "int32": "int", "int64": "long", "float": "float", "double": "double", "date32[day]": "date"}
    return names.get(str(kind), str(kind))


def comparable(column, kind):
    """Values of a column in one form: simple ones in one Arrow type, others as Python has them, maps by key, uuids as text."""
    simple = {
        BooleanType: pyarrow.bool_(), IntegerType: pyarrow.int32(), LongType: pyarrow.int64(), FloatType: pyarrow.float32(),
        DoubleType: pyarrow.float64(), DateType: pyarrow.date32(), StringType: pyarrow.string(), BinaryType: pyarrow.binary(),
        TimestampType: pyarrow.timestamp("us"), TimestamptzType: pyarrow.timestamp("us", "UTC"),
    }.get(type(kind))
    if simple is not None:
        return column.cast(simple).combine_chunks()
    return [plain(value, kind) for value in column.to_pylist()]


def plain(value, kind):
    if value is None:
        return None
    if isinstance(kind, StructType):
        return {field.name: plain(value[field.name], field.field_type) for field in kind.fields}
    if isinstance(kind, ListType):
        return [plain(element, kind.element_type) for element in value]
    if isinstance(kind, MapType):
        return sorted((plain(key, kind.key_type), repr(plain(item, kind.value_type))) for key, item in dict(value).items())
    return str(value) if isinstance(kind, UUIDType) else value


class Difference(Exception):
    pass


# Exit code; 1 is Python's own, for what could not be read at all.
DIFFERENT = 3


def check(where, reader, table, schema, uuid):
    """What a reader returned, in comparable form; its columns' names and types are looked at here."""
    expected = [(field.name, declared(field.field_type, uuid)) for field in schema.fields]
    found = [(field.name, returned(field.type)) for field in table.schema]
    for want, have in zip(expected, found):
        if want != have:
            raise Difference(f"{where}: {reader} returns {have[0]} as {have[1]}, and the table has {want[0]} as {want[1]}")
    if len(expected) != len(found):
        raise Difference(f"{where}: {reader} returns {len(found)} columns, and the table has {len(expected)}")
    # The lineage of a row is its own; a rejected record may have several places, and a key several versions.
    order = [
        name for name in ("firn_seq", "firn_raw", "firn_pointer", "place", "firn_valid_from")
        if name in table.column_names and not pyarrow.types.is_nested(table.schema.field(name).type)
    ]
    if order:
        table = table.sort_by([(name, "ascending") for name in order])
    return {field.name: comparable(table[field.name], field.field_type) for field in schema.fields}


def same(where, one, other, readers):
    for name, values in one.items():
        if isinstance(values, list):
            equal = values == other[name]
        else:
            equal = values.equals(other[name])
        if not equal:
            left, right = (column if isinstance(column, list) else column.to_pylist() for column in (values, other[name]))
            at = next((i for i, pair in enumerate(zip(left, right)) if pair[0] != pair[1]), None)
            raise Difference(
                f"{where}, column {name}: {readers[0]} and {readers[1]} differ, "
                + (f"{len(left)} and {len(right)} rows" if at is None else f"{left[at]!r} and {right[at]!r} in row {at}")
            )


def compare(lake, spark, connection, name):
    """Compares all points of a table; gives how many there were."""
    table = lake.table(name)
    full = f"firn.{lake.namespace}.{name}"
    schemas = table.schemas()
    points = 0

    def one(where, snapshot, of_spark, of_pyiceberg, schema):
        read = {
            "Spark": (arrow(spark.sql(of_spark)), "string"),
            "PyIceberg": (of_pyiceberg.to_arrow(), "uuid"),
            "DuckDB": (connection.execute(f"SELECT * FROM {lake.scan(name, snapshot)}").to_arrow_table(), "string"),
        }
        values = {reader: check(where, reader, rows, schema, uuid) for reader, (rows, uuid) in read.items()}
        for other in ("PyIceberg", "DuckDB"):
            same(where, values["Spark"], values[other], ("Spark", other))
        return read["Spark"][0].num_rows

    rows = one(f"{name}, main", None, f"SELECT * FROM {full}", table.scan(), table.schema())
    for snapshot in table.snapshots():
        id = snapshot.snapshot_id
        schema = schemas[snapshot.schema_id] if snapshot.schema_id is not None else table.schema()
        one(f"{name}, snapshot {id}", id, f"SELECT * FROM {full} VERSION AS OF {id}", table.scan(snapshot_id=id), schema)
        points += 1
    # A branch is read with the table's schema, a tag and a snapshot with their own.
    for ref, where in table.refs().items():
        id = where.snapshot_id
        if ref == "main":
            continue
        count = spark.sql(f"SELECT count(*) FROM {full} VERSION AS OF '{ref}'").first()[0]
        other = table.scan().use_ref(ref).to_arrow().num_rows
        if count != other:
            raise Difference(f"{name}, {ref}: Spark counts {count} rows, and PyIceberg {other}")
        points += 1
    for moved in table.history():
        at = moved.timestamp_ms
        id = spark.sql(
            f"SELECT snapshot_id FROM {full}.history WHERE made_current_at <= timestamp_millis({at}) "
            "ORDER BY made_current_at DESC LIMIT 1"
        ).first()[0]
        found = table.snapshot_as_of_timestamp(at)
        if found is None or found.snapshot_id != id:
            raise Difference(f"{name}, as of {at}: Spark finds snapshot {id}, and PyIceberg {found and found.snapshot_id}")
        time = datetime.datetime.fromtimestamp(at / 1000, datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")
        count = connection.execute(f"SELECT count(*) FROM {lake.scan(name, time=time)}").fetchone()[0]
        other = table.scan(snapshot_id=id).count()
        if count != other:
            raise Difference(f"{name}, as of {time}: DuckDB counts {count} rows, and PyIceberg {other}")
        points += 1
    return rows, points


def main(names):
    lake = Lake()
    spark = lake.spark()
    connection = lake.duckdb()
    names = names or sorted(identifier[-1] for identifier in lake.iceberg().list_tables(lake.namespace))
    failed = 0
    for name in names:
        try:
            rows, points = compare(lake, spark, connection, name)
            print(f"{name}: Spark, PyIceberg and DuckDB agree on {rows} rows of main and at {points} points more", flush=True)
        except Difference as difference:
            failed += 1
            print(difference, flush=True)
    spark.stop()
    sys.exit(DIFFERENT if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
