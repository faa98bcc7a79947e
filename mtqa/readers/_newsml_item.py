"""NewsML 1.x: a package of news items; each is a story, in each of the languages it comes in.

The text is headline, byline, the components that are text, and captions. Style sheets, logos and contacts are left out.
Source: NewsML 1.2, https://iptc.org/std/NewsML/1.2/documentation/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers import _nitf
from mtqa.readers._base import File, Records
from mtqa.readers._metadata import language_tag, listed, moment, stated, urgency
from mtqa.readers._story import Markup, Story, stories
from mtqa.readers._xml import Element, Xml
from mtqa.text.document import Document
from mtqa.text.structure import Role

#: What components say that they are, and what becomes of their text.
_ROLES = {
    "headline": Role.HEADLINE,
    "subheadline": Role.SUBHEADING,
    "byline": Role.BYLINE,
    **dict.fromkeys(
        "audio caption chart graphic image illustration multimedia photo picture preview quicklook slideshow thumbnail "
        "video".split(),
        Role.CAPTION,
    ),
}
_LEFT_OUT = frozenset("contact copyright keywords logo stylesheet".split())
#: Of the formats that text comes in, those that are for machines.
_FOR_MACHINES = ("css", "javascript", "script")
#: So many subheadings, bylines and captions of a story are read.
_MOST = 50
_PLACES = ("country", "countryarea", "city", "worldregion")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a story consists of, by role."""

    headlines: list[Element] = field(default_factory=list)
    subheadings: list[Element] = field(default_factory=list)
    bylines: list[Element] = field(default_factory=list)
    texts: list[Element] = field(default_factory=list)
    captions: list[Element] = field(default_factory=list)

    def of(self, role: Role) -> list[Element]:
        """The parts of one role."""
        lists = {
            Role.HEADLINE: self.headlines,
            Role.SUBHEADING: self.subheadings,
            Role.BYLINE: self.bylines,
            Role.CAPTION: self.captions,
        }
        return lists.get(role, self.texts)


def _formal_name(element: Element | None) -> str:
    return element.get("FormalName") if element is not None else ""


def _is_text(item: Element) -> bool:
    media, kind = _formal_name(item.first("MediaType")).lower(), _formal_name(item.first("MimeType")).lower()
    form = _formal_name(item.first("Format")).lower()
    return media in {"", "text"} and not any(name in one for name in _FOR_MACHINES for one in (kind, form))


def _collect(component: Element, parts: _Parts, role: Role) -> None:
    """Add what a component and those in it have of text."""
    waiting = [(component, role)]
    while waiting:
        component, role = waiting.pop()
        formal = _formal_name(component.first("Role")).lower().replace(" ", "")
        if formal in _LEFT_OUT:
            continue
        role = _ROLES.get(formal, role)
        for lines in component.all("NewsLines"):
            parts.of(Role.CAPTION if role is Role.CAPTION else Role.HEADLINE).extend(lines.all("HeadLine"))
            parts.subheadings.extend(lines.all("SubHeadLine"))
            parts.bylines.extend(lines.all("ByLine"))
        data = [
            content for item in component.all("ContentItem") if _is_text(item) for content in item.all("DataContent")
        ]
        children = component.all("NewsComponent")
        if component.get("EquivalentsList").lower() == "yes":
            data, children = data[:1], children[:1] if not data else []
        parts.of(role).extend(data)
        waiting += ((child, role) for child in reversed(children))


def _translations(component: Element) -> list[tuple[str, Element]]:
    """The language and the component of each translation; one without language where there is but one text."""
    children = component.all("NewsComponent")
    languages = [_formal_name(child.first("DescriptiveMetadata", "Language")) for child in children]
    if len(set(languages)) > 1 and all(languages) and len(set(languages)) == len(languages):
        return list(zip(languages, children, strict=True))
    return [("", component)]


def _metadata(item: Element, component: Element) -> Metadata:
    identifier = item.first("Identification", "NewsIdentifier") or item
    described = [
        one for part in (component, *component.below("NewsComponent")) for one in part.all("DescriptiveMetadata")
    ]
    management = item.first("NewsManagement") or item
    properties = [one for one in component.below("Property") if one.get("Value")]
    providers = (
        _formal_name(one)
        for part in ("Provider", "Source", "Creator")
        for administrative in item.below("AdministrativeMetadata")
        for one in administrative.all(part, "Party")
    )
    lines = list(component.below("NewsLines"))

    def line(name: str) -> str:
        return next(filter(None, (one.said(name) for one in lines)), "")

    return Metadata(
        id=stated(identifier.said("PublicIdentifier") or identifier.said("NewsItemId")),
        version=stated(identifier.said("RevisionId")),
        language=language_tag(next(filter(None, (_formal_name(one.first("Language")) for one in described)), "")),
        dateline=stated(line("DateLine")),
        provider=stated(next(filter(None, providers), "") or identifier.said("ProviderId")),
        published=moment(management.said("ThisRevisionCreated")) or moment(management.said("FirstCreated")),
        urgency=urgency(_formal_name(management.first("Urgency"))),
        slug=stated(line("SlugLine") or item.said("Identification", "NameLabel")),
        subjects=listed(
            [_formal_name(one) for part in described for code in part.all("SubjectCode") for one in code.children],
            [one.get("Value") for one in properties if "keyword" in _formal_name(one).lower()],
            [line("KeywordLine")],
        ),
        places=listed(
            [one.get("Value") for one in properties if _formal_name(one).lower() in _PLACES],
            [one.value for part in described for one in part.all("Location")],
        ),
    )


def _main_headline(parts: _Parts) -> list[Element]:
    """The component that is the headline, or else the first of the news lines; none if the text brings its own."""
    if any(_nitf.has_headline(text.first("nitf")) for text in parts.texts):
        return []
    components = [element for element in parts.headlines if element.name == "DataContent"]
    return (components or parts.headlines)[:1]


def _write(story: Story, parts: _Parts) -> None:
    for headline in _main_headline(parts):
        if not (parts.texts and story.opens_with(headline, parts.texts[0])):
            story.write(headline, role=Role.HEADLINE)
    for role in (Role.SUBHEADING, Role.BYLINE):
        for element in parts.of(role)[:_MOST]:
            story.write(element, role=role)
    for text in parts.texts:
        nitf = text.first("nitf")
        if nitf is not None:
            _nitf.write(story, nitf)
        else:
            story.write(text, markup=Markup.XML if text.children else Markup.LINES)
    for caption in parts.captions[:_MOST]:
        story.caption(caption)


def _make(xml: Xml, item: Element, number: int) -> Iterator[Document | Unread]:
    components = item.all("NewsComponent")
    if not components:
        yield Unread(xml.path, str(number), xml.record(item).position.line, "<NewsItem> has no text to check")
    for component in components:
        for tongue, translation in _translations(component):
            said = _metadata(item, translation)
            parts, story = _Parts(), Story(xml, item)
            if tongue:
                parts.headlines.extend(component.all("NewsLines", "HeadLine"))
            _collect(translation, parts, Role.BODY)
            _write(story, parts)
            name = f"{said.id or number}#{tongue}" if tongue else said.id or str(number)
            said = replace(said, id=name) if said.id else said
            status = _formal_name(item.first("NewsManagement", "Status"))
            yield story.document(said, id=name, status=status)


def read(file: File) -> Records:
    """The news items, in order; one without text is named."""
    return stories(file, _make, items=frozenset({"NewsItem"}), opaque=_nitf.OPAQUE)
