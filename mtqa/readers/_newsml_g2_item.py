"""NewsML-G2: news items, alone or in a news message; each is a story.

The text is headline, byline and the first content that is text: XHTML, NITF, or plain text, in the XML or escaped. Of
an item that is a picture or a film the text is headline and description. Packages list items that stand elsewhere.
Source: https://iptc.org/std/NewsML-G2/guidelines/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers import _nitf
from mtqa.readers._base import File, Records
from mtqa.readers._metadata import language_tag, listed, moment, stated, urgency
from mtqa.readers._story import Markup, Story, stories
from mtqa.readers._xml import Element, Xml
from mtqa.text.document import Document
from mtqa.text.structure import Role

#: Items that hold no story, and what they are.
_OTHERS = {
    "packageItem": "a package: it lists items that are not in the file",
    "conceptItem": "an item that describes a concept, no story",
    "knowledgeItem": "an item that describes concepts, no story",
    "planningItem": "a plan of coverage, no story",
    "catalogItem": "a catalogue, no story",
}
_NEWS_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?newsItem[\s>]")
_OPAQUE = _nitf.OPAQUE | {"inlineData", "headline", "by", "dateline", "description"}
#: What `inlineXML` holds where it holds a story; other vocabularies are data (results, events, concepts).
_TEXTUAL = frozenset({"body", "body.content", "figure", "nitf", "span", *_nitf.OPAQUE})


#: An item without text has so many descriptions that are read.
_DESCRIPTIONS = 20


def _qcode(element: Element) -> str:
    return element.get("qcode", "literal", "uri")


def _name(element: Element) -> str:
    """The name of a concept: in English, or else the first; else the code it has where that is a name."""
    named = element.all("name")
    english = (name for name in named if name.get("xml:lang").lower().startswith("en"))
    first = next(filter(None, (name.value for name in (*english, *named))), "")
    return first or element.get("literal")


class _Concepts:
    """The concepts an item is about, by what they are."""

    def __init__(self, item: Element) -> None:
        asserted = {_qcode(one): one for one in item.all("assert")}
        self._found: list[tuple[str, str]] = []
        for subject in item.all("contentMeta", "subject"):
            more = asserted.get(_qcode(subject))
            kind = subject.get("type") or (_kind(more) if more else "")
            name = _name(subject) or (_name(more) if more else "") or _qcode(subject)
            self._found.append((kind.rpartition(":")[2].lower(), name))
        self._found += ((_kind(one).rpartition(":")[2].lower(), _name(one)) for one in asserted.values() if _kind(one))

    def of(self, *kinds: str) -> list[str]:
        """The names of those of certain kinds."""
        return [name for kind, name in self._found if kind in kinds and name]

    def others(self, *kinds: str) -> list[str]:
        """The names of all others."""
        return [name for kind, name in self._found if kind not in kinds and name]


def _kind(concept: Element) -> str:
    kind = concept.first("type")
    return kind.get("qcode", "literal") if kind is not None else ""


_PEOPLE, _ORGANISATIONS, _PLACES = ("person",), ("organisation", "organization", "org"), ("geoarea", "poi", "place")


def _source_language(item: Element) -> str:
    """The language of the item that this one says it is a translation of."""
    for link in item.all("itemMeta", "link"):
        if link.get("rel").lower().endswith("translatedfrom"):
            tags = (link.get("hreflang", "xml:lang"), *(one.get("tag") for one in link.below("language")))
            return next(filter(None, tags), "")
    return ""


def _first(elements: Iterable[Element], *names: str) -> str:
    return next(filter(None, (_name(one) or one.get(*names) for one in elements)), "")


def _metadata(item: Element) -> Metadata:
    concepts = _Concepts(item)
    languages = [one.get("tag") for one in item.all("contentMeta", "language")]
    dates = ("versionCreated", "firstCreated")
    provider = _first((*item.all("itemMeta", "provider"), *item.all("contentMeta", "infoSource")), "qcode", "uri")
    urgent = item.said("contentMeta", "urgency")
    nitf = next(item.below("nitf"), item)
    return Metadata(
        id=stated(item.get("guid")),
        version=stated(item.get("version")),
        language=language_tag(next(filter(None, languages), "") or item.get("xml:lang")),
        translated_from=language_tag(_source_language(item)),
        headline=stated(item.said("contentMeta", "headline")),
        byline=stated(item.said("contentMeta", "by")),
        dateline=stated(item.said("contentMeta", "dateline")),
        provider=stated(provider),
        published=next(filter(None, (moment(item.said("itemMeta", name)) for name in dates)), None),
        urgency=urgency(urgent),
        slug=stated(item.said("contentMeta", "slugline")),
        subjects=listed(
            concepts.others(*_PEOPLE, *_ORGANISATIONS, *_PLACES),
            [one.value for one in item.all("contentMeta", "keyword")],
        ),
        people=listed(concepts.of(*_PEOPLE), _nitf.named(nitf, "person")),
        places=listed(
            concepts.of(*_PLACES),
            [_name(one) for one in item.all("contentMeta", "located")],
            _nitf.named(nitf, "location"),
        ),
        organisations=listed(concepts.of(*_ORGANISATIONS), _nitf.named(nitf, "org")),
    )


def _markup(data: Element) -> Markup:
    kind = data.get("contenttype").lower()
    return Markup.HTML if "html" in kind else Markup.LINES


def _contents(item: Element) -> Iterator[tuple[Element, Markup]]:
    for inline in item.all("contentSet", "inlineXML"):
        if not inline.children or any(child.name in _TEXTUAL for child in inline.children):
            yield inline, Markup.XML
    for data in item.all("contentSet", "inlineData"):
        if not data.get("encoding"):
            yield data, _markup(data)


def _headlines(item: Element) -> Iterator[tuple[Element, Role]]:
    for headline in item.all("contentMeta", "headline"):
        is_second = "sub" in headline.get("role").lower()
        yield headline, Role.SUBHEADING if is_second else Role.HEADLINE


def _make(xml: Xml, item: Element, number: int, *, has_news: bool) -> Iterator[Document | Unread]:
    name = stated(item.get("guid")) or str(number)
    if item.name in _OTHERS:
        if not has_news:
            yield Unread(xml.path, name, xml.record(item).position.line, _OTHERS[item.name])
        return
    story = Story(xml, item)
    contents = list(_contents(item))
    nitf = contents[0][0].first("nitf") if contents else None
    written: set[str] = set()
    for headline, role in _headlines(item):
        if headline.value in written or _nitf.has_headline(nitf):
            continue
        written.add(headline.value)
        if not (contents and story.opens_with(headline, contents[0][0], markup=contents[0][1])):
            story.write(headline, role=role)
    for byline in item.all("contentMeta", "by")[:1]:
        if nitf is None or not nitf.said("body", "body.head", "byline"):
            story.write(byline, role=Role.BYLINE)
    if not _write_first(story, contents):
        for description in item.all("contentMeta", "description")[:_DESCRIPTIONS]:
            story.caption(description)
    status = next((one.get("qcode") for one in item.all("itemMeta", "pubStatus")), "")
    yield story.document(_metadata(item), id=name, status=status)


def _write_first(story: Story, contents: Iterable[tuple[Element, Markup]]) -> bool:
    """Add the first content that has any text: others are the same in other forms."""
    for content, markup in contents:
        nitf = content.first("nitf")
        if nitf is None:
            if story.write(content, markup=markup):
                return True
            continue
        before = story.text
        _nitf.write(story, nitf)
        if story.text != before:
            return True
    return False


def read(file: File) -> Records:
    """The news items, in order; one without text is named, and so are items that are no news if there is no news."""
    has_news = bool(_NEWS_ITEM.search(file.decoded.text))
    return stories(file, partial(_make, has_news=has_news), items=frozenset({"newsItem", *_OTHERS}), opaque=_OPAQUE)
