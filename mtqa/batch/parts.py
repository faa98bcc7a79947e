"""The parts that a unit becomes: each is written under another name, put on disk, and renamed, or is not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from mtqa.batch.tables import TABLES, parts

#: So many stories make a row group.
_GROUP = 1_024
#: What names begin with while a part is being written.
_UNFINISHED = ".writing-"
#: Texts that come again and again are stored once: all but these.
_UNIQUE = frozenset({"story", "id", "headline", "before", "after", "fingerprint", "npt", "rqs", "cqs"})


def part_name(number: int) -> str:
    """The name of the part of a unit, the same in every table."""
    return f"part-{number:06}.parquet"


def prepare(out: Path) -> None:
    """Make the folders of the tables, without what runs that were killed have left in them."""
    for table in TABLES:
        folder = out / table
        folder.mkdir(parents=True, exist_ok=True)
        for file in _names(folder):
            if file.startswith(_UNFINISHED):
                with suppress(FileNotFoundError):
                    (folder / file).unlink()
    for begun in (out / "across").glob(".unfinished-*"):
        rmtree(begun, ignore_errors=True)


def _names(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            yield entry.name


class Parts:
    """The parts of one unit, which are there when `finish` has returned and not before.

    A table without rows has no part, but for the first unit, so that each table can be queried.
    """

    def __init__(self, out: Path, number: int) -> None:
        self._out = out
        self._number = number
        self._held: dict[str, list[Any]] = {table: [] for table in TABLES}
        self._writers: dict[str, Any] = {}
        self._stories = 0

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for table, writer in self._writers.items():
            with suppress(OSError, pa.ArrowException):
                writer.close()
            with suppress(OSError):
                self._unfinished(table).unlink()

    def add(self, checked: Any) -> None:
        """Take the rows of a batch of `mtqa.batch.schema.CHECKED`."""
        for table, rows in parts(checked).items():
            if rows.num_rows:
                self._held[table].append(rows)
        self._stories += checked.num_rows
        if self._stories >= _GROUP:
            self._write()

    def finish(self) -> None:
        """Put everything in its place, for good.

        Raises:
            OSError: if it cannot be written.
        """
        self._write()
        if self._number == 0:
            for table in TABLES:
                self._writer(table)
        for table, writer in self._writers.items():
            writer.close()
            _synced(self._unfinished(table))
        for table in TABLES:
            place = self._out / table / part_name(self._number)
            if table in self._writers:
                self._unfinished(table).replace(place)
            else:
                place.unlink(missing_ok=True)
            _synced(place.parent)
        self._writers.clear()

    def _write(self) -> None:
        for table, held in self._held.items():
            if held:
                self._writer(table).write_table(pa.Table.from_batches(held), row_group_size=1 << 20)
                held.clear()
        self._stories = 0

    def _writer(self, table: str) -> Any:
        if table not in self._writers:
            schema = TABLES[table]
            repeated = [name for name in schema.names if name not in _UNIQUE and schema.field(name).type == pa.string()]
            self._writers[table] = parquet.ParquetWriter(
                self._unfinished(table), schema, compression="zstd", use_dictionary=repeated
            )
        return self._writers[table]

    def _unfinished(self, table: str) -> Path:
        return self._out / table / f"{_UNFINISHED}{os.getpid()}-{part_name(self._number)}"


def _synced(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
