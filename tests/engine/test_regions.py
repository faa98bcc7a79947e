"""Regions: what other programs cut out of the file at the places they are told is what was found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mtqa import readers
from mtqa.engine.checker import Checker
from mtqa.engine.regions import with_regions
from mtqa.model.finding import Finding, Suggestion
from mtqa.model.region import Columns, Region
from mtqa.model.span import Span
from mtqa.rulebook.rule import Hit
from mtqa.text.document import Document
from tests.engine.rules import made_rule

TEXT = "Talks 👩‍👩‍👧 end\n\nGrüße: the talks 😀 ended. . Nobody spoke. “Ü. . ”"


def every_stop(document: Document) -> Iterator[Hit]:
    at = document.text.find(". .")
    while at >= 0:
        yield Hit(Span(at, at + 3), "A stray full stop.", Suggestion("."))
        at = document.text.find(". .", at + 1)


def located(data: bytes, path: str) -> list[tuple[Document, Finding, Region]]:
    checker = Checker([made_rule(every_stop)])
    found = []
    for document in readers.read(data, path):
        assert isinstance(document, Document)
        for finding in with_regions(document, checker.check(document)).findings:
            assert finding.region is not None
            found.append((document, finding, finding.region))
    return found


def cut(data: str, region: Region, encoding: str, unit: int, columns: Columns) -> str:
    """What a program that counts in such units finds there; the region is on one line."""
    line = data.split("\n")[region.line - 1].encode(encoding)
    return line[(columns.start - 1) * unit : (columns.end - 1) * unit].decode(encoding)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("story.txt", TEXT),
        ("story.md", f"# Head\n\n{TEXT}"),
        ("story.html", f"<html><body><p>é</p>\n<p>{TEXT}</p></body></html>"),
        ("feed.jsonl", '{"text": "Calm."}\n{"id": "ü", "text": "' + TEXT.replace("\n", "\\n") + '"}\n'),
        ("feed.json", '[{"text": "Calm."}, {"id": "ü",\n "text": "' + TEXT.replace("\n", "\\n") + '"}]'),
    ],
)
def test_columns_in_every_unit_cut_out_what_was_found(path: str, data: str) -> None:
    found = located(data.encode(), path)
    assert len(found) == 2
    for _, finding, region in found:
        assert (region.line, region.columns.start) == (finding.line, finding.column)
        assert region.line == region.end_line
        for encoding, unit, columns in (
            ("utf-32-le", 4, region.columns),
            ("utf-16-le", 2, region.utf16),
            ("utf-8", 1, region.utf8),
        ):
            assert cut(data, region, encoding, unit, columns) == ". ."
        assert region.replacement == "."


def test_what_stands_on_two_lines_ends_on_the_second() -> None:
    checker = Checker([made_rule(lambda _: [Hit(Span(2, 6), "Two lines.")])])
    document = Document("ab é\n😀c")
    [finding] = with_regions(document, checker.check(document)).findings
    assert finding.region == Region(1, 2, Columns(3, 2), Columns(3, 3), Columns(3, 5))


def test_where_markup_stands_between_the_words_nothing_can_be_replaced() -> None:
    [(_, _, region)] = located(b"<html><body><p>They ended<b>.</b> . Nobody spoke.</p></body></html>", "a.html")
    assert region.replacement is None


def test_what_the_format_writes_otherwise_is_written_so() -> None:
    def ampersand(document: Document) -> Iterator[Hit]:
        at = document.text.index("and")
        yield Hit(Span(at, at + 3), "An ampersand.", Suggestion("&"))

    checker = Checker([made_rule(ampersand)])
    [document] = readers.read(b"<html><body><p>Salt and pepper were sold.</p></body></html>", "a.html")
    assert isinstance(document, Document)
    [finding] = with_regions(document, checker.check(document)).findings
    assert finding.region is not None
    assert finding.region.replacement == "&amp;"


@pytest.mark.parametrize("wrong", [(0, 1, 1, 1), (2, 1, 1, 1)])
def test_lines_that_are_none_are_refused(wrong: tuple[int, int, int, int]) -> None:
    columns = Columns(wrong[2], wrong[3])
    with pytest.raises(ValueError, match="not lines"):
        Region(wrong[0], wrong[1], columns, columns, columns)


def test_columns_begin_at_one() -> None:
    with pytest.raises(ValueError, match="not columns"):
        Columns(0, 1)
