"""NITF, the News Industry Text Format: one story a file.

The text is headline, byline and what stands in ``body.content``, captions included; the abstract only where there is no
other text. Dateline, distributor and what follows the story (``body.end``) are no text.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers import _nitf
from mtqa.readers._base import File, Records
from mtqa.readers._metadata import language_tag, listed, moment, stated, urgency
from mtqa.readers._story import Story, stories
from mtqa.readers._xml import Element, Xml
from mtqa.text.document import Document

_TEXT = ("body", "body.head")
_SUBJECTS = ("tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type")
_PLACES = ("city", "state-prov", "county-dist", "region")


def metadata(nitf: Element) -> Metadata:
    """What the head of the story says."""
    data = nitf.first("head", "docdata") or nitf
    met = {one.get("name").lower(): one.get("content") for one in nitf.all("head", "meta")}

    def attribute(element: str, *names: str) -> str:
        return next(filter(None, (one.get(*names) for one in data.all(element))), "")

    dates = (
        attribute("date.release", "norm"),
        attribute("date.issue", "norm"),
        *(one.get("date.publication") for one in nitf.all("head", "pubdata")),
    )
    return Metadata(
        id=stated(attribute("doc-id", "id-string")),
        version=stated(attribute("du-key", "version")),
        language=language_tag(nitf.get("baselang", "xml:lang") or met.get("language")),
        translated_from=language_tag(met.get("translated-from") or met.get("source-language")),
        byline=stated(nitf.said(*_TEXT, "byline")),
        dateline=stated(nitf.said(*_TEXT, "dateline")),
        provider=stated(
            nitf.said(*_TEXT, "distributor") or attribute("doc-id", "regsrc") or attribute("doc.copyright", "holder")
        ),
        published=next(filter(None, map(moment, dates)), None),
        urgency=urgency(attribute("urgency", "ed-urg")),
        slug=stated(attribute("du-key", "key")),
        subjects=listed(
            [one.get(*_SUBJECTS) for one in nitf.all("head", "tobject", "tobject.subject")],
            [one.get("key") for one in data.all("key-list", "keyword")],
        ),
        people=listed(_nitf.named(nitf, "person")),
        places=listed(_nitf.named(nitf, "location"), [one.get(name) for one in data.all("evloc") for name in _PLACES]),
        organisations=listed(_nitf.named(nitf, "org")),
    )


def _make(xml: Xml, nitf: Element, number: int) -> Iterator[Document | Unread]:
    said = metadata(nitf)
    story = Story(xml, nitf)
    _nitf.write(story, nitf)
    data = nitf.first("head", "docdata")
    status = data.get("management-status") if data is not None else ""
    yield story.document(said, id=said.id or (xml.path if number == 1 else str(number)), status=status)


def read(file: File) -> Records:
    """The story."""
    return stories(file, _make, items=frozenset({"nitf"}), opaque=_nitf.OPAQUE)
