"""An archive on Spark: the contract of `mtqa.batch.contract` through ``mapInArrow``, the same rows in the same tables.

::

    from mtqa.batch import spark as on_spark

    checked = on_spark.check_table(frame)               # any table with a column "text"
    checked = on_spark.check_files(spark, ["s3a://bucket/archive"])
    on_spark.write(checked, "s3a://bucket/checked")     # the tables of `mtqa.batch.schema`

A Python worker makes its checker once and keeps it from task to task.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from mtqa.batch import carried
from mtqa.batch.carried import DEFAULT
from mtqa.batch.contract import Settings, story_checker
from mtqa.batch.schema import FAILURE, FINDING, STORIES, TRACES
from mtqa.model.errors import ConfigError, NotInstalledError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: Files up to so many bytes are read whole, each by one task; Spark cannot hand over more than 2 GB.
MOST_BYTES = 1 << 28
#: What Spark is told while it checks. Checking costs far more than reading, so tasks are small, about 5,000 stories,
#: and so is what is handed to Python at a time: rows of a table, or files.
_CONF = {
    "spark.sql.files.maxPartitionBytes": str(16 << 20),
    "spark.sql.files.openCostInBytes": str(64 << 10),
    "spark.sql.execution.arrow.maxRecordsPerBatch": "8",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(64 << 20),
}
#: What it is told while it writes: times as everybody else writes them, not in twelve bytes without a zone.
_WRITING = {"spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS"}
#: An address that is not a path of this machine, and tables that Spark reads in parts.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_TABLES = r"\.(parquet|pq)$"
#: What says that Java is missing, in what PySpark raises.
_NO_JAVA = ("JAVA_GATEWAY_EXITED", "JAVA_HOME", "Java gateway")


def session(master: str | None = None, conf: Mapping[str, str] | None = None) -> SparkSession:
    """A Spark session; with ``master`` None that which there is, or what ``spark-submit`` says.

    Raises:
        NotInstalledError: if PySpark or Java is missing.
    """
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise NotInstalledError(
            "--engine spark needs PySpark, which is not installed: pip install 'mtqa[spark]'"
        ) from error
    builder = SparkSession.builder.appName("mtqa")
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):
            # Workers run here: they take this Python, and nobody asks the network what this machine is called.
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
            builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    for key, value in (conf or {}).items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except (PySparkRuntimeError, OSError) as error:
        if any(sign in str(error) for sign in _NO_JAVA) or isinstance(error, FileNotFoundError):
            raise NotInstalledError(
                "--engine spark needs Java 17 or later, which is not installed or not found: "
                "apt-get install default-jre-headless, or let JAVA_HOME name it"
            ) from error
        raise


def check_table(frame: DataFrame, settings: Settings = DEFAULT) -> DataFrame:
    """The results of a table of stories, row for row; columns as in `mtqa.batch.schema.RECORDS`.

    Raises:
        ConfigError: if there is no column ``text``.
    """
    lower = [name.lower() for name in frame.columns]
    if "text" not in lower:
        raise ConfigError(
            f"the table has no column text, only {', '.join(frame.columns)}; rename the one with the stories"
        )
    return frame.toDF(*lower).mapInArrow(partial(carried.table, settings=settings.values()), _schema())


def check_files(
    spark: SparkSession, archives: Sequence[str], settings: Settings = DEFAULT, *, most: int = MOST_BYTES
) -> DataFrame:
    """The results of all stories in files and folders, of any format that mtqa reads, at any address that Spark reads.

    Files of up to ``most`` bytes are read whole, larger tables in Parquet in parts. What cannot be read, such as larger
    files of other formats, is a row that says so.
    """
    frames = _frames(spark, archives, settings, most)
    checked = next(frames)
    for frame in frames:
        checked = checked.unionAll(frame)
    return checked


def write(checked: DataFrame, out: str) -> dict[str, int]:
    """The tables `stories`, `findings`, `failures` and `traces` in the folder ``out``, and how many rows each has.

    Stories are checked once: results are kept on the executors' disks until all four are written.

    Raises:
        pyspark.errors.AnalysisException: if there is one of the tables already.
    """
    from pyspark import StorageLevel

    kept = checked.persist(StorageLevel.DISK_ONLY)
    try:
        counts = {}
        with _told(checked.sparkSession, _WRITING):
            for name, frame in _tables(kept).items():
                path = f"{out.rstrip('/')}/{name}"
                frame.write.option("compression", "zstd").parquet(path)
                counts[name] = checked.sparkSession.read.parquet(path).count()
        return counts
    finally:
        kept.unpersist()


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to: how many rows each table has, failures by their kinds, and crashes of rules."""

    rows: Mapping[str, int]
    failures: Mapping[str, int]
    crashes: int


def run(spark: SparkSession, archives: Sequence[str], out: str, settings: Settings = DEFAULT) -> Ran:
    """Check archives and write the tables; where ``out`` is a folder of this machine, compare the stories as well.

    Raises:
        ConfigError: if the settings are not in order, there is no such archive, or ``out`` holds results already.
    """
    from pyspark.errors import AnalysisException

    story_checker(settings).checkers.of("")
    with _told(spark, _CONF):
        try:
            rows = write(check_files(spark, archives, settings), out)
        except AnalysisException as error:
            if "PATH_ALREADY_EXISTS" in str(error):
                raise ConfigError(f"{out}: there are results of another run; name another folder") from error
            if "PATH_NOT_FOUND" in str(error):
                raise ConfigError(
                    f"{', '.join(archives)}: one of these is not there, or Spark cannot see it"
                ) from error
            raise
    kinds = spark.read.parquet(f"{out.rstrip('/')}/failures").groupBy("kind").count().collect()
    crashes = spark.read.parquet(f"{out.rstrip('/')}/stories").selectExpr("sum(size(crashes))").head()
    if not _SCHEME.match(out):
        from mtqa.batch import across

        across.run(Path(out))
        Path(out, "manifest.jsonl").write_text('{"complete": 0}\n', "utf-8")
    return Ran(rows, {row["kind"]: row["count"] for row in kinds}, int(crashes[0] or 0) if crashes else 0)


def _schema() -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(carried.CARRIED)


def _frames(spark: SparkSession, archives: Sequence[str], settings: Settings, most: int) -> Iterator[DataFrame]:
    """Frames of results: of files read whole, of large tables, of what is too large."""
    from pyspark.sql import functions as of

    names = {os.path.abspath(path): path for path in archives if not _SCHEME.match(path)}
    places = [path if _SCHEME.match(path) else os.path.abspath(path) for path in archives]
    every = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(places)
    found = every.where(of.lower("path").rlike(_readable()))
    whole, large = found.where(of.col("length") <= most), found.where(of.col("length") > most)
    told = {"settings": settings.values(), "names": names}
    yield whole.select("path", "content").mapInArrow(partial(carried.files, **told), _schema())
    if empty := _empty(every, found):
        # Spark passes over empty files, and nobody would hear of them.
        frame = spark.createDataFrame([(path, b"") for path in empty], "path string, content binary")
        yield frame.mapInArrow(partial(carried.files, **told), _schema())
    is_table = of.lower("path").rlike(_TABLES)
    yield large.where(~is_table).select("path", "length").mapInArrow(partial(carried.too_large, names=names), _schema())
    tables = [row["path"] for row in large.where(is_table).select("path").collect()]
    if tables:
        stories = spark.read.option("mergeSchema", "true").parquet(*tables)
        place, row = of.col("_metadata.file_path"), of.col("_metadata.row_index")
        columns = [of.col(f"`{name}`").alias(_renamed(name.lower())) for name in stories.columns]
        frame = stories.select(*columns, place.alias("path"), (row + 1).cast("int").alias("line"))
        yield frame.mapInArrow(partial(carried.table, **told), _schema())


def _empty(every: DataFrame, found: DataFrame) -> list[str]:
    """Files that Spark lists and does not read, because nothing is in them."""
    listed = (unquote(path) for path in every.inputFiles())
    is_story = re.compile(_readable())
    read = {carried.named(row["path"], {}) for row in found.select("path").toLocalIterator()}
    return sorted(path for path in listed if carried.named(path, {}) not in read and is_story.search(path.lower()))


def _renamed(column: str) -> str:
    """The column's name beside ``path`` and ``line``, which say where a row stands; an address can name a story too."""
    return {"path": "url", "line": "line_"}.get(column, column)


def _readable() -> str:
    """An expression for the names of files that mtqa reads."""
    from mtqa import readers

    return "(" + "|".join(re.escape(suffix) for suffix in sorted(readers.suffixes())) + ")$"


def _tables(checked: DataFrame) -> dict[str, DataFrame]:
    """The tables that results amount to, as `mtqa.batch.tables.parts` makes them of a batch."""
    from pyspark.sql import functions as of

    stories = checked.where("failure is null")
    found = stories.select("story", of.posexplode("findings").alias("number", "finding"))
    return {
        "stories": stories.select(*STORIES.names),
        "findings": found.select("story", "number", *_fields("finding", FINDING)),
        "failures": checked.where("failure is not null").select("path", "id", "line", *_fields("failure", FAILURE)),
        "traces": stories.where("traces is not null").select("story", *_fields("traces", TRACES)),
    }


def _fields(column: str, kind: Iterable[Any]) -> list[str]:
    return [f"{column}.{field.name}" for field in kind]


@contextmanager
def _told(spark: SparkSession, conf: Mapping[str, str]) -> Iterator[None]:
    """Settings of the session that hold for as long as this."""
    before = {key: spark.conf.get(key, None) for key in conf}
    for key, value in conf.items():
        spark.conf.set(key, value)
    try:
        yield
    finally:
        for key, old in before.items():
            if old is None:
                spark.conf.unset(key)
            else:
                spark.conf.set(key, old)
