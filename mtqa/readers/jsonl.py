r"""JSON: one story a line, or one object, or a list of them.

Fields: ``text``, and where known ``id``, ``source``, ``source_language``, ``reference``, ``language``,
``published``, names in ``people``, ``places``, ``organisations`` or ``keywords``, other fields of
`mtqa.model.metadata.Metadata`, and ``allow`` for findings that need not be reported; others are ignored. What Python
keeps as half a character (``"\ud800"`` alone) is read as U+FFFD, as on the web.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import JSONDecoder
from typing import Any

from mtqa.model.errors import ReadError
from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Format, Records
from mtqa.readers._decoding import decode, refuse_binary, wide_encoding
from mtqa.readers._dismissals import from_field
from mtqa.readers._metadata import (
    NAME_FIELDS,
    ORGANISATIONS,
    PEOPLE,
    PLACES,
    day,
    listed,
    moment,
    names,
    stated,
    urgency,
)
from mtqa.text.document import Document
from mtqa.text.position import Position
from mtqa.text.source_map import SourceMap

_SPACE = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
_BEGINS = re.compile(r'\{\s*"|\[\s*\{\s*"')
#: Control characters stand unescaped in files of careless writers; they are read.
_decoder = JSONDecoder(strict=False)


class _WrongRecordError(Exception):
    """A record is not what it should be; the message says how."""


@dataclass(frozen=True, slots=True)
class _Record:
    """One object of the file as it stands there, and where that is."""

    source: str
    number: int
    position: Position
    offset: int
    encoding: str


def escape(text: str) -> str:
    """``text`` as JSON writes it between quotation marks."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _whole(text: str) -> str:
    return _HALF.sub("\ufffd", text)


def _skip_space(source: str, at: int) -> int:
    found = _SPACE.match(source, at)
    return found.end() if found else at


def _members(source: str) -> tuple[dict[str, Any], int]:
    """The object that ``source`` is, and where its text begins (inside the quotation marks; 0: it has none)."""
    at = _skip_space(source, 0)
    if source[at : at + 1] != "{":
        raise _WrongRecordError('a record is an object such as {"id": "1", "text": "..."}')
    members: dict[str, Any] = {}
    text_at = 0
    at = _skip_space(source, at + 1)
    while source[at : at + 1] == '"':
        name, at = _decoder.raw_decode(source, at)
        at = _skip_space(source, at)
        if source[at : at + 1] != ":":
            raise _WrongRecordError(f"this is no JSON: a colon is missing at character {at + 1}")
        at = _skip_space(source, at + 1)
        if name == "text":
            text_at = at + 1
        members[name], at = _decoder.raw_decode(source, at)
        at = _skip_space(source, at)
        if source[at : at + 1] == ",":
            at = _skip_space(source, at + 1)
        elif source[at : at + 1] != "}":
            raise _WrongRecordError(f"this is no JSON: a comma is missing at character {at + 1}")
    if source[at : at + 1] != "}" or _skip_space(source, at + 1) != len(source):
        raise _WrongRecordError(f"this is no JSON: the object goes wrong at character {at + 1}")
    return members, text_at


def _source_map(source: str, start: int, length: int) -> SourceMap:
    """The way from a text of ``length`` characters back into the JSON string that begins at ``start``."""
    mapped = SourceMap(escape=escape)
    position = start
    while mapped.length < length:
        found = _ESCAPE.search(source, position)
        verbatim = min(found.start() - position if found else length, length - mapped.length)
        mapped.copy(position, verbatim)
        position += verbatim
        if found and mapped.length < length:
            mapped.put(1, position, found.end())
            position = found.end()
    return mapped


def _string(members: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = members.get(name)
        if value is not None:
            if not isinstance(value, str):
                raise _WrongRecordError(f'"{name}" is {_kind(value)}; it should be a string')
            return _whole(value)
    return None


def _text(members: dict[str, Any]) -> str:
    text = members.get("text")
    if not isinstance(text, str):
        fact = f'"text" is {_kind(text)}' if "text" in members else 'there is no "text"'
        raise _WrongRecordError(f'{fact}; a record needs the story as a string: {{"id": "1", "text": "..."}}')
    if not text.strip():
        raise _WrongRecordError('"text" is empty')
    return text


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")


def _name(members: dict[str, Any], number: int) -> str:
    """The record's own name, else its address, else its number."""
    for key in ("id", "path", "url"):
        value = members.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return _whole(str(value))
    return str(number)


def _metadata(members: dict[str, Any]) -> Metadata:
    get = members.get
    return Metadata(
        id=stated(get("id")),
        version=stated(get("version")),
        language=stated(get("language") or get("lang")),
        translated_from=stated(get("source_language") or get("source_lang") or get("translated_from")),
        headline=stated(get("headline") or get("title")),
        byline=stated(get("byline") or get("author")),
        dateline=stated(get("dateline")),
        provider=stated(get("provider")),
        published=moment(get("published")) or moment(get("date")),
        urgency=urgency(get("urgency")),
        slug=stated(get("slug") or get("slugline")),
        subjects=listed(get("subjects"), get("keywords"), get("tags")),
        people=listed(*map(get, PEOPLE)),
        places=listed(*map(get, PLACES)),
        organisations=listed(*map(get, ORGANISATIONS)),
    )


def _document(record: _Record, path: str) -> Document | Unread:
    name = str(record.number)
    try:
        members, text_at = _members(record.source)
        name = _name(members, record.number)
        text = _text(members)
        return Document(
            _whole(text),
            id=name,
            path=path,
            language=_string(members, "language", "lang") or "en",
            source=_string(members, "source"),
            source_language=_string(members, "source_language", "source_lang"),
            reference=_string(members, "reference"),
            published=day(members.get("published")) or day(members.get("date")),
            names=names(*(members.get(field) for field in NAME_FIELDS)),
            file_text=record.source,
            origin=_source_map(record.source, text_at, len(text)),
            file_position=record.position,
            file_offset=record.offset,
            encoding=record.encoding,
            dismissals=from_field(members.get("allow"), path=path, line=record.position.line),
            metadata=_metadata(members),
        )
    except json.JSONDecodeError as error:
        reason = f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1}"
    except RecursionError:
        reason = "the record is nested too deeply to be read"
    except _WrongRecordError as error:
        reason = str(error)
    except ValueError as error:  # a number of more digits than Python converts
        reason = f"the record holds a value that cannot be read: {error}"
    return Unread(path, name, record.position.line, reason)


def _slices(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the lines of ``data`` begin and end."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield start, end
        start = end + 1


def _lines(file: File) -> Records:
    """One record a line, each decoded by itself: one line in another encoding does not spoil the rest."""
    for number, (start, end) in enumerate(_slices(file.data), 1):
        line = file.data[start:end]
        if not line.strip():
            continue
        try:
            decoded = decode(line, path=file.path, encoding=file.encoding)
        except ReadError as error:
            yield Unread(file.path, str(number), number, str(error).removeprefix(f"{file.path}: "))
        else:
            record = _Record(decoded.text, number, Position(number, 1), start + decoded.offset, decoded.encoding)
            yield _document(record, file.path)


def _wide_lines(file: File) -> Records:
    """One record a line, in UTF-16 or UTF-32."""
    decoded = file.decoded
    offset = decoded.offset
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if line.strip():
            record = _Record(line, number, Position(number, 1), offset, decoded.encoding)
            yield _document(record, file.path)
        offset += len((line + "\n").encode(decoded.encoding))


def _list(file: File) -> Records:
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
        yield _document(_Record(source[at:end], number, position, offset, decoded.encoding), file.path)
        at = _skip_space(source, end)
        if source[at : at + 1] == ",":
            at = _skip_space(source, at + 1)
        elif source[at : at + 1] != "]" and end < len(source):
            yield Unread(
                file.path, str(number + 1), line, "this is no JSON: the list breaks off after the record before"
            )
            return


def _is_object(source: str) -> bool:
    try:
        _members(source)
    except (_WrongRecordError, ValueError, RecursionError):
        return False
    return True


def read(file: File) -> Records:
    """The stories of the file, one by one; a record that is none is named, and the others go on.

    Raises:
        ReadError: if the file as a whole is no text.
    """
    if file.head.startswith("["):
        return _list(file)
    if wide_encoding(file.data):
        return _one(file) if _is_object(file.decoded.text) else _wide_lines(file)
    refuse_binary(file.data, file.path)
    first = next(line for start, end in _slices(file.data) if (line := file.data[start:end]).strip())
    one = not _is_object(first.decode("utf-8", "replace")) and _is_object(
        file.data.decode("utf-8", "replace").lstrip("\ufeff")
    )
    return _one(file) if one else _lines(file)


def _one(file: File) -> Records:
    """The file is one object."""
    decoded = file.decoded
    yield _document(_Record(decoded.text, 1, Position(1, 1), decoded.offset, decoded.encoding), file.path)


def _recognises(file: File) -> bool:
    return bool(_BEGINS.match(file.head))


FORMAT = Format(read, frozenset({".jsonl", ".ndjson", ".json"}), _recognises)
