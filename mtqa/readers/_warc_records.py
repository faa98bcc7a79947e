"""Records of a web archive to documents; behind a damaged record the next one is sought."""

from __future__ import annotations

from os import SEEK_END
from typing import Any, BinaryIO
from zlib import decompressobj
from zlib import error as ZlibError  # noqa: N812 - the module's name for it says nothing

from fastwarc.warc import ArchiveIterator, WarcRecordType

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers._allowance import LARGEST, in_megabytes
from mtqa.readers._base import Records
from mtqa.readers._web_page import NoStoryError, story
from mtqa.text.document import Document

#: How records begin: packed, each is a member of its own.
_PACKED, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."
_PAGES = ("text/html", "application/xhtml+xml")
_ANSWERED = 200
_ASKED = WarcRecordType.response | WarcRecordType.resource
_CLOSE = b"\r\n\r\n"
_BLOCK, _STEP = 1 << 20, 1 << 14


def documents(stream: BinaryIO, path: str) -> Records:
    """The pages in the archive that ``stream`` is.

    Raises:
        ReadError: if there is no record at its beginning or anywhere else.
    """
    mark = _PACKED if stream.read(len(_PACKED)) == _PACKED else _PLAIN
    number = 0
    at: int | None = 0
    is_told = False
    page: Document | Unread | None = None
    while at is not None:
        stream.seek(at)
        begin = latest = at
        try:
            for record in ArchiveIterator(stream, record_types=_ASKED):
                number += 1
                is_told = False
                latest = begin + record.stream_pos
                page = _page(record, path, number)
                if page is not None:
                    yield page
        except (OSError, ValueError, EOFError) as error:
            if not is_told:
                yield Unread(
                    path, str(number + 1), number + 1, f"the archive is damaged behind record {number}: {error}"
                )
            is_told = True
            at = _next(stream, mark, latest + 1)
        else:
            at = None
            is_cut = _is_cut if mark == _PACKED else _ends_amiss
            if number and not isinstance(page, Unread) and is_cut(stream, latest):
                yield Unread(path, str(number + 1), number + 1, f"the archive is cut off behind record {number}")
    if not number:
        raise ReadError(f"{path}: no record in it can be read; fetch it again")


def _page(record: Any, path: str, number: int) -> Document | Unread | None:
    """The story of a record, or why it has none; None for what is no page."""
    name = (record.headers.get("WARC-Target-URI") or "").strip("<>") or str(number)
    status = None if record.http_headers is None else record.http_headers.status_code
    kind = (record.http_content_type or "").lower()
    if record.record_type == WarcRecordType.response and not (status and kind):
        return _cut(path, name, number, record.content_length, len(record.reader.read()))
    if status not in {None, _ANSWERED} or kind not in _PAGES:
        return None
    if record.content_length > LARGEST:
        return Unread(path, name, number, f"a page of more than {in_megabytes(LARGEST)}")
    length, body = record.content_length, record.reader.read()
    if (cut := _cut(path, name, number, length, len(body))) is not None:
        return cut
    try:
        return story(body, record.http_charset, path=path, id=name, number=number)
    except NoStoryError as error:
        return Unread(path, name, number, str(error))


def _cut(path: str, name: str, number: int, promised: int, there: int) -> Unread | None:
    """That a record is cut off, if it is."""
    if there >= promised:
        return None
    return Unread(path, name, number, f"the record is cut off: {there:,} of {promised:,} bytes are there")


def _ends_amiss(stream: BinaryIO, _: int) -> bool:
    """Whether the last record is not closed by two ends of lines."""
    stream.seek(-len(_CLOSE), SEEK_END)
    return stream.read() != _CLOSE


def _is_cut(stream: BinaryIO, at: int) -> bool:
    """Whether the members from ``at`` on end in the middle of one: the iterator ends there without a word."""
    stream.seek(at)
    member = decompressobj(wbits=31)
    held, is_begun = b"", False
    while chunk := held or stream.read(_STEP):
        is_begun = True
        try:
            member.decompress(chunk)
        except ZlibError:
            return False  # padding, or damage, of which the iterator has told
        held = member.unused_data
        if member.eof:
            member, is_begun = decompressobj(wbits=31), bool(held)
    return is_begun


def _next(stream: BinaryIO, mark: bytes, at: int) -> int | None:
    """Where something begins like a record, from ``at`` on; None if nothing does."""
    stream.seek(at)
    held = b""
    while block := stream.read(_BLOCK):
        held += block
        if (found := held.find(mark)) >= 0:
            return at + found
        at += len(held) - len(mark) + 1
        held = held[-len(mark) + 1 :]
    return None
