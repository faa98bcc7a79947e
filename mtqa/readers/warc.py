"""WARC (ISO 28500): pages as a crawler fetched them; the article of each HTML page. Reading takes ``mtqa[batch]``.

A place is the number of a record, from 1, as the line, and the character in its text as the column. Answers of other
kinds than pages, and errors of servers, are no stories and are passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from mtqa.model.errors import ReadError
from mtqa.readers._base import File, Format, Records

_MAGIC = b"WARC/"


def read(file: File) -> Records:
    """The pages of the archive; a record that is damaged is named, and the others go on.

    Raises:
        ReadError: if the packages are missing, or nothing can be read.
    """
    records = _imported(file.path)
    yield from records(BytesIO(file.data), file.path)


def read_file(path: str) -> Records:
    """The pages of an archive on disk, packed by gzip or not, read as a stream.

    Raises:
        ReadError: as `read`.
        OSError: if there is no such file, or it may not be read.
    """
    records = _imported(path)
    with Path(path).open("rb") as stream:
        yield from records(stream, path)


def _imported(path: str) -> Callable[[BinaryIO, str], Records]:
    try:
        from mtqa.readers._warc_records import documents
    except ImportError as error:
        raise ReadError(
            f"{path}: web archives are read with the packages fastwarc and resiliparse: pip install 'mtqa[batch]'"
        ) from error
    return documents


def _recognises(file: File) -> bool:
    return file.data.startswith(_MAGIC)


FORMAT = Format(read, frozenset({".warc"}), _recognises)
