"""What a page says of its story: in linked data, in what it shows, in its meta elements."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from mtqa.model.metadata import Metadata
from mtqa.readers import read
from mtqa.text.document import Document
from tests.growth import grows_linearly

_SAID = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "not the story", "datePublished": "2001-01-01"},
        {
            "@type": ["Thing", "NewsArticle"],
            "url": "https://valley.example/dam",
            "version": 3,
            "headline": "Dam &amp; gates open",
            "inLanguage": {"@type": "Language", "name": "British", "alternateName": "en-GB"},
            "translationOfWork": {"@type": "NewsArticle", "inLanguage": "fa"},
            "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Karim"}],
            "publisher": {"@type": "Organization", "name": "The Valley"},
            "datePublished": "2026-03-02T10:00:00+01:00",
            "articleSection": "Water",
            "keywords": "dams, farms",
            "about": [{"@type": "Person", "name": "Daniel Rostami"}, {"@type": "City", "name": "Karvan"}],
            "mentions": {"@type": "NewsMediaOrganization", "name": "Water Board"},
            "contentLocation": {"@type": "Place", "name": "Upper Valley"},
        },
    ],
}
_META = (
    '<meta property="og:title" content="A dam"><meta name=author content="Cy Dow"><meta name="DC.date" '
    'content="2026-03-01"><meta property="og:site_name" content="Hills &amp; Valleys"><meta property="article:tag" '
    'content="rain"><meta property="article:tag" content="snow"><meta property="og:locale" content="en_IE">'
    '<meta property="og:url" content="https://hills.example/1">'
)


def _metadata(head: str, body: str = "<p>The dam opened.</p>", *, root: str = "<html>", form: str = "html") -> Metadata:
    (document,) = read(f"{root}<head>{head}</head><body>{body}</body></html>".encode(), "p.html", format=form)
    assert isinstance(document, Document)
    return document.metadata


def _script(data: object) -> str:
    return f'<script id=a type="application/ld+json" async>{json.dumps(data)}</script>'


def test_linked_data_say_it_first() -> None:
    said = _metadata(_META + _script(_SAID), "<h1>Shown</h1><p>The dam opened.</p>", root="<html lang=de>")
    assert said == Metadata(
        id="https://hills.example/1",
        version="3",
        language="en-GB",
        translated_from="fa",
        headline="Dam &amp; gates open",  # a script holds no character references
        byline="Ann Lee, Bo Karim",
        provider="The Valley",
        published=datetime.fromisoformat("2026-03-02T10:00:00+01:00"),
        subjects=("Water", "dams", "farms", "rain", "snow"),
        people=("Daniel Rostami",),
        places=("Karvan", "Upper Valley"),
        organisations=("Water Board",),
    )


@pytest.mark.parametrize("form", ["html", "article"])
def test_then_what_is_shown_then_meta_elements(form: str) -> None:
    body = "<main><h1>Dam opens</h1><p>The dam opened.</p></main>"
    assert _metadata(_META, body, form=form) == Metadata(
        id="https://hills.example/1",
        language="en-IE",
        headline="Dam opens",
        byline="Cy Dow",
        provider="Hills & Valleys",
        published=date(2026, 3, 1),
        subjects=("rain", "snow"),
    )
    assert _metadata(_META).headline == "A dam"
    assert _metadata(_META, root="<html lang=en-ZA>").language == "en-ZA"


def test_the_canonical_address_is_the_id() -> None:
    said = _metadata('<link rel="canonical" href="https://a.example/?a=1&amp;b=2"><link rel=icon href=x>' + _META)
    assert said.id == "https://a.example/?a=1&b=2"


def test_an_address_is_no_author() -> None:
    assert _metadata('<meta property="article:author" content="https://social.example/ann">').byline == ""


@pytest.mark.parametrize(
    "script",
    ["{broken", "[" * 5_000, '{"@type": "WebPage", "headline": "No story"}', '"text"', '{"@type": 7}', "null"],
)
def test_what_is_no_story_says_nothing(script: str) -> None:
    assert not _metadata(f"<script type='application/ld+json'>{script}</script>")


def test_a_script_that_is_no_linked_data_says_nothing() -> None:
    assert not _metadata(f"<script>{json.dumps(_SAID)}</script>")


def test_values_of_wrong_kinds_say_nothing() -> None:
    fields = ("headline", "author", "publisher", "about", "inLanguage", "datePublished")
    story = {field: [{"name": [1]}] for field in fields}
    assert not _metadata(_script({"@type": "NewsArticle", **story, "keywords": 7, "translationOfWork": "x y"}))


def test_a_day_counts_where_the_time_is_wrong() -> None:
    said = _metadata('<meta name=date content="2026-02-30"><meta itemprop=datePublished content="2026-02-28T25:00Z">')
    assert said.published == date(2026, 2, 28)
    assert _metadata('<meta name=date content="2026-02-28T05:00Z">').published == datetime(2026, 2, 28, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "piece", ["<meta name=author content='", '<meta a="', "<meta name=author content=x>", "<meta x"]
)
def test_time_grows_with_the_page(piece: str) -> None:
    grows_linearly(lambda times: lambda: _metadata(piece * times), 4_000)
