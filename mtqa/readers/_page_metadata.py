"""What a page says of its story: in its linked data (JSON-LD of schema.org), and in its meta elements.

Linked data are about the story and go first; meta elements, of Open Graph, Dublin Core or a name that sites have
agreed on, tell what those do not say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import unescape
from typing import Any

from mtqa.model.metadata import Metadata
from mtqa.readers._metadata import language_tag, listed, moment, names, stated

_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]{1,100})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
#: What of a meta element names that which its content is.
_NAMES = ("property", "name", "itemprop", "http-equiv")
_HEADLINE = ("og:title", "twitter:title", "headline", "dc.title", "dcterms.title")
_AUTHOR = ("author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author")
_PROVIDER = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name")
_PUBLISHED = (
    "article:published_time", "og:article:published_time",
    "datepublished", "date", "pubdate", "dc.date", "dc.date.issued", "dcterms.issued",
    "parsely-pub-date",
)  # fmt: skip
_KEYWORDS = ("keywords", "news_keywords", "article:tag", "parsely-tags")
_SUBJECTS = (*_KEYWORDS, "article:section")
_LANGUAGE = ("content-language", "og:locale", "dc.language", "dcterms.language")
_READ = frozenset((*_HEADLINE, *_AUTHOR, *_PROVIDER, *_PUBLISHED, *_SUBJECTS, *_LANGUAGE, "og:url"))
#: Kinds of https://schema.org/CreativeWork that are stories, by how their names end.
_STORIES = ("Article", "BlogPosting", "Report")
#: Longer linked data are not about one story; of those that are looked through, so many objects.
_LONGEST, _MOST = 1_000_000, 2_000


class PageMetadata:
    """What has been said so far; its parts come in the order of the page."""

    def __init__(self) -> None:
        self._meta: dict[str, list[str]] = {}
        self._address = ""
        self._story: dict[str, Any] = {}

    def meta(self, element: str) -> None:
        """Read ``<meta ...>``."""
        self.said(_attributes(element).get)

    def said(self, attribute: Callable[[str], str | None]) -> None:
        """Read a meta element whose attributes somebody else has taken apart."""
        name = next(filter(None, map(attribute, _NAMES)), "").lower()
        if name in _READ and (content := attribute("content")):
            self._meta.setdefault(name, []).append(content)

    def link(self, element: str) -> None:
        """Read ``<link ...>``: the story's own address, if that is what it gives."""
        said = _attributes(element)
        if said.get("rel", "").lower() == "canonical":
            self.address(said.get("href"))

    def address(self, canonical: str | None) -> None:
        """Take the story's own address; the first counts."""
        self._address = self._address or canonical or ""

    def linked_data(self, script: str) -> None:
        """Read JSON-LD: the first story in it, if none was read before. What is no JSON says nothing."""
        if self._story or len(script) > _LONGEST:
            return
        try:
            self._story = next(_stories(json.loads(script, strict=False)), {})
        except (ValueError, RecursionError):
            return

    @property
    def published(self) -> date | None:
        """When the story came out: a day, or a time."""
        return next(filter(None, map(moment, (self._story.get("datePublished"), *self._all(_PUBLISHED)))), None)

    @property
    def keywords(self) -> frozenset[str]:
        """The story's keywords, among them the names that it is about."""
        return names(*self._all(_KEYWORDS))

    def metadata(self, language: str | None, headline: str) -> Metadata:
        """All that was said; ``language`` is the one of the page's root, ``headline`` what the page shows as one."""
        story = self._story
        return Metadata(
            id=stated(self._address) or self._first(("og:url",)) or stated(story.get("url")),
            version=stated(story.get("version")),
            language=_tag(story.get("inLanguage")) or language_tag(language) or _tag(self._first(_LANGUAGE)),
            translated_from=_tag(_inner(story.get("translationOfWork"), "inLanguage")),
            headline=stated(story.get("headline")) or stated(headline) or self._first(_HEADLINE),
            byline=_authors(story.get("author")) or _people(self._all(_AUTHOR)),
            provider=stated(_inner(story.get("publisher"), "name")) or self._first(_PROVIDER),
            published=self.published,
            subjects=listed(story.get("articleSection"), story.get("keywords"), *self._all(_SUBJECTS)),
            people=_about(story, "Person"),
            places=listed(*_about(story, "Place", "Country", "City"), story.get("contentLocation")),
            organisations=_about(story, "Organization"),
        )

    def _all(self, fields: Iterable[str]) -> list[str]:
        return [content for name in fields for content in self._meta.get(name, ())]

    def _first(self, fields: Iterable[str]) -> str:
        return next(filter(None, map(stated, self._all(fields))), "")


def _attributes(element: str) -> dict[str, str]:
    """The attributes of a tag that have a value, by name in lower case; the first of two of one name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(element):
        found.setdefault(name.lower(), unescape(double or single or bare).strip())
    return found


def _stories(value: object) -> Iterator[dict[str, Any]]:
    """The objects that are stories, as they come; those inside others later."""
    waiting: list[object] = [value]
    for inner in waiting:
        if isinstance(inner, dict):
            if any(str(kind).endswith(_STORIES) for kind in _kinds(inner)):
                yield inner
            waiting += inner.values()
        elif isinstance(inner, list):
            waiting += inner
        if len(waiting) > _MOST:
            return


def _kinds(value: dict[str, Any]) -> list[object]:
    kind = value.get("@type")
    return kind if isinstance(kind, list) else [kind]


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _inner(value: object, field: str) -> object:
    """A field of the first object, or the value itself where it is a text."""
    first = _each(value)[0] if value else None
    return first.get(field) if isinstance(first, dict) else first


def _tag(value: object) -> str:
    """A BCP 47 tag, of a text or of https://schema.org/Language; Open Graph writes ``en_GB``."""
    tag = _inner(value, "alternateName") or _inner(value, "name")
    return language_tag(tag.replace("_", "-")) if isinstance(tag, str) else ""


def _authors(value: object) -> str:
    return _people([name for author in _each(value) if isinstance(name := _inner(author, "name"), str)])


def _people(written: Iterable[str]) -> str:
    """Who wrote the story; addresses of profiles are not names."""
    return ", ".join(dict.fromkeys(name for one in written if (name := stated(one)) and "://" not in name))


def _about(story: dict[str, Any], *kinds: str) -> tuple[str, ...]:
    """What the story is about, or mentions, of these kinds."""
    things = [thing for field in ("about", "mentions") for thing in _each(story.get(field)) if isinstance(thing, dict)]
    return listed(*(thing for thing in things if any(str(kind).endswith(kinds) for kind in _kinds(thing))))
