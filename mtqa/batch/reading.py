"""Sources of a unit to documents, in the process that checks them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from traceback import format_exc

from mtqa.batch.inputs import Stamp
from mtqa.batch.tables import Row, failed
from mtqa.batch.units import Lines, RowGroups, Source, WebArchive, Whole
from mtqa.engine.reading import Reading
from mtqa.model.errors import MtqaError, ReadError
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


def stories_or_rows(records: Iterator[Document | Unread], path: str) -> Iterator[Document | Row]:
    """The documents of the file at ``path``, and a row for each that could not be read.

    A file that mtqa fails on ends with such a row, and must not cost the others.

    Raises:
        MtqaError: if the configuration is not in order.
    """
    try:
        for record in records:
            yield failed(record, "unread") if isinstance(record, Unread) else record
    except MtqaError:
        raise
    except Exception as error:
        reason = f"mtqa failed to read it: {type(error).__name__}: {error}"
        yield failed(Unread(path, path, 1, reason), "crashed", format_exc())


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
