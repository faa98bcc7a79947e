"""What other engines carry: rows of any table, or whole files, in; results in types that all engines know.

Spark, Ray Data and Daft differ in how they hand over batches, not in what is done with them::

    results = table(batches, settings)      # rows with a column "text", as `check_batch` takes them
    results = files(batches, settings)      # rows with "path" and "content", the bytes of a file of any format

Both take and give batches as they come, so that memory does not grow with their number.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

import pyarrow as pa

from mtqa.batch.contract import Settings, StoryChecker, check_batch, story_checker
from mtqa.batch.inputs import Found, Stamp
from mtqa.batch.reading import documents, stories_or_rows
from mtqa.batch.schema import CHECKED
from mtqa.batch.tables import Row, batch, failed
from mtqa.batch.units import units
from mtqa.engine.reading import Reading
from mtqa.model.unread import Unread
from mtqa.text.document import Document

#: The settings where nothing is asked for.
DEFAULT = Settings()
#: So many stories are checked before their results are handed on.
_ROWS = 100


def _in_microseconds(kind: Any) -> Any:
    """The type, with times in microseconds, which is what Spark has."""
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", kind.tz)
    if pa.types.is_struct(kind):
        return pa.struct([(one.name, _in_microseconds(one.type)) for one in kind])
    return pa.list_(_in_microseconds(kind.value_type)) if pa.types.is_list(kind) else kind


#: `CHECKED` in types that every engine has: no unsigned numbers, no dictionaries, times in microseconds.
CARRIED = pa.schema([(one.name, _in_microseconds(one.type)) for one in CHECKED])


def table(
    batches: Iterable[Any], settings: Settings | Mapping[str, Any] = DEFAULT, names: Mapping[str, str] | None = None
) -> Iterator[Any]:
    """The results of stories that are rows of a table, row for row, as batches of `CARRIED`.

    With ``names``, the rows' ``path`` is an address as Spark writes it, and `named` says what it is in reports.

    Raises:
        ConfigError: if the settings are not in order.
    """
    for records in batches:
        timed = _in_utc(records) if names is None else _renamed(_in_utc(records), names)
        for start in range(0, records.num_rows, _ROWS):
            yield check_batch(timed.slice(start, _ROWS), settings).cast(CARRIED)


def files(
    batches: Iterable[Any], settings: Settings | Mapping[str, Any] = DEFAULT, names: Mapping[str, str] | None = None
) -> Iterator[Any]:
    """The results of all stories in files, as batches of `CARRIED`; ``names``: see `named`.

    Raises:
        ConfigError: if the settings are not in order.
    """
    checker = story_checker(settings if isinstance(settings, Settings) else Settings.of(settings))
    for given in batches:
        for path, content in zip(given.column("path"), given.column("content"), strict=True):
            yield from _batches(_of_file(named(path.as_py(), names or {}), content.as_py(), checker))


def too_large(batches: Iterable[Any], names: Mapping[str, str] | None = None) -> Iterator[Any]:
    """Rows that say of files, by ``path`` and ``length``, that they are too large to be read whole."""
    for given in batches:
        places = zip(given.column("path").to_pylist(), given.column("length").to_pylist(), strict=True)
        yield from _batches(_too_large(named(path, names or {}), length) for path, length in places)


def named(path: str, names: Mapping[str, str]) -> str:
    """What the file is called in reports: its address, with its beginning replaced as ``names`` say.

    ``file:`` and ``file://`` are taken off, so that a file has the same name whoever reads it.
    """
    plain = path.removeprefix("file://").removeprefix("file:")
    for beginning, name in names.items():
        if plain == beginning or plain.startswith(beginning.rstrip("/") + "/"):
            return name.rstrip("/") + plain[len(beginning.rstrip("/")) :]
    return plain


def _of_file(path: str, content: bytes, checker: StoryChecker) -> Iterator[Row]:
    """The rows of a file, which is read as the embedded engine reads it, from a copy."""
    with TemporaryDirectory(prefix="mtqa-") as folder:
        copy = Path(folder, posixpath.basename(path) or "file")
        copy.write_bytes(content)
        records = (_called(record, str(copy), path) for record in _records(str(copy)))
        for record in stories_or_rows(records, path):
            yield record if isinstance(record, dict) else checker.row(record)


def _records(path: str) -> Iterator[Document | Unread]:
    reading = Reading()
    for unit in units([Found(path, Stamp.of(path))]):
        for source in unit.sources:
            yield from documents(source, reading)


def _called(record: Document | Unread, copy: str, path: str) -> Document | Unread:
    """The record with the name of the file that the copy is of; what is in an archive has a longer one."""
    inside = path + record.path.removeprefix(copy)
    name = path + record.id.removeprefix(copy) if record.id.startswith(copy) else record.id
    if isinstance(record, Unread):
        return replace(record, path=inside, id=name, reason=record.reason.replace(copy, path))
    return replace(record, path=inside, id=name)


def _too_large(path: str, length: int) -> Row:
    reason = (
        f"the file has {length:,} bytes, too many to be read by one task; cut it in parts, or load it as a table "
        "(docs/spark.md)"
    )
    return failed(Unread(path, path, 1, reason), "unread")


def _batches(rows: Iterator[Row]) -> Iterator[Any]:
    while some := list(islice(rows, _ROWS)):
        yield batch(some).cast(CARRIED)


def _in_utc(records: Any) -> Any:
    """The batch with all times told in UTC, whatever zone a session tells them in; the moments are the same."""
    columns = [
        column.cast(pa.timestamp("us", "UTC")) if pa.types.is_timestamp(column.type) and column.type.tz else column
        for column in records.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=records.schema.names)


def _renamed(records: Any, names: Mapping[str, str]) -> Any:
    paths = [named(unquote(path), names) for path in records.column("path").to_pylist()]
    return records.set_column(records.schema.get_field_index("path"), "path", pa.array(paths, pa.string()))
