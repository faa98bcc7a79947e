"""The named fields of a record, whatever format it stands in, to a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mtqa.model.metadata import NO_METADATA, Metadata
from mtqa.readers._dismissals import from_field
from mtqa.readers._metadata import (
    NAME_FIELDS,
    ORGANISATIONS,
    PEOPLE,
    PLACES,
    SUBJECTS,
    language,
    language_tag,
    listed,
    moment,
    names,
    stated,
    urgency,
)
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

#: The field that holds the story, and others whose names tell that a row of names is the head of a table.
TEXT = "text"
KNOWN = frozenset({
    *("id", "path", "url", "source", "source_language", "source_lang", "translated_from", "reference", "language"),
    *("lang", "published", "date", "version", "headline", "title", "byline", "author", "dateline", "provider"),
    *("outlet", "feed", "engine", "urgency", "slug", "slugline", "subjects", "allow", *NAME_FIELDS),
})  # fmt: skip
_HALF = Pattern("[\ud800-\udfff]")


class WrongFieldError(Exception):
    """A record is not what it should be; the message says how."""


def document(fields: Mapping[str, object], *, number: int, path: str, line: int, **place: Any) -> Document:
    """The story in a record: ``text``, and what the record says of it; ``number`` is its name if it has none.

    ``place`` are the fields of the document that say where in the file it stands.

    Raises:
        WrongFieldError: if there is no text, or a field is of another type than it should be.
    """
    text = _text(fields)
    return Document(
        whole(text),
        id=name(fields, number),
        path=path,
        language=language(_string(fields, "language", "lang"), text),
        source=_string(fields, "source"),
        source_language=_string(fields, "source_language", "source_lang"),
        reference=_string(fields, "reference"),
        names=names(*[fields[field] for field in NAME_FIELDS if field in fields]),
        dismissals=from_field(fields.get("allow"), path=path, line=line),
        metadata=metadata(fields),
        **place,
    )


def name(fields: Mapping[str, object], number: int) -> str:
    """The record's own name, else its address, else its number."""
    for key in ("id", "path", "url"):
        value = fields.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return whole(str(value))
    return str(number)


def whole(text: str) -> str:
    """``text`` with U+FFFD for what Python keeps as half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)
    return text


def _text(fields: Mapping[str, object]) -> str:
    text = fields.get(TEXT)
    if not isinstance(text, str):
        fact = f'"text" is {_kind(text)}' if TEXT in fields else 'there is no "text"'
        raise WrongFieldError(f'{fact}; a record needs the story as a string: {{"id": "1", "text": "..."}}')
    if not text.strip():
        raise WrongFieldError('"text" is empty')
    return text


def _string(fields: Mapping[str, object], *keys: str) -> str | None:
    for key in keys:
        value = fields.get(key)
        if value is not None:
            if not isinstance(value, str):
                raise WrongFieldError(f'"{key}" is {_kind(value)}; it should be a string')
            return whole(value)
    return None


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "null" if value is None else "no string")


def _plain(value: object) -> object:
    """A day or a time as ISO 8601, if it is one: tables have columns of such a type."""
    as_iso = getattr(value, "isoformat", None)
    return as_iso() if callable(as_iso) else value


def metadata(fields: Mapping[str, object]) -> Metadata:
    """What a record says about itself."""
    if KNOWN.isdisjoint(fields):
        return NO_METADATA
    get = fields.get
    return Metadata(
        id=stated(get("id")),
        version=stated(get("version")),
        language=language_tag(get("language") or get("lang")),
        translated_from=language_tag(get("source_language") or get("source_lang") or get("translated_from")),
        headline=stated(get("headline") or get("title")),
        byline=stated(get("byline") or get("author")),
        dateline=stated(get("dateline")),
        provider=stated(get("outlet") or get("provider")),
        feed=stated(get("feed")),
        engine=stated(get("engine")),
        published=moment(_plain(get("published"))) or moment(_plain(get("date"))),
        urgency=urgency(get("urgency")),
        slug=stated(get("slug") or get("slugline")),
        subjects=_all(fields, SUBJECTS),
        people=_all(fields, PEOPLE),
        places=_all(fields, PLACES),
        organisations=_all(fields, ORGANISATIONS),
    )


def _all(fields: Mapping[str, object], keys: Iterable[str]) -> tuple[str, ...]:
    return listed(*[fields[key] for key in keys if key in fields])
