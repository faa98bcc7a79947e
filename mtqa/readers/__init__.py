"""Bytes to documents: one module a format, each with a `Format` called ``FORMAT``.

A new format is one new module here, and its name in `_BEGINNINGS`, which spares the others the question. Modules that
begin with an underscore are what the formats share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mtqa.model.errors import ConfigError, ReadError
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Format, Part, Records, RowGroup
from mtqa.readers._namesakes import Namesakes as Namesakes
from mtqa.readers._namesakes import with_namesakes_noted
from mtqa.text.document import Document

#: The names of the formats, for choices on a command line.
FORMATS: tuple[str, ...] = tuple(sorted(info.name for info in iter_modules(__path__) if info.name[0] != "_"))

#: Formats with a record a line.
_BY_LINE = frozenset({"jsonl", "ninjs"})

#: How a file is read that nothing else claims.
_PLAIN = "text"

#: What a file may hold and still be empty: white space, NULs of wide encodings, byte order marks.
_NOTHING = b"\0\t\n\r\f \xef\xbb\xbf\xff\xfe"

#: By how a file begins, the formats that can recognise it, so that the other modules are not even read. Where nothing
#: is said of a beginning, or the file is no text, all are asked.
_BEGINNINGS = {
    "<": ("atom", "html", "newsml", "newsml_g2", "nitf", "rss", "tmx", "xliff", "xml"),
    "{": ("csv", "jsonl", "ninjs"),
    "[": ("csv", "jsonl", "ninjs"),
    "W": ("anpa1312", "csv", "eml", "iptc7901", "warc"),
    "": ("anpa1312", "csv", "eml", "iptc7901"),
}
#: Letters, figures and marks that begin a text of which `_BEGINNINGS` says nothing else.
_PLAIN_BEGINNINGS = frozenset(map(chr, range(0x21, 0x7F))) | frozenset("“”‘’«»„—–…")
#: What no text has, at least none in UTF-8. (That it is not written as what a text has makes it twenty times as fast to
#: compile.)
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd-\U0010ffff]")
#: How much of a file tells that it is text.
_HEAD = 1024


@cache
def _format(name: str) -> Format:
    found: Format = import_module(f"{__name__}.{name}").FORMAT
    return found


def format_of(data: bytes, path: str) -> str:
    """The name of a file's format: by what it contains, then by its suffix, then by what it looks like."""
    return _format_of(File(data, path))


def _format_of(file: File) -> str:
    known = recognised(file)
    if known is not None:
        return known
    for name in (_PLAIN, *FORMATS):
        if file.suffix in _format(name).suffixes:
            return name
    return next((name for name in FORMATS if _format(name).resembles(file)), _PLAIN)


def recognised(file: File) -> str | None:
    """The name of the format that the file belongs to whatever it is called; None if it shows none."""
    return next((name for name in _asked(file.data[:_HEAD]) if _format(name).recognises(file)), None)


def _asked(head: bytes) -> tuple[str, ...]:
    """The formats that can recognise a file that begins like this."""
    text = head.decode("utf-8", "replace")
    if _NO_TEXT.search(text, 0, len(text) - 1):  # the last character may be cut
        return FORMATS
    first = text.lstrip()[:1]
    return _BEGINNINGS.get(first, _BEGINNINGS[""] if first in _PLAIN_BEGINNINGS else FORMATS) if first else FORMATS


def read(data: bytes, path: str, *, format: str | None = None, encoding: str | None = None) -> Records:  # noqa: A002
    """Documents of a file, in order, and a record of each part of it that could not be read.

    ``format`` is one of `FORMATS`, None to find out; ``encoding`` overrules what the file says and shows. The
    stream is lazy: errors come when the first document is asked for.

    Raises:
        ConfigError: if there is no such format or encoding.
        ReadError: if nothing in the file can be read: it is empty, no text, damaged, or not of the format.
    """
    require(format)
    yield from with_namesakes_noted(_read(File(data, path, encoding), format))


def require(format: str | None) -> None:  # noqa: A002
    """See to it that a format is one of `FORMATS`, where one is named.

    Raises:
        ConfigError: if it is not.
    """
    if format is not None and format not in FORMATS:
        raise ConfigError(f'there is no format "{format}"; formats are {", ".join(FORMATS)}')


def read_file(file: File) -> Records:
    """The documents of a file that came out of another, as `read` gives them.

    Raises:
        ReadError: if nothing in it can be read.
    """
    return _read(file, None)


def read_in_parts(beginning: bytes, path: str, *, format: str | None = None) -> str | None:  # noqa: A002
    """The name of the format of a file that holds a record a line, told by its first lines; None for other files."""
    from mtqa.readers._json_records import is_record_a_line

    file = File(beginning, path)
    name = format or _format_of(file)
    return name if name in _BY_LINE and is_record_a_line(file) else None


def read_lines(data: bytes, path: str, *, format: str, first_line: int, offset: int) -> Records:  # noqa: A002
    """The documents in whole lines of such a file; ``first_line``, from 1, and ``offset`` are where they begin in it.

    Items that claim to be the same are not noted: that is for whoever sees all parts (`Namesakes`).
    """
    return _format(format).read(File(data, path, part=Part(first_line, offset)))


def row_groups(path: str) -> list[RowGroup]:
    """The groups of rows in a Parquet file, which may be larger than memory.

    Raises:
        ReadError: if it cannot be read, or has no column ``text``.
    """
    from mtqa.readers.parquet import row_groups

    return row_groups(path)


def read_row_groups(path: str, begin: int, end: int, *, first: int) -> Records:
    """The documents of row groups, the second number excluded; ``first``, from 1, is the number of their first row.

    Raises:
        ReadError: if the file cannot be read.
    """
    from mtqa.readers._parquet_rows import read_groups

    return read_groups(path, range(begin, end), first)


def read_web_archive(path: str) -> Records:
    """The documents of a WARC file, which may be larger than memory.

    Raises:
        ReadError: if nothing of it can be read.
        OSError: if there is no such file, or it may not be read.
    """
    from mtqa.readers.warc import read_file

    return read_file(path)


def document_of(fields: Mapping[str, object], path: str, *, line: int) -> Document | Unread:
    """The story in the fields of a record, wherever they come from; ``line``, from 1, is the number of the record."""
    from mtqa.readers._fields import WrongFieldError, document, name

    try:
        return document(fields, number=line, path=path, line=line)
    except WrongFieldError as error:
        return Unread(path, name(fields, line), line, str(error))


def _read(file: File, name: str | None) -> Records:
    if not file.data.strip(_NOTHING):
        raise ReadError(f"{file.path}: the file is empty, there is nothing to check")
    empty = True
    for record in _format(name or _format_of(file)).read(file):
        empty = False
        yield record
    if empty:
        raise ReadError(f"{file.path}: the file holds no record, there is nothing to check")


def suffixes() -> frozenset[str]:
    """The suffixes of the files that some format claims, in lower case, with their dots."""
    return frozenset().union(*(_format(name).suffixes for name in FORMATS))
