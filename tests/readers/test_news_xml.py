"""News in XML: what is the story in each format, what the file says about it, and where a finding points."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import mtqa
from mtqa.engine.checkers import Checkers, Options
from mtqa.engine.mending import mend
from mtqa.model.metadata import Metadata
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers import format_of, read
from mtqa.text.document import Document
from mtqa.text.structure import Role

WIRE = Path(__file__).parents[2] / "fixtures" / "wire"
SOURCES: list[dict[str, Any]] = tomllib.loads((WIRE.parent / "SOURCES.toml").read_text("utf-8"))["wire"]

#: Of each file: its format, and id, text and roles of its stories.
STORIES: dict[str, tuple[str, list[tuple[str, str, dict[str, Role]]]]] = {
    "archive.rdf": (
        "rss",
        [
            (
                "https://archive.example/9",
                "Letters found in a wall\n\n"
                "Builders found 300 letters. . The county archive will show them in the autumn.",
                {"Letters found in a wall": Role.HEADLINE},
            )
        ],
    ),
    "bulletin.g2.xml": (
        "newsml_g2",
        [
            (
                "urn:wire:1",
                "Dam at Sarlenne declared safe\n\nLea Morin\n\n"
                "Engineers found no cracks. . The valley road opens on Friday & stays open.",
                {"Dam at Sarlenne declared safe": Role.HEADLINE, "Lea Morin": Role.BYLINE},
            ),
            (
                "urn:wire:2",
                "Goats return to the pass\n\nBy Paul Rey\n\n"
                "Forty goats crossed the pass. . Shepherds had feared wolves.",
                {"Goats return to the pass": Role.HEADLINE, "By Paul Rey": Role.BYLINE},
            ),
            (
                "urn:wire:3",
                "Milk price falls\n\nFarmers are paid less this spring. .\nThey blame imports.\n\nDairies <deny> it.",
                {"Milk price falls": Role.HEADLINE},
            ),
            (
                "urn:wire:4",
                "Snow on the pass\n\nA plough clears the pass. . It is the first of the season.",
                {
                    "Snow on the pass": Role.HEADLINE,
                    "A plough clears the pass. . It is the first of the season.": Role.CAPTION,
                },
            ),
        ],
    ),
    "harbour.rss": (
        "rss",
        [
            (
                "harbour-1",
                "Port reopens after the storm\n\n"
                "The port of Varnholm reopened on Thursday. . Nobody was hurt, the harbour master said.\n\n"
                "Cranes at work & waiting ships in Varnholm\n\n"
                "Ferries run again from noon.\n\n"
                "The breakwater was damaged in three places",
                {
                    "Port reopens after the storm": Role.HEADLINE,
                    "Cranes at work & waiting ships in Varnholm": Role.CAPTION,
                    "The breakwater was damaged in three places": Role.CAPTION,
                },
            ),
            (
                "harbour-2",
                "Fishermen’s union & owners agree\n\n"
                "The union accepted the offer. . Crews sail on Monday, said Karen O’Dell & her deputy.",
                {"Fishermen’s union & owners agree": Role.HEADLINE},
            ),
        ],
    ),
    "library.atom": (
        "atom",
        [
            (
                "tag:gazette.example,2024:1",
                "Books & rain: the <old> reading room closes\n\n"
                "The roof leaks, the catalogue is dry. . Readers may come back in May.\n\nLoans are extended",
                {
                    "Books & rain: the <old> reading room closes": Role.HEADLINE,
                    "Loans are extended": Role.LIST_ITEM,
                },
            ),
            (
                "tag:gazette.example,2024:2",
                "A second life for card indexes\n\nThe cards were saved. . Volunteers sort them.",
                {"A second life for card indexes": Role.HEADLINE},
            ),
            (
                "tag:gazette.example,2024:3",
                "Opening hours\n\nThe branch opens at nine. . It closes at five & stays closed on Sunday.",
                {"Opening hours": Role.HEADLINE},
            ),
        ],
    ),
    "quarry.nitf": (
        "nitf",
        [
            (
                "quarry-77",
                "Quarry to close “for good”\n\nForty jobs to go\n\nBy Timo Salo\n\nStaff reporter\n\n"
                "The granite quarry closes in June. . Aino Kallio of Graniitti Oy said sales had fallen.\n\n"
                "No buyer\n\nTalks with a buyer failed, she said in Lohiranta.\n\nBlocks of red granite",
                {
                    "Quarry to close “for good”": Role.HEADLINE,
                    "Forty jobs to go": Role.SUBHEADING,
                    "By Timo Salo\n\nStaff reporter": Role.BYLINE,
                    "No buyer": Role.SUBHEADING,
                    "Blocks of red granite": Role.CAPTION,
                },
            )
        ],
    ),
    "tram.newsml.xml": (
        "newsml",
        [
            (
                "urn:newsml:citydesk.example:20240314:tram-5:2#en",
                "Tram line 5 to run all night\n\nEva Toth\n\n"
                "Trams of line 5 run all night from April. . Fares stay the same, the city said.\n\n"
                "A tram of line 5 at the terminus",
                {
                    "Tram line 5 to run all night": Role.HEADLINE,
                    "Eva Toth": Role.BYLINE,
                    "A tram of line 5 at the terminus": Role.CAPTION,
                },
            ),
            (
                "urn:newsml:citydesk.example:20240314:tram-5:2#hu",
                "Az 5-ös villamos egész éjjel jár\n\n"
                "Az 5-ös villamos áprilistól egész éjjel jár. A jegyárak nem változnak.",
                {"Az 5-ös villamos egész éjjel jár": Role.HEADLINE},
            ),
        ],
    ),
}

FILES = sorted(STORIES)

METADATA = {
    "harbour-1": Metadata(
        id="harbour-1",
        language="en",
        headline="Port reopens after the storm",
        byline="Ilse Brandt",
        provider="Harbour News Service",
        published=datetime(2024, 3, 14, 7, 30, tzinfo=timezone(timedelta(hours=1))),
        subjects=("Shipping",),
    ),
    "https://archive.example/9": Metadata(
        id="https://archive.example/9",
        language="en-US",
        headline="Letters found in a wall",
        byline="Sam Pole",
        provider="County Archive",
        published=date(2024, 3, 12),
        subjects=("History",),
    ),
    "tag:gazette.example,2024:1": Metadata(
        id="tag:gazette.example,2024:1",
        language="en-GB",
        headline="Books & rain: the <old> reading room closes",
        byline="Marta Lind",
        provider="Library Gazette",
        published=datetime(2024, 3, 14, 18, 0, tzinfo=UTC),
        subjects=("Culture",),
    ),
    "quarry-77": Metadata(
        id="quarry-77",
        version="2",
        language="en",
        translated_from="fi",
        headline="Quarry to close “for good”",
        byline="By Timo Salo Staff reporter",
        dateline="LOHIRANTA, Finland",
        provider="Northern Press Agency",
        published=datetime(2024, 3, 14, 10, 15, tzinfo=UTC),
        urgency=4,
        slug="quarry",
        subjects=("Mining", "granite"),
        people=("Aino Kallio",),
        places=("LOHIRANTA, Finland", "Lohiranta"),
        organisations=("Graniitti Oy",),
    ),
    "urn:wire:1": Metadata(
        id="urn:wire:1",
        version="3",
        language="en",
        translated_from="fr",
        headline="Dam at Sarlenne declared safe",
        byline="Lea Morin",
        dateline="SARLENNE, France",
        provider="Wire Bureau",
        published=datetime(2024, 3, 14, 10, 58, tzinfo=timezone(timedelta(hours=1))),
        urgency=4,
        slug="SARLENNE-DAM",
        subjects=("environment",),
        people=("Lea Morin",),
        places=("Sarlenne",),
        organisations=("River Board",),
    ),
    "urn:newsml:citydesk.example:20240314:tram-5:2#en": Metadata(
        id="urn:newsml:citydesk.example:20240314:tram-5:2#en",
        version="2",
        language="en",
        headline="Tram line 5 to run all night",
        byline="Eva Toth",
        dateline="SZELMEZ",
        provider="City Desk",
        published=datetime(2024, 3, 14, 8, 45, tzinfo=UTC),
        urgency=5,
        slug="TRAM-5",
        subjects=("04015000",),
    ),
}


def documents(data: bytes | str, path: str, **how: Any) -> list[Document]:
    """The documents of a file of which all can be read."""
    records = list(read(data.encode() if isinstance(data, str) else data, path, **how))
    assert not [record for record in records if isinstance(record, Unread)]
    return [record for record in records if isinstance(record, Document)]


def _of(file: str) -> list[Document]:
    return documents((WIRE / file).read_bytes(), file)


def test_every_file_is_described() -> None:
    assert {source["file"] for source in SOURCES} == {f"wire/{path.name}" for path in WIRE.iterdir()}
    assert all(source["what"] for source in SOURCES)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source["file"]))
def test_a_file_gives_the_findings_it_must(source: dict[str, Any]) -> None:
    found = {
        one.id: [[finding.code, finding.quote] for finding in mtqa.check(one).findings]
        for one in mtqa.read(WIRE.parent / source["file"])
        if isinstance(one, Document)
    }
    assert found == source["findings"]


@pytest.mark.parametrize("file", FILES)
def test_each_format_gives_its_stories(file: str) -> None:
    form, stories = STORIES[file]
    assert format_of((WIRE / file).read_bytes(), "<stdin>") == form
    found = [(one.id, one.text, {one[span]: role for span, role in one.roles}) for one in _of(file)]
    assert found == stories


@pytest.mark.parametrize("name", METADATA)
def test_what_a_file_says_of_a_story_is_kept(name: str) -> None:
    (document,) = [one for file in FILES for one in _of(file) if one.id == name]
    assert document.metadata == METADATA[name]
    assert document.language == METADATA[name].language


@pytest.mark.parametrize("file", FILES)
def test_a_finding_points_at_its_words_in_the_file(file: str) -> None:
    data = (WIRE / file).read_bytes()
    lines = data.decode().split("\n")
    for document in _of(file):
        if document.language == "hu":
            continue
        (finding,) = mtqa.check(document).findings
        assert (finding.code, finding.quote) == ("PUN01", ". .")
        origin = document.source_map.to_origin(finding.span)
        assert document.in_file[origin.start : origin.end] == ". ."
        place = document.place(finding.span)
        assert lines[place.line - 1][place.column - 1 :].startswith(". .")
        record = document.in_file.encode(document.encoding)
        assert data[document.file_offset :].startswith(record)


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_mended_where_its_stories_are(file: str) -> None:
    data = (WIRE / file).read_bytes()
    checker = Checkers(Options(("PUN01",), (), None), search=False).of(file)
    mended = mend(data, read=lambda some: read(some, file), checker=checker)
    assert (mended.made, mended.after) == (data.count(b". ."), data.replace(b". .", b"."))


@pytest.mark.parametrize(
    ("file", "number", "words", "written"),
    [
        ("harbour.rss", 0, "harbour master", "K&amp;R"),
        ("harbour.rss", 1, "offer", "K&amp;amp;R"),
        ("library.atom", 0, "Readers", "K&amp;R"),
        ("library.atom", 1, "cards", "K&amp;amp;R"),
        ("library.atom", 2, "nine", "K&amp;R"),
        ("quarry.nitf", 0, "buyer failed", "K&amp;R"),
        ("bulletin.g2.xml", 2, "Farmers", "K&amp;R"),
    ],
)
def test_what_is_put_in_is_written_as_the_place_wants_it(file: str, number: int, words: str, written: str) -> None:
    document = _of(file)[number]
    at = document.text.index(words)
    edit = document.file_edit(Span(at, at + len(words)), "K&R")
    assert edit is not None
    assert edit[1] == written
    changed = document.in_file[: edit[0].start] + edit[1] + document.in_file[edit[0].end :]
    (again,) = documents(changed, "again.xml", format=STORIES[file][0])[:1]
    assert again.text == document.text[:at] + "K&R" + document.text[at + len(words) :]


def test_an_ampersand_of_two_layers_is_one_character() -> None:
    document = _of("harbour.rss")[1]
    at = document.text.index("’Dell &")
    origin = document.source_map.to_origin(Span(at, at + 1))
    assert unescape(unescape(document.in_file[origin.start : origin.end])) == "’"
    origin = document.source_map.to_origin(Span(at + 6, at + 7))
    assert document.in_file[origin.start : origin.end] == "&amp;amp;"
