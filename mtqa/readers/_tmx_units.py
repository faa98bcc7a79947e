"""Units of TMX to stories.

Source: TMX 1.4b, https://www.gala-global.org/tmx-14b.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Records
from mtqa.readers._bilingual import Segment, content, document, in_order, misplaced, noted, told, untranslated
from mtqa.readers._metadata import stated
from mtqa.readers._xml import Element, Xml
from mtqa.text.document import Document

_OPAQUE = frozenset({"seg", "note", "prop", "header", "ude"})
#: Properties by which programs tell what document a unit comes from, without what they put before them.
_DOCUMENT = frozenset({"document", "doc", "file", "filename", "file-name", "sourcefile", "context-document", "docname"})
#: So many units make a story where they do not say which document they come from, and at most where they do.
_MOST = 1000
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class _Pair:
    """The segment that is checked, what it was translated from, and their languages."""

    target: Element | None
    source: Element | None
    language: str
    translated_from: str


@dataclass(slots=True)
class _Group:
    """Units that belong together: their document and their languages."""

    key: tuple[str, str, str]
    start: int
    end: int
    segments: list[Segment] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    number: int = 0


def documents(file: File) -> Records:
    """The stories of the file.

    Raises:
        ReadError: if the file declares entities, or has no unit.
    """
    xml = Xml(file, opaque=_OPAQUE)
    group: _Group | None = None
    number = stories = 0
    for unit in xml.elements("tu"):
        if unit.name != "tu" or not unit.is_whole:
            continue
        number += 1
        pair = _pair(unit)
        key = (_document_of(unit), pair.language, pair.translated_from)
        if group is not None and (group.key != key or group.number == _MOST):
            stories += 1
            yield from _story(xml, group, stories)
            group = None
        group = group or _Group(key, unit.start, unit.end)
        _take(xml, unit, pair, group, number)
    if group is not None:
        yield from _story(xml, group, stories + 1)
    elif not xml.breaks_off:
        raise ReadError(f"{xml.path}: no TMX: it has no <tu>")
    if xml.breaks_off:
        yield Unread(xml.path, xml.path, xml.line(len(xml.text)), f"{xml.breaks_off}; what should follow is not there")


def _take(xml: Xml, unit: Element, pair: _Pair, group: _Group, number: int) -> None:
    group.start, group.end = min(group.start, unit.start), max(group.end, unit.end)
    group.number += 1
    if pair.target is None or not content(xml, pair.target).strip():
        group.missing.append(unit.get("tuid") or str(number))
        return
    source = content(xml, pair.source) if pair.source is not None else ""
    group.segments.append(Segment(pair.target.inner, pair.target.inner_end, source))


def _story(xml: Xml, group: _Group, number: int) -> Iterator[Document | Unread]:
    name, language, translated_from = group.key
    part = Element(xml.text, "tu", start=group.start, inner=group.start, parent=None)
    part.end = group.end
    record = xml.record(part)
    segments = in_order(group.segments, part.start, part.end)
    identity = name or str(number)
    fault = xml.take_fault()
    if segments:
        said = told(language, translated_from, name)
        yield noted(document(xml, record, part.start, segments, identity=identity, said=said), fault)
    line = record.position.line
    yield from misplaced(xml.path, identity, line, len(group.segments) - len(segments))
    yield from untranslated(xml.path, identity, line, group.missing, group.number)


def _document_of(unit: Element) -> str:
    """The document that a unit says it comes from; empty if it says none."""
    for one in unit.all("prop"):
        kind = one.get("type").lower().removeprefix("x-").rpartition(":")[2]
        if kind in _DOCUMENT:
            return stated(one.value)
    return ""


def _pair(unit: Element) -> _Pair:
    """The variant that is checked, English if there is one, and the one that it was translated from."""
    body = unit.parent
    header = body.parent.first("header") if body is not None and body.parent is not None else None
    from_language = (unit.get("srclang") or (header.get("srclang") if header is not None else "")).lower()
    variants = [(one.get("xml:lang", "lang"), one.first("seg")) for one in unit.all("tuv")]
    others = [one for one in variants if not _is_of(one[0], from_language)]
    language, target = next((one for one in others if _is_of(one[0], _ENGLISH)), others[0] if others else ("", None))
    sources = [one for one in variants if one[1] is not target]
    source = next((one for one in sources if _is_of(one[0], from_language)), sources[0] if len(sources) == 1 else None)
    return _Pair(target, source[1] if source else None, language, source[0] if source else "")


def _is_of(tag: str, language: str) -> bool:
    """Whether a tag is of a language, whatever the country."""
    return tag.lower().replace("_", "-").partition("-")[0] == language.replace("_", "-").partition("-")[0] != ""
