"""Sources of a unit to documents, in the process that checks them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mtqa.batch.inputs import Stamp
from mtqa.batch.units import Lines, RowGroups, Source, WebArchive, Whole
from mtqa.engine.reading import Reading
from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.text.document import Document


def documents(source: Source, reading: Reading) -> Iterator[Document | Unread]:
    """The documents of a source, and what of it could not be read."""
    if isinstance(source, Unread):
        yield source
        return
    try:
        yield from _read(source, reading) if _is_same(source) else [_changed(source)]
    except OSError as error:
        yield Unread(source.path, source.path, 1, error.strerror or str(error))
    except ReadError as error:
        yield Unread(source.path, source.path, 1, str(error).removeprefix(f"{source.path}: "))


def _is_same(source: Whole | Lines | RowGroups | WebArchive) -> bool:
    """Whether the file is still what it was when the run began."""
    return (isinstance(source, Lines) and source.data is not None) or Stamp.of(source.path) == source.stamp


def _changed(source: Whole | Lines | RowGroups | WebArchive) -> Unread:
    return Unread(source.path, source.path, 1, "it was changed while the run went on; run again into a new folder")


def _read(source: Whole | Lines | RowGroups | WebArchive, reading: Reading) -> Iterator[Document | Unread]:
    from mtqa import readers

    match source:
        case Lines():
            data = source.data
            if data is None:
                with Path(source.path).open("rb") as file:
                    file.seek(source.begin)
                    data = file.read(source.end - source.begin)
            return reading.read_lines(source.path, data, source.form, first=source.first, offset=source.begin)
        case RowGroups():
            return readers.read_row_groups(source.path, source.begin, source.end, first=source.first)
        case WebArchive():
            return readers.read_web_archive(source.path)
        case _:
            return reading.read(source.path, Path(source.path).read_bytes())
