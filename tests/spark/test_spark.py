"""Spark in local mode, on two workers, gives the rows of the embedded engine. Not in tests/batch, as it starts Java."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from fixtures.archives.make import Recipe, make
from mtqa.batch import spark as on_spark
from mtqa.batch.contract import Settings, check_batch
from mtqa.batch.tables import TABLES
from mtqa.model.errors import ConfigError, NotInstalledError
from tests.programs import missing

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    # PySpark leaves sockets to the garbage collector, and warns of pandas as it goes.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
#: The columns that tell rows of a table apart.
KEYS = {"stories": ["story"], "findings": ["story", "number"], "failures": ["path", "line", "id"], "traces": ["story"]}


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    try:
        session = on_spark.session("local[2]", {"spark.sql.session.timeZone": "Pacific/Auckland"})
    except NotInstalledError as error:
        missing(str(error))
    yield session
    session.stop()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories in five formats, some files broken, one with a name that has to be quoted in an address."""
    folder = tmp_path_factory.mktemp("archives")
    archive = folder / "archive"
    archive.mkdir()
    for name in ("jsonl", "jsonl.gz", "jsonl.zst", "parquet", "csv", "warc.gz", "zip", "html"):
        make(folder / name, Recipe(25, 5, name, part=5, damage=name != "csv"))
        (folder / name / "stories").rename(archive / name)
    odd = archive / "100 % odd"
    odd.mkdir()
    for path in sorted((archive / "parquet").rglob("*.parquet"))[-2:]:
        path.rename(odd / f"{path.parent.name} {path.name}")
    return archive


@pytest.fixture(scope="module")
def embedded(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The rows that the embedded engine gives."""
    out = tmp_path_factory.mktemp("embedded") / "out"
    done = _mtqa("batch", str(archive), "--out", str(out), "--no-config")
    assert done.returncode == 3, done.stderr
    return _read(out)


def _mtqa(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mtqa", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _read(out: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: _sorted(name, parquet.read_table(out / name).select(TABLES[name].names)) for name in TABLES}


def _sorted(name: str, table: pa.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pylist()
    return sorted(rows, key=lambda row: [row[key] for key in KEYS[name]])


def test_the_rows_are_those_of_the_embedded_engine(
    session: SparkSession, archive: Path, embedded: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    ran = on_spark.run(session, [str(archive)], str(tmp_path / "out"))
    assert ran.rows == {name: len(rows) for name, rows in embedded.items()}
    assert (ran.failures, ran.crashes) == ({"unread": ran.rows["failures"]}, 0)
    assert ran.rows["stories"] > 150
    assert ran.rows["findings"] > 50
    assert ran.rows["failures"] > 10
    found = _read(tmp_path / "out")
    for name in TABLES:
        assert found[name] == embedded[name], name
    assert len(parquet.read_table(tmp_path / "out" / "across" / "furniture.parquet")) > 0


def test_a_large_table_is_read_in_parts_and_gives_the_same_rows(
    session: SparkSession, archive: Path, embedded: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    folders = [str(archive / "parquet" / "meridian-wire"), str(archive / "100 % odd")]
    expected = [row for row in embedded["stories"] if row["path"].startswith(tuple(folders))]
    assert len(expected) > 5
    on_spark.write(on_spark.check_files(session, folders, most=100), str(tmp_path / "out"))
    found = _read(tmp_path / "out")
    assert found["stories"] == expected
    assert found["failures"] == []


def test_what_is_too_large_and_no_table_is_named(session: SparkSession, archive: Path) -> None:
    checked = on_spark.check_files(session, [str(archive / "csv")], most=100).collect()
    files = sorted(str(path) for path in (archive / "csv").rglob("*.csv"))
    assert sorted(row["path"] for row in checked) == files
    assert all("too many to be read by one task" in row["failure"]["reason"] for row in checked)


def test_a_table_of_any_origin_is_checked_row_for_row(session: SparkSession) -> None:
    rows = [
        {"id": str(number), "text": f"The talks ended{'. .' * (number % 2)} Nobody spoke.", "published": moment}
        for number, moment in enumerate([datetime(2024, 1, 1, 23, 30, tzinfo=UTC)] * 20)
    ]
    checked = on_spark.check_table(session.createDataFrame(rows)).toArrow().to_pylist()
    expected = check_batch(pa.RecordBatch.from_pylist(rows)).to_pylist()
    assert sorted(checked, key=lambda row: int(row["id"])) == expected


def test_a_table_without_stories_is_refused(session: SparkSession) -> None:
    with pytest.raises(ConfigError, match="no column text, only body"):
        on_spark.check_table(session.createDataFrame([{"body": "x"}]))


def test_results_of_another_run_are_left_alone(session: SparkSession, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "stories").mkdir(parents=True)
    before = session.conf.get("spark.sql.files.maxPartitionBytes")
    with pytest.raises(ConfigError, match="results of another run"):
        on_spark.run(session, [str(archive / "csv")], str(tmp_path / "out"))
    assert session.conf.get("spark.sql.files.maxPartitionBytes") == before


def test_settings_are_looked_at_before_anything_is_read(session: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ZZZ99"):
        on_spark.run(session, ["nowhere"], str(tmp_path / "out"), Settings(select=("ZZZ99",)))


def test_the_command_gives_the_same_rows(
    archive: Path, embedded: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    out, folder = tmp_path / "out", str(archive / "jsonl")
    done = _mtqa("batch", folder, "--out", str(out), "--engine", "spark", "--master", "local[2]")
    assert done.returncode == 3, done.stderr
    expected = [row for row in embedded["stories"] if row["path"].startswith(folder + "/")]
    assert f"{len(expected):,} stories, " in done.stderr
    assert _read(out)["stories"] == expected


def test_what_only_the_embedded_engine_can_is_refused(tmp_path: Path) -> None:
    command = ["batch", str(tmp_path), "--out", str(tmp_path / "out")]
    refused = _mtqa(*command, "--engine", "spark", "--limit", "5", "--jobs", "2")
    assert (refused.returncode, refused.stderr.partition(";")[0]) == (
        2,
        "mtqa: --limit, --jobs: not with --engine spark",
    )
    alone = _mtqa(*command, "--master", "local[2]")
    assert (alone.returncode, alone.stderr) == (2, "mtqa: --master names a Spark cluster; say --engine spark as well\n")


def test_without_java_it_says_what_to_install(tmp_path: Path) -> None:
    script = "from mtqa.batch.spark import session; session('local[1]')"
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("JAVA", "SPARK"))}
    for tool in ("bash", "dirname", "env", "uname", "cat", "sed", "ls", "rm", "grep", "tr", "id", "hostname"):
        if found := which(tool):
            (tmp_path / tool).symlink_to(found)
    done = subprocess.run(
        [sys.executable, "-c", script], env={**bare, "PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert "NotInstalledError: --engine spark needs Java 17 or later" in done.stderr


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(NotInstalledError, match=r"pip install 'mtqa\[spark\]'"):
        on_spark.session("local[1]")
