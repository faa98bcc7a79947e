"""Parquet: one story a row; its columns are named as the fields of JSON lines. Reading takes ``mtqa[parquet]``.

A place is the number of a row, from 1, as the line, and the character in its text as the column.
"""

from __future__ import annotations

from pathlib import Path

from mtqa.model.errors import ReadError
from mtqa.readers._base import File, Format, Records, RowGroup

#: How a file begins and ends; the second with an encrypted table of contents.
_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
_WITHOUT = "an encrypted Parquet file; write it without encryption"


def read(file: File) -> Records:
    """The stories of the table, a group of rows at a time; a row that is none is named, and the others go on.

    Raises:
        ReadError: if the package is missing, the file is damaged or encrypted, or has no column ``text``.
    """
    if file.data.startswith(_ENCRYPTED):
        raise ReadError(f"{file.path}: {_WITHOUT}")
    try:
        from mtqa.readers._parquet_rows import documents
    except ImportError as error:
        raise ReadError(
            f"{file.path}: a Parquet file is read with the package pyarrow: pip install 'mtqa[parquet]'"
        ) from error
    return documents(file)


def row_groups(path: str) -> list[RowGroup]:
    """The groups of rows of a file, of which only the table of contents is read.

    Raises:
        ReadError: if it is damaged or encrypted, or has no column ``text``.
        OSError: if there is no such file, or it may not be read.
    """
    from mtqa.readers._parquet_rows import groups

    with Path(path).open("rb") as file:
        if file.read(len(_ENCRYPTED)) == _ENCRYPTED:
            raise ReadError(f"{path}: {_WITHOUT}")
    return groups(path)


def _recognises(file: File) -> bool:
    return file.data.startswith((_MAGIC, _ENCRYPTED)) and file.data.endswith((_MAGIC, _ENCRYPTED))


FORMAT = Format(read, frozenset({".parquet", ".pq"}), _recognises)
