"""One item of ninjs and those that belong to it: their texts, and what they say about themselves.

ninjs 1 is flat (``headline``, ``body_xhtml``), 2 has lists (``headlines``, ``bodies``) and 3 the same in camel case.
Names are compared in small letters, so that one reading serves all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mtqa.model.errors import ReadError
from mtqa.model.metadata import Metadata
from mtqa.readers._base import File
from mtqa.readers._dismissals import from_field
from mtqa.readers._extract import Extract
from mtqa.readers._fields import whole
from mtqa.readers._html_text import HtmlText
from mtqa.readers._html_text import escape as escape_html
from mtqa.readers._json_places import Placed, parse
from mtqa.readers._json_records import Record, WrongRecordError, escape, string_map
from mtqa.readers._metadata import language, language_tag, listed, moment, stated, urgency
from mtqa.text.document import Document
from mtqa.text.structure import Role

#: What a body may be written in, the best source of paragraphs first; of several only the best is read.
_HTML, _NITF, _PLAIN, _MARKUP = range(4)
_LOOKS_LIKE_HTML = re.compile(
    r"\s*<(?:!doctype html|html|head|body|article|section|main|div|p|h[1-6]|ul|ol|figure|blockquote)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_LOOKS_LIKE_NITF = re.compile(r"\s*(?:<[?!][^<>]{0,200}>\s*){0,3}<nitf[\s>]", re.IGNORECASE)
_LOOKS_LIKE_XML = re.compile(r"\s*<(?:\?xml|!doctype|\w{0,8}nitf)[\s>]", re.IGNORECASE)
#: Roles of descriptions that are the first paragraph of the story.
_LEADS = frozenset({"lead", "lede", "intro", "introduction", "preamble"})
#: States of publication of which an editor should know.
_NOT_USABLE = {"withheld": "withheld", "canceled": "cancelled", "cancelled": "cancelled"}

_Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Body:
    """A headline, body or description: the string that it is, and what it is written in."""

    string: Placed
    form: int = _PLAIN

    def shown(self) -> Extract:
        """Its text, without white space around it."""
        string = whole(self.string)
        if self.form == _NITF:
            return _of_nitf(string)
        if self.form != _PLAIN:
            return HtmlText(string, Extract(string)).extract
        extract = Extract(string)
        start = len(string) - len(string.lstrip())
        extract.copy(start, max(start, len(string.rstrip())))
        return extract

    def escape(self, text: str) -> str:
        """``text`` as the file writes it there."""
        return escape(text if self.form == _PLAIN else escape_html(text))


def _of_nitf(string: str) -> Extract:
    """The text of a story in NITF; of what is none after all, nothing."""
    from mtqa.readers.nitf import FORMAT

    try:
        (story,) = FORMAT.read(File(string.encode(), "<body>"))
    except (ReadError, ValueError):
        return Extract(string)
    return Extract.of(story, string) if isinstance(story, Document) else Extract(string)


def of_record(record: Record) -> Iterator[Document]:
    """The item that a record is, then the items with texts of their own that belong to it.

    Raises:
        WrongRecordError: if the record is no item, or has no text.
        JSONDecodeError: if it is no JSON.
    """
    item = parse(record.source)
    if not isinstance(item, dict):
        raise WrongRecordError('a record is an object such as {"uri": "...", "body_text": "..."}')
    found = False
    waiting = [_Waiting(_in_small_letters(item), str(record.number))]
    while waiting:
        story = _Story(record, waiting.pop())
        document = story.document()
        if document is not None:
            found = True
            yield document
        waiting += reversed(story.own)
    if not found:
        name = stated(item.get("uri")) or str(record.number)
        raise WrongRecordError("the item has no body, headline or description, there is nothing to check", name)


def _in_small_letters(item: _Item) -> _Item:
    return {name.lower(): value for name, value in item.items()}


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An item, what it is called where it says nothing, and the language of the item that it belongs to."""

    item: _Item
    name: str
    language: str = ""


class _Story:
    """An item, with the captions of the pictures that belong to it."""

    def __init__(self, record: Record, waiting: _Waiting) -> None:
        self._record = record
        self._item = item = waiting.item
        self._language = language_tag(item.get("language")) or waiting.language
        self._id = stated(item.get("uri")) or stated(item.get("guid"))
        self._name = self._id or waiting.name
        self._extract = Extract(record.source, escape=escape)
        self._captions: list[_Body] = []
        #: Items that belong to it and have a text of their own.
        self.own: list[_Waiting] = []
        for name, associated in _associated(item):
            self._sort(name, associated)

    def _sort(self, name: str, item: _Item) -> None:
        in_another_language = language_tag(item.get("language")) not in {"", self._language}
        if in_another_language or _bodies(item) or _associated(item):
            self.own.append(_Waiting(item, f"{self._name}#{name}", self._language))
        elif caption := _description(item):
            self._captions.append(caption)

    def document(self) -> Document | None:
        """The item's text; None if it has none."""
        headline = _headline(self._item)
        for body in sorted(_bodies(self._item), key=lambda one: one.form):
            shown = body.shown()
            if shown.length:
                self._begin(headline, shown)
                self._take_lead(shown)
                self._take(body, shown)
                break
        else:
            self._take_description(headline)
        self._take_captions()
        return self._made() if self._extract.length else None

    def _begin(self, headline: _Body | None, body: Extract) -> None:
        """Take the headline, unless the body begins with it."""
        if headline is None:
            return
        text = body.text
        first = text.partition("\n")[0]
        if " ".join(first.split()) == " ".join(headline.string.split()):
            body.lead(Role.HEADLINE, len(first))
        else:
            self._take(headline, headline.shown(), Role.HEADLINE)

    def _take_lead(self, body: Extract) -> None:
        """A first paragraph that is kept apart, unless the body has it too."""
        leads = [one for one in _objects(self._item.get("descriptions")) if _role(one).lower() in _LEADS]
        if leads and (string := _string(leads[0].get("value"))):
            lead = _body("", string)
            shown = lead.shown()
            if " ".join(shown.text.split()) not in " ".join(body.text.split()):
                self._take(lead, shown)

    def _take_description(self, headline: _Body | None) -> None:
        """Of a picture, of an event: the headline and the description."""
        description = _description(self._item)
        shown = description.shown() if description else Extract("")
        self._begin(headline, shown)
        if description is not None:
            self._take(description, shown)

    def _take_captions(self) -> None:
        """The captions that the body does not have already."""
        known = {" ".join(line.split()) for line in self._extract.text.split("\n")} if self._captions else set()
        for caption in self._captions:
            shown = caption.shown()
            text = " ".join(shown.text.split())
            if text not in known:
                known.add(text)
                self._take(caption, shown, Role.CAPTION)

    def _take(self, body: _Body, shown: Extract, role: Role | None = None) -> None:
        """Take ``shown``, the text of ``body``, as paragraphs of its own."""
        if not shown.length:
            return
        if role is not None:
            shown.lead(role, shown.length)
        separate = self._extract.length > 0
        self._extract.part(body.escape)
        start = body.string.start
        if separate:
            self._extract.put("\n\n", start, start)
        self._extract.embed(shown, string_map(self._record.source, start, len(body.string)))

    def _made(self) -> Document:
        record, extract = self._record, self._extract
        text = extract.text
        said = from_field(self._item.get("allow"), path=record.path, line=record.position.line)
        return Document(
            text,
            id=self._name,
            path=record.path,
            language=language(self._language or None, text),
            roles=extract.roles,
            file_text=record.source,
            origin=extract.source_map,
            file_position=record.position,
            file_offset=record.offset,
            encoding=record.encoding,
            dismissals=(*said, *extract.dismissals(record.path)),
            metadata=self._metadata(),
            notes=self._notes(),
        )

    def _metadata(self) -> Metadata:
        get = self._item.get
        headline = _headline(self._item)
        sources = get("infosources") or get("infosource") or get("provider") or get("source") or get("copyrightholder")
        return Metadata(
            id=self._id,
            version=stated(get("version")),
            language=self._language,
            translated_from=language_tag(get("translated_from")) or language_tag(get("source_language")),
            headline=stated(headline.string) if headline else "",
            byline=stated(get("byline")) or stated(get("by")),
            dateline=stated(get("located")),
            provider=next(iter(listed(sources)), ""),
            published=moment(get("versioncreated")) or moment(get("firstcreated")) or moment(get("contentcreated")),
            urgency=urgency(get("urgency")),
            slug=stated(get("slugline")),
            subjects=listed(get("subjects"), get("subject"), get("keywords")),
            people=listed(get("people"), get("person")),
            places=listed(get("places"), get("place")),
            organisations=listed(get("organisations"), get("organisation")),
        )

    def _notes(self) -> tuple[str, ...]:
        status = _NOT_USABLE.get(stated(self._item.get("pubstatus")).lower())
        marked = (f"The item is marked as {status}.",) if status else ()
        unread = (f"“{name}” of the item is no text, and was not read." for name in sorted(_no_texts(self._item)))
        return (*marked, *unread)


def _headline(item: _Item) -> _Body | None:
    """The main headline, or what stands for it."""
    headlines = [(_role(one), value) for one in _objects(item.get("headlines")) if (value := _string(one.get("value")))]
    main = next((value for role, value in headlines if role == "main"), headlines[0][1] if headlines else None)
    for value in (main, item.get("headline"), item.get("title") if not _bodies(item) else None):
        if string := _string(value):
            return _Body(string)
    return None


def _bodies(item: _Item) -> list[_Body]:
    flat = [(name, value) for name, value in item.items() if name.startswith("body_") or name == "body"]
    listed_ = [
        (f"{_role(one)} {stated(one.get('contenttype'))}", one.get("value")) for one in _objects(item.get("bodies"))
    ]
    return [_body(what, string) for what, value in (*flat, *listed_) if (string := _string(value))]


def _no_texts(item: _Item) -> Iterator[str]:
    """What should be the headline or a body and is something else than a text."""
    for name, value in item.items():
        if (name.startswith("body_") or name in ("body", "headline")) and not isinstance(value, str | None):
            yield name


def _description(item: _Item) -> _Body | None:
    """The longest description: others are shortenings of it. In ninjs 1 the one in XHTML, which has paragraphs."""
    listed_ = [(_role(one), one.get("value")) for one in _objects(item.get("descriptions"))]
    flat = [(name, value) for name, value in item.items() if name.startswith("description_")]
    found = [_body(what, string) for what, value in (*listed_, *flat) if (string := _string(value))]
    return max(found, key=lambda one: (one.form == _HTML, len(one.string)), default=None)


def _body(what: str, string: Placed) -> _Body:
    """``what``: how the file calls it, a name, a role or a media type. What it looks like counts for more."""
    if _LOOKS_LIKE_HTML.match(string):
        return _Body(string, _HTML)
    if _LOOKS_LIKE_NITF.match(string):
        return _Body(string, _NITF)
    if _LOOKS_LIKE_XML.match(string):
        return _Body(string, _MARKUP)
    return _Body(string, _HTML if "html" in what.lower() and "<" in string else _PLAIN)


def _associated(item: _Item) -> list[tuple[str, _Item]]:
    """Names of the items that belong to an item, and the items; ninjs 1 has an object of them, later ones a list."""
    associations = item.get("associations")
    if isinstance(associations, dict):
        return [(name, _in_small_letters(one)) for name, one in associations.items() if isinstance(one, dict)]
    found = [_in_small_letters(one) for one in _objects(associations)]
    return [(stated(one.get("name")) or str(number), one) for number, one in enumerate(found, 1)]


def _objects(value: object) -> list[_Item]:
    return [_in_small_letters(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _role(item: _Item) -> str:
    return stated(item.get("role"))


def _string(value: object) -> Placed | None:
    """A string that says something."""
    return value if isinstance(value, Placed) and value.strip() else None
