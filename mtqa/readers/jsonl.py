r"""JSON: one story a line, or one object, or a list of them.

Fields: ``text``, and where known ``id``, ``source``, ``source_language``, ``reference``, ``language``,
``published``, names in ``people``, ``places``, ``organisations`` or ``keywords``, other fields of
`mtqa.model.metadata.Metadata`, and ``allow`` for findings that need not be reported; others are ignored. What Python
keeps as half a character (``"\ud800"`` alone) is read as U+FFFD, as on the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mtqa.model.metadata import Metadata
from mtqa.readers._base import File, Format, Records
from mtqa.readers._dismissals import from_field
from mtqa.readers._json_records import Record, WrongRecordError, documents, members, string_map, whole
from mtqa.readers._metadata import (
    NAME_FIELDS,
    ORGANISATIONS,
    PEOPLE,
    PLACES,
    day,
    language_tag,
    listed,
    moment,
    names,
    stated,
    urgency,
)
from mtqa.readers.ninjs import recognises as is_ninjs
from mtqa.text.document import Document

_BEGINS = re.compile(r'\{\s*"|\[\s*\{\s*"')


def _string(members: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = members.get(name)
        if value is not None:
            if not isinstance(value, str):
                raise WrongRecordError(f'"{name}" is {_kind(value)}; it should be a string')
            return whole(value)
    return None


def _text(members: dict[str, Any]) -> str:
    text = members.get("text")
    if not isinstance(text, str):
        fact = f'"text" is {_kind(text)}' if "text" in members else 'there is no "text"'
        raise WrongRecordError(f'{fact}; a record needs the story as a string: {{"id": "1", "text": "..."}}')
    if not text.strip():
        raise WrongRecordError('"text" is empty')
    return text


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")


def _name(members: dict[str, Any], number: int) -> str:
    """The record's own name, else its address, else its number."""
    for key in ("id", "path", "url"):
        value = members.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return whole(str(value))
    return str(number)


def _metadata(members: dict[str, Any]) -> Metadata:
    get = members.get
    return Metadata(
        id=stated(get("id")),
        version=stated(get("version")),
        language=language_tag(get("language") or get("lang")),
        translated_from=language_tag(get("source_language") or get("source_lang") or get("translated_from")),
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


def _documents(record: Record) -> Iterator[Document]:
    found, text_at = members(record.source)
    name = _name(found, record.number)
    try:
        yield _document(record, found, text_at, name)
    except WrongRecordError as error:
        raise WrongRecordError(str(error), name) from error


def _document(record: Record, found: dict[str, Any], text_at: int, name: str) -> Document:
    text = _text(found)
    return Document(
        whole(text),
        id=name,
        path=record.path,
        language=_string(found, "language", "lang") or "en",
        source=_string(found, "source"),
        source_language=_string(found, "source_language", "source_lang"),
        reference=_string(found, "reference"),
        published=day(found.get("published")) or day(found.get("date")),
        names=names(*(found.get(field) for field in NAME_FIELDS)),
        file_text=record.source,
        origin=string_map(record.source, text_at, len(text)),
        file_position=record.position,
        file_offset=record.offset,
        encoding=record.encoding,
        dismissals=from_field(found.get("allow"), path=record.path, line=record.position.line),
        metadata=_metadata(found),
    )


def read(file: File) -> Records:
    """The stories of the file, one by one; a record that is none is named, and the others go on.

    Raises:
        ReadError: if the file as a whole is no text.
    """
    return documents(file, _documents)


def _recognises(file: File) -> bool:
    return bool(_BEGINS.match(file.head)) and not is_ninjs(file)


FORMAT = Format(read, frozenset({".jsonl", ".ndjson", ".json"}), _recognises)
