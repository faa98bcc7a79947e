"""A story in XML, put together: headline, byline, text and captions, each traced to where the file has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import Enum, auto
from html import unescape
from typing import TYPE_CHECKING

from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Records
from mtqa.readers._extract import Extract
from mtqa.readers._html_text import HtmlText, escape
from mtqa.readers._metadata import language
from mtqa.readers._xml import Element, Xml
from mtqa.readers._xml_tokens import MARKUP, content_tokens, is_html, past, references
from mtqa.text.document import Document
from mtqa.text.source_map import Escape, as_it_is
from mtqa.text.structure import Role

if TYPE_CHECKING:
    from mtqa.model.metadata import Metadata

_SPACE = " \t\r\n"
_SECTION, _SECTION_END = "<![CDATA[", "]]>"
#: What may be markup, or a reference, once it is read.
_TWICE = re.compile(r"&(?:lt|amp|#0{0,9}(?:60|38)|#[xX]0{0,9}(?:3[cC]|26));")
_BREAK = "\n\n"
#: States of publication of which an editor should know.
_NOT_USABLE = {"withheld": "withheld", "canceled": "cancelled", "cancelled": "cancelled", "killed": "killed"}


_WORD = re.compile(r"[a-z]+")
#: How much of a text may come before a headline in it: characters of the file, paragraphs.
_OPENING, _PARAGRAPHS = 3000, 12


class Markup(Enum):
    """What the content of an element is."""

    #: Text, or elements of XHTML or NITF.
    XML = auto()
    #: HTML that XML takes for text: in a section, or with ``&lt;p&gt;`` for ``<p>``.
    HTML = auto()
    #: Text whose line ends count.
    LINES = auto()


def escape_twice(text: str) -> str:
    """``text`` as HTML that is text to XML writes it."""
    return escape(escape(text))


def _words(text: str) -> str:
    return " ".join(unescape(text).lower().split())


def _has_in_order(text: str, words: Iterable[str]) -> bool:
    """Whether each of ``words`` comes after the one before: a quick look, so that most texts need not be read twice."""
    at = 0
    for word in words:
        at = text.find(word, at) + len(word)
        if at < len(word):
            return False
    return True


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where what stands between two places begins and ends without the white space around it."""
    while start < end and text[start] in _SPACE:
        start += 1
    while start < end and text[end - 1] in _SPACE:
        end -= 1
    return start, end


def _is_section(source: str) -> bool:
    """Whether ``source`` is one CDATA section and nothing else."""
    return source.startswith(_SECTION) and source.find(_SECTION_END) == len(source) - len(_SECTION_END)


def _has_tags(source: str) -> bool:
    """Whether there are tags outside sections."""
    position = 0
    while found := MARKUP.search(source, position):
        if found[2] is not None:
            return True
        position = past(source, found, len(source))
    return False


def _is_escaped(source: str, markup: Markup, role: Role | None) -> bool:
    """Whether ``source`` is HTML that is text to XML; said to be something else, it must look like it."""
    if not (_SECTION in source or _TWICE.search(source)) or _has_tags(source):
        return False
    return markup is Markup.HTML or (role is None and is_html(unescape(source)))


class Story:
    """What of one item is written so far, and the document that it becomes."""

    def __init__(self, xml: Xml, item: Element) -> None:
        self._xml = xml
        self._item = item
        self._record = xml.record(item)
        self._extract = Extract(self._record.text, escape=escape)
        #: The headline, where the text begins with it.
        self._headline = ""
        #: The language that the content itself states.
        self._language = ""

    @property
    def text(self) -> str:
        """The text so far."""
        return self._extract.text

    def write(self, element: Element | None, *, markup: Markup = Markup.XML, role: Role | None = None) -> bool:
        """Add the content of ``element``; whether there was any text in it."""
        if element is None:
            return False
        before = self._extract.length
        start, end = _bounds(element.text, element.inner, element.inner_end)
        source = element.text[start:end]
        if _is_section(source):
            start, end = _bounds(element.text, start + len(_SECTION), end - len(_SECTION_END))
            self._write_section(element.text[start:end], start, markup=markup, role=role)
        elif _is_escaped(source, markup, role):
            self._write_escaped(source, start, role=role)
        elif source:
            self._begin(start, escape)
            tokens, keeps_lines = content_tokens(source), markup is Markup.LINES
            self._note(HtmlText(source, self._extract, tokens=tokens, role=role, preformatted=keeps_lines))
        return self._extract.length > before

    def _begin(self, at: int, escaped: Escape) -> None:
        self._extract.base = at - self._item.start
        self._extract.part(escaped)

    def _note(self, page: HtmlText) -> None:
        self._language = self._language or page.language or ""

    def _write_section(self, source: str, start: int, *, markup: Markup, role: Role | None) -> None:
        """What stands in a section: HTML as it is, or text without any markup."""
        if markup is Markup.HTML or is_html(source):
            self._begin(start, escape)
            self._note(HtmlText(source, self._extract, role=role))
        elif source:
            from mtqa.readers._html_tokens import HtmlToken, Kind

            self._begin(start, as_it_is)
            tokens, keeps_lines = [HtmlToken(Kind.TEXT, 0, len(source))], markup is Markup.LINES
            HtmlText(source, self._extract, tokens=tokens, role=role, preformatted=keeps_lines)

    def _write_escaped(self, source: str, start: int, *, role: Role | None) -> None:
        """HTML that is text to XML: read as XML first, and what that gives as HTML."""
        flat = Extract(self._record.text)
        flat.base = start - self._item.start
        position = 0
        while found := MARKUP.search(source, position):
            _flatten(source, position, found.start(), flat)
            position = past(source, found, len(source))
            if found[4] == "![CDATA[":
                flat.copy(found.end(), max(position - len(_SECTION_END), found.end()))
        _flatten(source, position, len(source), flat)
        html = flat.text
        inner = Extract(html)
        self._note(HtmlText(html, inner, role=role))
        if inner.length:
            self._begin(start, escape if _SECTION in source else escape_twice)
            if self._extract.length:
                self._extract.put(_BREAK, 0, 0)
            self._extract.embed(inner, flat.source_map)

    def opens_with(self, headline: Element, content: Element, *, markup: Markup = Markup.XML) -> bool:
        """Whether ``headline`` stands again at the beginning of ``content``, as a paragraph of its own."""
        words = _words(headline.value)
        opening = Element(content.text, content.name, start=content.start, inner=content.inner, parent=None)
        opening.inner_end = min(content.inner_end, content.inner + _OPENING + 2 * len(words))
        if not words or not _has_in_order(opening.source.lower(), _WORD.findall(words)):
            return False
        written, self._extract = self._extract, Extract(self._record.text)
        self.write(opening, markup=markup)
        text, self._extract = self._extract.text, written
        if not any(_words(paragraph) == words for paragraph in text.split(_BREAK)[:_PARAGRAPHS]):
            return False
        self._headline = headline.value
        return True

    def caption(self, element: Element | None, *, markup: Markup = Markup.XML) -> bool:
        """Add a caption, unless the text has it already; whether it did."""
        if element is None or (value := element.value) in " ".join(self.text.split()) or not value:
            return False
        return self.write(element, markup=markup, role=Role.CAPTION)

    def _roles(self, text: str) -> tuple[tuple[Span, Role], ...]:
        """The roles, of which that of the headline is known whatever kind of heading it is to the text."""
        headline = _words(self._headline)
        if not headline:
            return self._extract.roles
        return tuple(
            (span, Role.HEADLINE if _words(text[span.start : span.end]) == headline else role)
            for span, role in self._extract.roles
        )

    def said(self, role: Role) -> str:
        """The first stretch of that role so far, on one line; empty if there is none."""
        text = self.text
        found = (" ".join(text[span.start : span.end].split()) for span, one in self._extract.roles if one is role)
        return next(found, "")

    def document(self, metadata: Metadata, *, id: str, status: str = "") -> Document | Unread:  # noqa: A002
        """The story, if there is any text in it.

        ``id`` is what the file calls it, ``status`` the state of publication that it claims.
        """
        text, path = self._extract.text, self._xml.path
        line = self._record.position.line
        if not text.strip():
            return Unread(path, id, line, f"<{self._item.name}> has no text to check")
        headline = metadata.headline or self.said(Role.HEADLINE) or self._headline
        byline = metadata.byline or self.said(Role.BYLINE)
        marked = _NOT_USABLE.get(status.rpartition(":")[2].lower())
        return Document(
            text,
            id=id,
            path=path,
            language=language(self._language or metadata.language or None, text),
            metadata=replace(metadata, language=metadata.language or self._language, headline=headline, byline=byline),
            roles=self._roles(text),
            file_text=self._record.text,
            origin=self._extract.source_map,
            file_position=self._record.position,
            file_offset=self._record.offset,
            encoding=self._xml.encoding,
            notes=(f"The item is marked as {marked}.",) if marked else (),
            dismissals=tuple(
                replace(dismissal, line=dismissal.line + line - 1) for dismissal in self._extract.dismissals(path)
            ),
        )


def _flatten(source: str, start: int, end: int, flat: Extract) -> None:
    """Add the characters of ``source`` to ``flat``, references read."""
    flat.splice(start, end, list(references(source, start, end)))


#: Makes the documents of one item, the how manieth it is in the file.
Maker = Callable[[Xml, Element, int], Iterator[Document | Unread]]


def stories(file: File, make: Maker, *, items: frozenset[str], opaque: frozenset[str]) -> Records:
    """The documents that ``make`` makes of the elements called as one of ``items``, and what cannot be read."""
    xml = Xml(file, opaque=opaque)
    number = 0
    for element in xml.elements(*items):
        if element.name not in items:
            continue
        number += 1
        line = xml.line(element.start)
        if not element.is_whole:
            yield Unread(xml.path, str(number), line, f"the file ends inside this <{element.name}>, which is not read")
            return
        fault = xml.take_fault()
        for record in make(xml, element, number):
            yield _noted(record, fault) if fault else record
            fault = ""
    if xml.breaks_off:
        yield Unread(xml.path, xml.path, xml.line(len(xml.text)), f"{xml.breaks_off}; what should follow is not there")


def _noted(record: Document | Unread, fault: str) -> Document | Unread:
    if isinstance(record, Unread):
        return replace(record, reason=f"{record.reason} ({fault})")
    note = f"The file is no well-formed XML ({fault}); what can be told apart in it is read."
    return replace(record, notes=(*record.notes, note))
