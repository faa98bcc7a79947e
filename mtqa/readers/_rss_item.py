"""RSS 0.9x, 1.0 and 2.0: each item is a story.

The text is the title and the first that has any of ``content:encoded``, a body in XHTML, other elements for the full
text, and ``description``: a description beside the full text is its beginning again. HTML is read as browsers do,
whether it is escaped, in a CDATA section or part of the XML.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Records
from mtqa.readers._metadata import language_tag, listed, stated, time_of_mail
from mtqa.readers._story import Markup, Story, stories
from mtqa.readers._xml import Element, Xml
from mtqa.text.document import Document
from mtqa.text.structure import Role

_ITEMS = frozenset({"item"})
#: Elements that may hold the text, the best first. Source of the ones of Yandex:
#: https://yandex.ru/support/news/feed.html
_TEXTS = (
    *("content:encoded", "body", "yandex:full-text", "full-text", "fulltext", "fullitem", "content", "description"),
    "dc:description",
)
_DATES = ("pubDate", "dc:date", "published", "updated", "date")
_OPAQUE = frozenset({*_TEXTS, "title", "dc:title", "media:description", "summary"})
#: As many pictures of an item have a caption that is read.
_CAPTIONS = 50


def _metadata(item: Element) -> Metadata:
    channel = item.parent or item
    if channel.name != "channel":
        channel = channel.first("channel") or channel
    dates = (time_of_mail(item.said(name)) for name in _DATES)
    return Metadata(
        id=stated(item.said("guid") or item.get("rdf:about") or item.said("link")),
        language=language_tag(
            item.said("dc:language") or item.get("xml:lang") or channel.said("language") or channel.said("dc:language")
        ),
        byline=stated(item.said("dc:creator") or item.said("author")),
        provider=stated(item.said("source") or item.said("dc:publisher") or channel.said("title")),
        published=next(filter(None, dates), None),
        subjects=listed([one.value for one in (*item.all("category"), *item.all("dc:subject"))]),
    )


def _make(xml: Xml, item: Element, number: int) -> Iterator[Document | Unread]:
    metadata = _metadata(item)
    story = Story(xml, item)
    title, texts = (
        item.first("title") or item.first("dc:title"),
        [element for name in _TEXTS for element in item.all(name)],
    )
    if title is not None and not (texts and story.opens_with(title, texts[0], markup=Markup.HTML)):
        story.write(title, markup=Markup.HTML, role=Role.HEADLINE)
    any(story.write(text, markup=Markup.HTML) for text in texts)
    for caption in list(item.below("media:description"))[:_CAPTIONS]:
        story.caption(caption, markup=Markup.HTML)
    yield story.document(metadata, id=metadata.id or str(number))


def read(file: File) -> Records:
    """The items, in order; one without text is named, one that the file breaks off in as well."""
    return stories(file, _make, items=_ITEMS, opaque=_OPAQUE)
