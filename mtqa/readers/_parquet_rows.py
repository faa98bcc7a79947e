"""Rows of a Parquet file to documents, some at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyarrow
from pyarrow import parquet

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Records
from mtqa.readers._fields import KNOWN, TEXT, WrongFieldError, document, name
from mtqa.text.document import Document
from mtqa.text.position import Position
from mtqa.text.source_map import SourceMap

#: So many rows at a time.
_ROWS = 256
_SEALED = "a table in Parquet is not changed in place"
#: What ends a line, for what stands there where a row is shown as one.
_LINE_ENDS = str.maketrans("\r\n", "  ")


def documents(file: File) -> Records:
    """The stories of the file.

    Raises:
        ReadError: if the file is damaged or encrypted, or has no column ``text``.
    """
    table = _opened(file)
    columns = [one for one in table.schema_arrow.names if one.lower() in {TEXT, *KNOWN}]
    if not any(one.lower() == TEXT for one in columns):
        names = ", ".join(table.schema_arrow.names[:20])
        raise ReadError(f"{file.path}: there is no column text among {names}; rename the column with the stories")
    if len({one.lower() for one in columns}) < len(columns):
        raise ReadError(f"{file.path}: two columns differ in capitals only; rename one of {', '.join(columns)}")
    number = 0
    try:
        for row in _rows(table, columns):
            number += 1
            file.allowance.spend(sum(len(value) for value in row.values() if isinstance(value, str)), file.path)
            yield _document(row, number, file.path)
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError) as error:
        left = f"row {number + 1:,} and what comes after it cannot be read: the file is damaged ({_first_line(error)})"
        if not number:
            raise ReadError(f"{file.path}: {left}") from error
        yield Unread(file.path, str(number + 1), number + 1, left)


def _opened(file: File) -> Any:
    """The file, and in what columns texts come as they are stored: each different one once."""
    try:
        table = parquet.ParquetFile(pyarrow.BufferReader(file.data))
        stored = [one.path for one in table.schema if one.physical_type == "BYTE_ARRAY"]
        return parquet.ParquetFile(pyarrow.BufferReader(file.data), read_dictionary=stored)
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError) as error:
        raise ReadError(f"{file.path}: the Parquet file is damaged or cut off: {_first_line(error)}") from error


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _rows(table: Any, columns: list[str]) -> Iterator[dict[str, object]]:
    """Rows as they come; of those that are read at once, each is made when it is asked for."""
    for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
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
