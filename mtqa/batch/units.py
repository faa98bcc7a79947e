"""Units of work: what a process does in some seconds, what is written at once, and what is done again after a kill.

A unit is a stretch of lines, some row groups of a table, a web archive, or a bundle of small files. They are planned
one by one, always the same from the same archive, and memory does not grow with their number.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from mtqa.batch.inputs import Found, Stamp
from mtqa.batch.unpacking import PACKINGS, Damage, unpacked
from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers import read_in_parts, row_groups

#: A unit is about so many bytes, some 650 stories, so that no process is left long with the last one; a bundle has at
#: most so many files.
SIZE, _MOST_FILES = 2 << 20, 1_024
#: So much is read at once.
_BLOCK = 1 << 20
#: A longer line is no story.
_LONGEST_LINE = 64 << 20
#: A larger file that has to be read at once is refused.
_LARGEST = 1 << 30
_LINES = (".jsonl", ".ndjson")
_TABLES = (".parquet", ".pq")
_WEB = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Whole:
    """A file that is read at once, whatever format it is."""

    path: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines of a file that has a record a line: where they begin and end, and the number of the first.

    ``data`` are the lines themselves, where the file is packed.
    """

    path: str
    stamp: Stamp
    form: str
    begin: int
    end: int
    first: int
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class RowGroups:
    """Some row groups of a Parquet file, the second number excluded, and the number of their first row."""

    path: str
    stamp: Stamp
    begin: int
    end: int
    first: int


@dataclass(frozen=True, slots=True)
class WebArchive:
    """A file of web pages as they were fetched, read as a stream."""

    path: str
    stamp: Stamp


Source = Whole | Lines | RowGroups | WebArchive | Unread


@dataclass(frozen=True, slots=True)
class Unit:
    """Sources that are done together, and written as the parts of this number; ``size`` is in bytes of the archive."""

    number: int
    sources: tuple[Source, ...]
    size: int


def units(files: Iterable[Found | Unread], *, size: int = SIZE, form: str | None = None) -> Iterator[Unit]:
    """The units of an archive, numbered from 0. ``form``: the format of every file, None to find out."""
    held: list[Source] = []
    held_size = number = 0
    for source, weight, alone in _sources(files, size, form):
        if held and (alone or held_size + weight > size or len(held) == _MOST_FILES):
            yield Unit(number, tuple(held), held_size)
            held, held_size, number = [], 0, number + 1
        held.append(source)
        held_size += weight
        if alone:
            yield Unit(number, tuple(held), held_size)
            held, held_size, number = [], 0, number + 1
    if held:
        yield Unit(number, tuple(held), held_size)


#: What is read, how many bytes of the archive it is, and whether it is a unit by itself.
_Weighed = tuple[Source, int, bool]


def _sources(files: Iterable[Found | Unread], size: int, form: str | None) -> Iterator[_Weighed]:
    for one in files:
        if isinstance(one, Unread):
            yield one, 0, False
            continue
        try:
            yield from _of(one, size, form)
        except OSError as error:
            yield Unread(one.path, one.path, 1, error.strerror or str(error)), one.stamp.size, False


def _of(file: Found, size: int, form: str | None) -> Iterator[_Weighed]:
    name = file.path.lower()
    packing = os.path.splitext(name)[1]
    inner = name.removesuffix(packing) if packing in PACKINGS else name
    if form in {None, "warc"} and name.endswith(_WEB):
        yield WebArchive(file.path, file.stamp), file.stamp.size, True
    elif form in {None, "parquet"} and name.endswith(_TABLES) and file.stamp.size > size:
        yield from _row_groups(file, size)
    elif form in {None, "jsonl", "ninjs"} and inner.endswith(_LINES) and (inner != name or file.stamp.size > size):
        yield from _packed_lines(file, packing, size, form) if inner != name else _lines(file, size, form)
    else:
        yield _whole(file), file.stamp.size, False


def _whole(file: Found) -> Source:
    if file.stamp.size <= _LARGEST:
        return Whole(file.path, file.stamp)
    reason = (
        f"it would have to be read at once and has {file.stamp.size >> 20:,} MB; JSON lines and Parquet may be longer"
    )
    return Unread(file.path, file.path, 1, reason)


def _lines(file: Found, size: int, form: str | None) -> Iterator[_Weighed]:
    with open(file.path, "rb") as opened:
        kind = read_in_parts(_beginning(opened.read(_BLOCK)), file.path, format=form)
        if kind is None:
            yield _whole(file), file.stamp.size, False
            return
        opened.seek(0)
        start = at = held = 0
        first = 1
        while block := opened.read(_BLOCK):
            low = 0
            while (cut := block.find(b"\n", max(low, start + size - at - 1))) >= 0:
                held += block.count(b"\n", low, cut + 1)
                end = at + cut + 1
                yield _piece(file, kind, start, end, first)
                start, first, held, low = end, first + held, 0, cut + 1
            held += block.count(b"\n", low)
            at += len(block)
        if at > start:
            yield _piece(file, kind, start, at, first)


def _beginning(block: bytes) -> bytes:
    """The first lines: what tells the format."""
    return block[: block.rfind(b"\n") + 1] or block


def _piece(file: Found, kind: str, start: int, end: int, first: int) -> _Weighed:
    if end - start > _LONGEST_LINE:
        megabytes = f"{(end - start) >> 20:,} MB"
        reason = f"lines of {megabytes} that hold no story as long; a record is one line"
        return Unread(file.path, str(first), first, reason), end - start, True
    return Lines(file.path, file.stamp, kind, start, end, first), end - start, True


def _packed_lines(file: Found, packing: str, size: int, form: str | None) -> Iterator[_Weighed]:
    """Lines that are handed over unpacked; the weight is that of what has been read of the file."""
    with open(file.path, "rb") as opened:
        try:
            yield from _cut(file, unpacked(opened, packing), size, form, opened.tell)
        except ImportError:
            reason = "a zstd file is read with the package zstandard: pip install 'mtqa[batch]'"
            yield Unread(file.path, file.path, 1, reason), file.stamp.size, False


def _cut(
    file: Found, stream: Iterator[bytes | Damage], size: int, form: str | None, tell: Callable[[], int]
) -> Iterator[_Weighed]:
    inner = os.path.splitext(file.path)[0]
    kind = None
    held, offset, first, told, is_damaged, is_too_long = bytearray(), 0, 1, 0, False, False
    for piece in chain(stream, (None,)):
        if isinstance(piece, bytes):
            begin = 0
            if is_too_long:
                if (begin := piece.find(b"\n") + 1) == 0:
                    continue
                is_too_long, first = False, first + 1
            held += piece[begin:]
            if len(held) < size:
                continue
        cut = len(held) if piece is None else held.rfind(b"\n") + 1
        if cut:
            lines = bytes(held[:cut])
            del held[:cut]
            kind = kind or read_in_parts(_beginning(lines), inner, format=form) or ("jsonl" if is_damaged else None)
            if kind is None:
                yield _whole(file), file.stamp.size, False
                return
            weight, told = tell() - told, tell()
            yield Lines(file.path, file.stamp, kind, offset, offset + cut, first, lines), weight, True
            first, offset = first + lines.count(b"\n"), offset + cut
        if isinstance(piece, Damage):
            held.clear()
            is_damaged = True
            yield Unread(file.path, str(first), first, _damage(piece)), 0, False
        elif len(held) > _LONGEST_LINE:
            held.clear()
            is_too_long = True
            yield Unread(file.path, str(first), first, f"a line of more than {_LONGEST_LINE >> 20} MB"), 0, False
    if first == 1 and kind is None and not (is_damaged or is_too_long):
        yield _whole(file), file.stamp.size, False  # there is nothing in it, which its reader says


def _damage(damage: Damage) -> str:
    if damage.end is None:
        return (
            f"{damage.reason}: what is packed from byte {damage.begin:,} on is read as far as it goes; fetch it again"
        )
    return f"{damage.reason}: what is packed from byte {damage.begin:,} to {damage.end:,} is read as far as it goes"


def _row_groups(file: Found, size: int) -> Iterator[_Weighed]:
    """Row groups that come to about a unit each."""
    try:
        groups = row_groups(file.path)
    except ReadError as error:
        reason = str(error).removeprefix(f"{file.path}: ")
        yield Unread(file.path, file.path, 1, reason), file.stamp.size, False
        return
    whole = sum(group.size for group in groups) or 1
    begin = rows = weight = 0
    first = 1
    for end, group in enumerate(groups, 1):
        rows, weight = rows + group.rows, weight + group.size
        if weight >= size or end == len(groups):
            yield RowGroups(file.path, file.stamp, begin, end, first), weight * file.stamp.size // whole, True
            begin, first, rows, weight = end, first + rows, 0, 0
