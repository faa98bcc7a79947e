"""Units of XLIFF to stories.

Sources: XLIFF 1.2, https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html; XLIFF 2.1,
https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Records
from mtqa.readers._bilingual import (
    BETWEEN_PARAGRAPHS,
    Segment,
    content,
    document,
    in_order,
    misplaced,
    noted,
    told,
    untranslated,
)
from mtqa.readers._metadata import stated
from mtqa.readers._xml import Element, Xml
from mtqa.text.document import Document
from mtqa.text.structure import Role

_SEGMENTS = frozenset({"segment", "ignorable"})
_FILE, _UNITS = "file", ("trans-unit", "unit")
#: Elements that are text, or of no use here.
_OPAQUE = frozenset(
    "source target seg-source note notes header skl alt-trans originalData mtc:matches sdl:seg-defs bin-unit".split()
)
#: States in which a target is not yet a translation, if it says the same as the source.
_NOT_YET = frozenset({"new", "needs-translation", "initial"})
#: What units of HTML are, by ``restype`` or ``fs:fs``.
_ROLES = {
    "h1": Role.HEADLINE,
    "title": Role.HEADLINE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "heading", "header"), Role.SUBHEADING),
    **dict.fromkeys(("figcaption", "caption"), Role.CAPTION),
    **dict.fromkeys(("li", "listitem"), Role.LIST_ITEM),
}


@dataclass(slots=True)
class _Units:
    """What has been found since the last file ended."""

    segments: list[Segment] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    number: int = 0


def documents(file: File) -> Records:
    """The stories of the file.

    Raises:
        ReadError: if the file declares entities, or has no unit.
    """
    xml = Xml(file, opaque=_OPAQUE)
    units, number = _Units(), 0
    cut_off: Element | None = None
    for element in xml.elements(_FILE, *_UNITS):
        if element.name in _UNITS:
            if element.is_whole:
                _take(xml, element, units)
            else:
                cut_off = element
        elif element.name == _FILE:
            number += 1
            fault = xml.take_fault()
            for record in _story(xml, element, units, number):
                yield noted(record, fault)
                fault = ""
            units = _Units()
    if units.number:
        yield Unread(xml.path, xml.path, 1, f"{units.number:,} units stand in no <file>, and are not read")
    elif not number:
        raise ReadError(f"{xml.path}: no XLIFF: it has no <file> with units")
    if cut_off is not None or xml.breaks_off:
        yield Unread(xml.path, xml.path, xml.line(len(xml.text)), f"{xml.breaks_off}; what should follow is not there")


def _take(xml: Xml, unit: Element, units: _Units) -> None:
    """Note the segments of a unit that have a translation."""
    if unit.get("translate") == "no":
        return
    parts = list(_parts(xml, unit))
    if not any(part.is_text or part.translated is not None for part in parts):
        return
    units.number += 1
    if any(part.is_text and part.translated is None for part in parts):
        units.missing.append(unit.get("id") or unit.get("resname") or str(units.number))
    role = _role(unit)
    taken = [part for part in parts if part.translated is not None]
    for number, part in enumerate(taken, 1):
        after = _between(part, taken[number]) if number < len(taken) else BETWEEN_PARAGRAPHS
        units.segments.append(Segment(part.start, part.end, part.original, after, role))


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment, or what is between two of them; ``translated`` is None where there is no translation yet."""

    start: int
    end: int
    original: str
    translated: str | None
    is_text: bool


def _parts(xml: Xml, unit: Element) -> Iterator[_Part]:
    is_segmented = unit.name == "unit"
    for holder in [one for one in unit.children if one.name in _SEGMENTS] if is_segmented else [unit]:
        source, target = holder.first("source"), holder.first("target")
        original = content(xml, source) if source is not None else ""
        is_text = holder.name != "ignorable" and bool(original.strip())
        translated = content(xml, target) if target is not None else ""
        if target is None or not translated or (is_text and not translated.strip()):
            yield _Part(0, 0, original, None, is_text)
            continue
        state = holder.get("state") if is_segmented else target.get("state")
        is_done = state not in _NOT_YET or translated != original
        yield _Part(target.inner, target.inner_end, original, translated if is_done else None, is_text)


def _between(before: _Part, after: _Part) -> str:
    """What stands between two segments of a paragraph: a space, unless one of them has it."""
    return "" if (before.translated or "")[-1:].isspace() or (after.translated or "")[:1].isspace() else " "


def _role(unit: Element) -> Role | None:
    said = unit.get("fs:fs", "restype") or (unit.parent.get("restype") if unit.parent is not None else "")
    return _ROLES.get(said.lower().rpartition("-")[2]) if said else None


def _story(xml: Xml, file: Element, units: _Units, number: int) -> Iterator[Document | Unread]:
    top = file.parent or file
    identity = stated(file.get("original") or file.get("id")) or str(number)
    said = told(
        file.get("target-language") or top.get("trgLang"),
        file.get("source-language") or top.get("srcLang"),
        identity,
    )
    record = xml.record(file)
    line = record.position.line
    segments = in_order(units.segments, file.start, file.end)
    if segments:
        yield document(xml, record, file.start, segments, identity=identity, said=said)
    elif not units.number:
        yield Unread(xml.path, identity, line, "the <file> has no unit with text")
    yield from misplaced(xml.path, identity, line, len(units.segments) - len(segments))
    yield from untranslated(xml.path, identity, line, units.missing, units.number)
