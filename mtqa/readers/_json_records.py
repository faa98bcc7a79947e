"""The records of a JSON file: one a line, one object, or a list of them; and the strings in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from json.decoder import JSONDecoder
from typing import Any

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Part, Records
from mtqa.readers._decoding import decode, refuse_binary, wide_encoding
from mtqa.text.document import Document
from mtqa.text.position import Position
from mtqa.text.source_map import SourceMap

_SPACE = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
#: It is the field's name if it stands but once and there is such a field: in strings the marks would be escaped.
_TEXT = '"text"'
#: Control characters stand unescaped in files of careless writers; they are read.
_decoder = JSONDecoder(strict=False)


class WrongRecordError(Exception):
    """A record is not what it should be; the message says how, ``id`` which, where the record has one."""

    def __init__(self, reason: str, id: str = "") -> None:  # noqa: A002
        super().__init__(reason)
        self.id = id


@dataclass(frozen=True, slots=True)
class Record:
    """One object of the file as it stands there, and where that is."""

    source: str
    path: str
    number: int
    position: Position
    offset: int
    encoding: str


def escape(text: str) -> str:
    """``text`` as JSON writes it between quotation marks."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _skip_space(source: str, at: int) -> int:
    found = _SPACE.match(source, at)
    return found.end() if found else at


def members(source: str) -> tuple[dict[str, Any], int]:
    """The object that ``source`` is, and where its text begins (inside the quotation marks; 0: it has none)."""
    return _at_once(source) or _one_by_one(source)


def _at_once(source: str) -> tuple[dict[str, Any], int] | None:
    """What `members` gives of an ordinary record, in a quarter of the time; None of all others."""
    if source.count(_TEXT) != 1:
        return None
    try:
        found, end = _decoder.raw_decode(source, _skip_space(source, 0))
    except (ValueError, RecursionError):  # it is told where it goes wrong
        return None
    colon = _skip_space(source, source.index(_TEXT) + len(_TEXT))
    if not (isinstance(found, dict) and "text" in found and _skip_space(source, end) == len(source)):
        return None
    return found, _skip_space(source, colon + 1) + 1


def _one_by_one(source: str) -> tuple[dict[str, Any], int]:
    at = _skip_space(source, 0)
    if source[at : at + 1] != "{":
        raise WrongRecordError('a record is an object such as {"id": "1", "text": "..."}')
    found: dict[str, Any] = {}
    text_at = 0
    at = _skip_space(source, at + 1)
    while source[at : at + 1] == '"':
        name, at = _decoder.raw_decode(source, at)
        at = _skip_space(source, at)
        if source[at : at + 1] != ":":
            raise WrongRecordError(f"this is no JSON: a colon is missing at character {at + 1}")
        at = _skip_space(source, at + 1)
        if name == "text":
            text_at = at + 1
        found[name], at = _decoder.raw_decode(source, at)
        at = _skip_space(source, at)
        if source[at : at + 1] == ",":
            at = _skip_space(source, at + 1)
        elif source[at : at + 1] != "}":
            raise WrongRecordError(f"this is no JSON: a comma is missing at character {at + 1}")
    if source[at : at + 1] != "}" or _skip_space(source, at + 1) != len(source):
        raise WrongRecordError(f"this is no JSON: the object goes wrong at character {at + 1}")
    return found, text_at


def string_map(source: str, start: int, length: int) -> SourceMap:
    """The way from a text of ``length`` characters back into the JSON string that begins at ``start``."""
    escapes: list[tuple[int, int]] = []
    position, left = start, length
    for found in _ESCAPE.finditer(source, start):
        left -= found.start() - position
        if left <= 0:  # it stands behind the text
            break
        escapes.append(found.span())
        position, left = found.end(), left - 1
    mapped = SourceMap(escape=escape)
    mapped.copy_but(start, length, escapes)
    return mapped


def documents(file: File, make: Callable[[Record], Iterable[Document]]) -> Records:
    """The documents that ``make`` finds in the file's records; a record that is none is named, and the others go on.

    Raises:
        ReadError: if the file as a whole is no text.
    """
    for record in _records(file):
        if isinstance(record, Unread):
            yield record
            continue
        try:
            yield from make(record)
        except WrongRecordError as error:
            yield _unread(record, str(error), error.id)
        except json.JSONDecodeError as error:
            message = f"{error.msg[:1].lower()}{error.msg[1:]}"
            yield _unread(record, f"this is no JSON: {message} at character {error.pos + 1}")
        except RecursionError:
            yield _unread(record, "the record is nested too deeply to be read")
        except ValueError as error:
            told = "a number has too many digits" if "integer string conversion" in str(error) else str(error)
            yield _unread(record, f"the record holds a value that cannot be read: {told}")


def _unread(record: Record, reason: str, id: str = "") -> Unread:  # noqa: A002
    return Unread(record.path, id or str(record.number), record.position.line, reason)


def _records(file: File) -> Iterator[Record | Unread]:
    if file.part is not None:
        return _lines(file)
    if file.head.startswith("["):
        return _list(file)
    if wide_encoding(file.data):
        return _one(file) if _is_object(file.decoded.text) else _wide_lines(file)
    refuse_binary(file.data, file.path)
    return _one(file) if _is_one(file.data) else _lines(file)


def is_record_a_line(file: File) -> bool:
    """Whether the file, of which the first line is enough, holds a record a line, so that it can be read in parts."""
    if file.head.startswith("[") or wide_encoding(file.data):
        return False
    first = next((line for start, end in _slices(file.data) if (line := file.data[start:end].strip())), b"")
    return b"\0" not in first and _is_object(first.decode("utf-8", "replace"))


def _is_one(data: bytes) -> bool:
    """Whether a file is one object over several lines, be it cut off, and not one record a line."""
    lines = (line for start, end in _slices(data) if (line := data[start:end].strip()))
    first = next(lines)
    if _is_object(first.decode("utf-8", "replace")):
        return False
    if first.startswith(b"{") and not next(lines, b"{").startswith(b"{"):
        return True
    return _is_object(data.decode("utf-8", "replace").lstrip("\ufeff"))


def _one(file: File) -> Iterator[Record]:
    """The file is one object."""
    decoded = file.decoded
    yield Record(decoded.text, file.path, 1, Position(1, 1), decoded.offset, decoded.encoding)


def _is_object(source: str) -> bool:
    try:
        members(source)
    except (WrongRecordError, ValueError, RecursionError):
        return False
    return True


def _slices(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the lines of ``data`` begin and end."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield start, end
        start = end + 1


def _lines(file: File) -> Iterator[Record | Unread]:
    """One record a line, each decoded by itself: one line in another encoding does not spoil the rest."""
    part = file.part or Part(1, 0)
    for number, (start, end) in enumerate(_slices(file.data), part.first_line):
        line = file.data[start:end]
        if not line.strip():
            continue
        try:
            decoded = decode(line, path=file.path, encoding=file.encoding)
        except ReadError as error:
            yield Unread(file.path, str(number), number, str(error).removeprefix(f"{file.path}: "))
        else:
            at = part.offset + start + decoded.offset
            yield Record(decoded.text, file.path, number, Position(number, 1), at, decoded.encoding)


def _wide_lines(file: File) -> Iterator[Record | Unread]:
    """One record a line, in UTF-16 or UTF-32."""
    decoded = file.decoded
    offset = decoded.offset
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if line.strip():
            record = Record(line, file.path, number, Position(number, 1), offset, decoded.encoding)
            yield record
        offset += len((line + "\n").encode(decoded.encoding))


def _list(file: File) -> Iterator[Record | Unread]:
    """The objects of a list, which may run over lines."""
    decoded = file.decoded
    source = decoded.text
    at = _skip_space(source, _skip_space(source, 0) + 1)
    line, line_start, offset, counted, number = 1, 0, decoded.offset, 0, 0
    while at < len(source) and source[at] != "]":
        number += 1
        line += source.count("\n", counted, at)
        line_start = max(line_start, source.rfind("\n", counted, at) + 1)
        offset += len(source[counted:at].encode(decoded.encoding))
        counted = at
        position = Position(line, at - line_start + 1)
        try:
            end = _decoder.raw_decode(source, at)[1]
        except (ValueError, RecursionError):
            end = len(source)
        yield Record(source[at:end], file.path, number, position, offset, decoded.encoding)
        at = _skip_space(source, end)
        if source[at : at + 1] == ",":
            at = _skip_space(source, at + 1)
        elif source[at : at + 1] != "]" and end < len(source):
            yield Unread(
                file.path, str(number + 1), line, "this is no JSON: the list breaks off after the record before"
            )
            return
