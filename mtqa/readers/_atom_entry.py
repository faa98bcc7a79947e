"""Atom 1.0 and 0.3: each entry is a story.

The text is the title and the content; a summary only where there is no content, whose beginning it is otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Records
from mtqa.readers._metadata import language_tag, listed, moment, stated
from mtqa.readers._story import Markup, Story, stories
from mtqa.readers._xml import Element, Xml
from mtqa.text.document import Document
from mtqa.text.structure import Role

_ITEMS = frozenset({"entry"})
_OPAQUE = frozenset({"title", "content", "summary", "media:description", "subtitle", "tagline", "rights", "info"})
#: The day it came out first: what happens to an entry later is often no new version of the story.
_DATES = ("published", "issued", "updated", "modified", "created")
#: As many pictures of an entry have a caption that is read.
_CAPTIONS = 50


def _markup(element: Element) -> Markup:
    """How the text of an element is written. 1.0 says it with ``type``, 0.3 with ``type`` and ``mode``."""
    kind = element.get("type").lower()
    if kind == "html" or (kind == "text/html" and element.get("mode") != "xml") or element.get("mode") == "escaped":
        return Markup.HTML if kind not in {"text", "text/plain", ""} else Markup.XML
    return Markup.XML


def _is_text(element: Element) -> bool:
    """Whether there is text in an element: not a reference to it, nor a picture in letters."""
    kind = element.get("type").lower()
    is_text = kind in {"", "text", "html", "xhtml"} or kind.startswith("text/") or kind.endswith("xml")
    return is_text and not element.get("src") and element.get("mode") != "base64"


def _metadata(entry: Element) -> Metadata:
    feed = entry.parent or entry
    source = entry.first("source") or feed
    dates = (moment(entry.said(name)) for name in _DATES)
    content = entry.first("content") or entry
    return Metadata(
        id=stated(entry.said("id") or next((link.get("href") for link in entry.all("link")), "")),
        language=language_tag(
            content.get("xml:lang") or entry.get("xml:lang") or source.get("xml:lang") or feed.get("xml:lang")
        ),
        byline=stated(", ".join(filter(None, (author.said("name") for author in entry.all("author"))))),
        provider=stated(source.said("title") or feed.said("title")),
        published=next(filter(None, dates), None),
        subjects=listed([one.get("label", "term") for one in entry.all("category")]),
    )


def _make(xml: Xml, entry: Element, number: int) -> Iterator[Document | Unread]:
    metadata = _metadata(entry)
    story = Story(xml, entry)
    title, texts = entry.first("title"), [*entry.all("content"), *entry.all("summary")]
    texts = [text for text in texts if _is_text(text)]
    if (
        title is not None
        and _is_text(title)
        and not (texts and story.opens_with(title, texts[0], markup=_markup(texts[0])))
    ):
        story.write(title, markup=_markup(title), role=Role.HEADLINE)
    any(story.write(text, markup=_markup(text)) for text in texts)
    for caption in list(entry.below("media:description"))[:_CAPTIONS]:
        story.caption(caption)
    yield story.document(metadata, id=metadata.id or str(number))


def read(file: File) -> Records:
    """The entries, in order; one without text is named, one that the file breaks off in as well."""
    return stories(file, _make, items=_ITEMS, opaque=_OPAQUE)
