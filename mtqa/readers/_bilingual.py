"""Segments of a bilingual file, put together to a story and its source, each character of the story traced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers._extract import Extract
from mtqa.readers._html_text import escape
from mtqa.readers._metadata import language, language_tag
from mtqa.readers._xml import Element, Record, Xml
from mtqa.readers._xml_tokens import MARKUP, characters, past
from mtqa.text.document import Document
from mtqa.text.source_map import as_it_is
from mtqa.text.structure import Role

#: Elements whose content is code of the original file, in XLIFF 1 and TMX; in XLIFF 2 they are empty.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "sub"})
_SECTION, _SECTION_END = "![CDATA[", "]]>"
#: How files say that a code breaks the line.
_BREAKS = ('ctype="lb"', "ctype='lb'", 'type="lb"', "type='lb'", 'subType="xlf:lb"', "subType='xlf:lb'")
#: A character that XML cannot hold, in XLIFF 2.
_CODE_POINT = "cp"
#: A line that was broken to indent the file.
_WRAP = re.compile(r"\r?\n[ \t]+")
BETWEEN_PARAGRAPHS = "\n\n"
#: So many names of units are told of those that are not translated.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Segment:
    """Where the translation of a segment stands in the file, its source, and what comes between it and the next."""

    start: int
    end: int
    source: str
    after: str = BETWEEN_PARAGRAPHS
    role: Role | None = None


def in_order(segments: Sequence[Segment], start: int, end: int) -> list[Segment]:
    """The segments between two places of the file, as they stand there; units in units are read once."""
    found: list[Segment] = []
    for segment in sorted(segments, key=lambda one: (one.start, one.end)):
        if start <= segment.start and segment.end <= end:
            found.append(segment)
            start = segment.end
    return found


def content(xml: Xml, element: Element) -> str:
    """The text of a segment without codes."""
    extract = Extract(xml.text)
    _write(extract, xml.text, element.inner, element.inner_end)
    return extract.text


def document(  # noqa: PLR0913 - what the two formats say
    xml: Xml,
    record: Record,
    start: int,
    segments: Sequence[Segment],
    *,
    identity: str,
    said: Metadata,
) -> Document:
    """The story of ``segments``, which stand in ``record``; that begins at ``start`` in the file."""
    extract = Extract(record.text, escape=escape)
    between = ""
    for number, segment in enumerate(segments):
        at = segment.start - start
        extract.put(between, at, at)
        begin = extract.length
        _write(extract, record.text, at, segment.end - start)
        extract.mark(segment.role, number, begin)
        between = segment.after
    text = extract.text
    return Document(
        text,
        id=identity,
        path=xml.path,
        language=language(said.language or None, text),
        source="".join(one.source + one.after for one in segments).strip() or None,
        metadata=said,
        roles=extract.roles,
        file_text=record.text,
        origin=extract.source_map,
        file_position=record.position,
        file_offset=record.offset,
        encoding=xml.encoding,
    )


def _write(extract: Extract, xml: str, start: int, end: int) -> None:
    """Add the text between two places; codes, comments and instructions are passed over."""
    skipped, depth = "", 0
    begins = position = start
    while found := MARKUP.search(xml, position, end):
        if not depth:
            _write_characters(extract, xml, begins, found.start())
        written = found[2]
        if written is None:
            begins = position = past(xml, found, end)
            if found[4] == _SECTION and not depth:
                _write_section(extract, xml, found.end(), position)
            continue
        begins = position = found.end()
        name = written.rpartition(":")[2]
        is_empty = found[3].endswith("/")
        if depth:
            if name == skipped and not is_empty:
                depth += -1 if found[1] else 1
        elif name in _CODES and not found[1] and not is_empty:
            skipped, depth = name, 1
            _write_break(extract, found[3], found.start(), position)
        elif is_empty:
            _write_code_point(extract, name, found[3], found.start(), position)
            _write_break(extract, found[3], found.start(), position)
    if not depth:
        _write_characters(extract, xml, begins, end)


def _write_characters(extract: Extract, xml: str, start: int, end: int) -> None:
    for token in characters(xml, start, end):
        if token.name:
            extract.put(token.name, token.start, token.end)
            continue
        position = token.start
        for wrap in _WRAP.finditer(xml, position, token.end) if "\n" in xml[position : token.end] else ():
            extract.copy(position, wrap.start())
            extract.put(" ", *wrap.span())
            position = wrap.end()
        extract.copy(position, token.end)


def _write_section(extract: Extract, xml: str, start: int, end: int) -> None:
    """Text in a section stands there as it is, and is written so."""
    end -= len(_SECTION_END) if xml.endswith(_SECTION_END, start, end) else 0
    extract.part(as_it_is)
    extract.copy(start, end)
    extract.part(escape)


def _write_break(extract: Extract, attributes: str, start: int, end: int) -> None:
    if "lb" in attributes and any(one in attributes for one in _BREAKS):
        extract.put("\n", start, end)


def _write_code_point(extract: Extract, name: str, attributes: str, start: int, end: int) -> None:
    """A control character is no text; anything else stands for itself."""
    if name != _CODE_POINT:
        return
    digits = attributes.partition("hex=")[2].strip("\"' /")
    try:
        number = int(digits, 16)
    except ValueError:
        return
    if 0xA0 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF:
        extract.put(chr(number), start, end)


def told(language_of: str, translated_from: str, identity: str) -> Metadata:
    """What a file says of a story."""
    return Metadata(id=identity, language=language_tag(language_of), translated_from=language_tag(translated_from))


def untranslated(path: str, identity: str, line: int, units: Sequence[str], of: int) -> Iterator[Unread]:
    """The outcome of units without a translation, or with part of one, of so many in all."""
    if units:
        names = ", ".join(units[:_NAMED]) + (", ..." if len(units) > _NAMED else "")
        are = "1 is" if len(units) == 1 else f"{len(units):,} are"
        yield Unread(path, identity, line, f"of {of:,} units with text {are} not translated, or not wholly: {names}")


def misplaced(path: str, identity: str, line: int, number: int) -> Iterator[Unread]:
    """The outcome of so many segments that `in_order` leaves out."""
    if number:
        yield Unread(path, identity, line, f"segments in one another, or outside of a story, are not read: {number:,}")


def noted(record: Document | Unread, fault: str) -> Document | Unread:
    """The record, with what is wrong with the file."""
    if not fault:
        return record
    if isinstance(record, Unread):
        return replace(record, reason=f"{record.reason} ({fault})")
    note = f"The file is no well-formed XML ({fault}); what can be told apart in it is read."
    return replace(record, notes=(*record.notes, note))
