"""Rows of a Parquet file to documents, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pyarrow
from pyarrow import parquet

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers._allowance import Allowance
from mtqa.readers._base import File, Records, RowGroup
from mtqa.readers._fields import KNOWN, TEXT, WrongFieldError, document, name
from mtqa.text.document import Document
from mtqa.text.position import Position
from mtqa.text.source_map import SourceMap

#: So many rows at a time.
_ROWS = 256
_SEALED = "a table in Parquet is not changed in place"
#: What ends a line, for what stands there where a row is shown as one.
_LINE_ENDS = str.maketrans("\r\n", "  ")


class _Table(NamedTuple):
    """A file that is open, and its columns that are known."""

    file: Any
    columns: list[str]
    path: str


def documents(file: File) -> Records:
    """The stories of the file; a group of rows that is damaged is named, and the others go on.

    Raises:
        ReadError: if the file is damaged as a whole or encrypted, or has no column ``text``.
    """
    table = _opened(lambda: pyarrow.BufferReader(file.data), file.path)
    first = 1
    for group in range(table.file.metadata.num_row_groups):
        yield from _group(table, group, first=first, allowance=file.allowance)
        first += table.file.metadata.row_group(group).num_rows


def groups(path: str) -> list[RowGroup]:
    """The groups of rows of a file.

    Raises:
        ReadError: as `documents`.
    """
    with _at(path) as source:
        table = _opened(lambda: source, path)
        contents = table.file.metadata
        found = (contents.row_group(number) for number in range(contents.num_row_groups))
        return [RowGroup(group.num_rows, group.total_byte_size) for group in found]


def read_groups(path: str, numbers: Iterable[int], first: int) -> Records:
    """The stories of some groups of rows of a file on disk; ``first`` is the number of the first row.

    Raises:
        ReadError: as `documents`.
    """
    with _at(path) as source:
        table = _opened(lambda: source, path)
        for group in numbers:
            yield from _group(table, group, first=first)
            first += table.file.metadata.row_group(group).num_rows


def _group(table: _Table, group: int, *, first: int, allowance: Allowance | None = None) -> Records:
    """The stories of a group of rows, and where it is damaged, that it is."""
    number, last = first, first + table.file.metadata.row_group(group).num_rows - 1
    try:
        for row in _rows(table, group):
            if allowance is not None:
                allowance.spend(sum(len(value) for value in row.values() if isinstance(value, str)), table.path)
            yield _document(row, number, table.path)
            number += 1
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError) as error:
        left = f"rows {number:,} to {last:,} cannot be read: the file is damaged ({_first_line(error)})"
        yield Unread(table.path, str(number), number, left)


def _at(path: str) -> Any:
    try:
        return pyarrow.OSFile(path)
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}") from error


def _opened(source: Callable[[], Any], path: str) -> _Table:
    """The file, and in what columns texts come as they are stored: each different one once."""
    try:
        table = parquet.ParquetFile(source())
        stored = [one.path for one in table.schema if one.physical_type == "BYTE_ARRAY"]
        opened = parquet.ParquetFile(source(), read_dictionary=stored)
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError) as error:
        raise ReadError(f"{path}: the Parquet file is damaged or cut off: {_first_line(error)}") from error
    return _Table(opened, _columns(opened, path), path)


def _columns(opened: Any, path: str) -> list[str]:
    """The columns that are known, text among them."""
    columns = [one for one in opened.schema_arrow.names if one.lower() in {TEXT, *KNOWN}]
    if not any(one.lower() == TEXT for one in columns):
        names = ", ".join(opened.schema_arrow.names[:20])
        raise ReadError(f"{path}: there is no column text among {names}; rename the column with the stories")
    if len({one.lower() for one in columns}) < len(columns):
        raise ReadError(f"{path}: two columns differ in capitals only; rename one of {', '.join(columns)}")
    return columns


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _rows(table: _Table, group: int) -> Iterator[dict[str, object]]:
    """Rows as they come; of those that are read at once, each is made when it is asked for."""
    read = table.file.iter_batches(batch_size=_ROWS, columns=table.columns, row_groups=[group], use_threads=False)
    for batch in read:
        for index in range(batch.num_rows):
            values = ((column.lower(), batch.column(at)[index].as_py()) for at, column in enumerate(batch.schema.names))
            yield {column: value for column, value in values if value is not None}


def _document(row: dict[str, object], number: int, path: str) -> Document | Unread:
    try:
        made = document(row, number=number, path=path, line=number)
    except WrongFieldError as error:
        return Unread(path, name(row, number), number, str(error))
    return replace(
        made,
        file_text=made.text.translate(_LINE_ENDS),
        origin=SourceMap.identity(len(made.text)),
        file_position=Position(number, 1),
        sealed=_SEALED,
    )
