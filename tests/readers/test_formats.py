"""Which reader a file gets: content first, then the suffix, then a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtqa import readers
from mtqa.engine.checker import Checker
from mtqa.model.errors import ConfigError, ReadError
from mtqa.readers import FORMATS, format_of, read, recognised
from mtqa.readers._base import File
from mtqa.rules import all_rules
from mtqa.text.document import Document

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        (b"<!DOCTYPE html><p>Talks ended.", "story.txt", "html"),
        (b"\xef\xbb\xbf\n<html lang=en><p>Talks ended.", "story", "html"),
        (b"<!-- by the desk -->\n<body><p>Talks ended.", "<stdin>", "html"),
        ("<html><p>Talks ended.".encode("utf-16"), "<stdin>", "html"),
        (b"<p>Talks ended.", "<stdin>", "html"),
        (b"<p>Talks ended.", "story.txt", "text"),
        (b"Talks &amp; more", "STORY.HTM", "html"),
        (b'{"text": "Talks ended."}', "<stdin>", "jsonl"),
        (b'[\n  {"text": "Talks ended."}]', "archive", "jsonl"),
        (b"[Reuters] Talks ended.", "story", "text"),
        (b"{Reuters} Talks ended.", "a.b/story", "text"),
        (b"Talks ended.", "feed.ndjson", "jsonl"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>Talks', "map.svg", "xml"),
        (b'<k:kml xmlns:k="http://www.opengis.net/kml/2.2"><k:name>Talks', "<stdin>", "xml"),
        (b'<!-- drawn by hand -->\n<!DOCTYPE svg>\n<svg width="1"><text>Talks', "<stdin>", "xml"),
        (b'<div xmlns="http://www.w3.org/1999/xhtml"><p>Talks ended.', "<stdin>", "html"),
        (b"<sic> Talks ended, he wrote of xmlns=.", "<stdin>", "text"),
        (b"Talks ended.", "story", "text"),
        (b"Talks ended.", ".html", "text"),
    ],
)
def test_content_decides_before_the_suffix(data: bytes, path: str, expected: str) -> None:
    assert format_of(data, path) == expected


@pytest.mark.parametrize("path", sorted(path for path in FIXTURES.rglob("*") if path.is_file()), ids=str)
def test_formats_that_are_not_asked_would_not_have_known_the_file(path: Path) -> None:
    file = File(path.read_bytes(), path.name)
    knowing = [name for name in FORMATS if readers._format(name).recognises(file)]
    assert recognised(file) == next(iter(knowing), None)


@pytest.mark.parametrize(
    "data",
    [
        b"\x01abc123 pol 100\r\n\x02Talks ended.",
        '{"text": "Täglich"}'.encode("latin-1"),
        "From: a\nTo: b\nDate: c\n\n“Talks”".encode(),
        "“Talks” ended.".encode(),
        '\ufeff{"text": 1}'.encode("utf-16-le"),
        "text,id\nTalks,1\n".encode("utf-16-be"),
        b'"text","id"\n"Talks","1"\n',
        b"(\xb5/\xfd\x04\x58",
        b"PK\x03\x04",
        b"Talks\x00ended",
        b"",
    ],
)
def test_how_a_file_begins_hides_no_format(data: bytes) -> None:
    file = File(data, "story")
    knowing = [name for name in FORMATS if readers._format(name).recognises(file)]
    assert recognised(file) == next(iter(knowing), None)


def test_a_drawing_is_refused_and_not_read_as_the_text_of_its_markup() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><text>Talks ended.</text></svg>'
    fact = (
        r"^map\.svg: an XML file whose root is <svg>, which is no news format that mtqa knows; with --input-format text"
    )
    with pytest.raises(ReadError, match=fact):
        list(read(drawing, "map.svg"))


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r'there is no format "latex"; formats are .*html, .*jsonl,'):
        list(read(b"Talks ended.", "story.txt", format="latex"))


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\0\0"])
@pytest.mark.parametrize("path", ["story.txt", "page.html", "feed.jsonl"])
def test_an_empty_file_is_said_to_be_empty(data: bytes, path: str) -> None:
    with pytest.raises(ReadError, match=f"{path}: the file is empty"):
        list(read(data, path))


@pytest.mark.parametrize("data", [b"PK\x03\x04 and more", b"\x1f\x8b and more"])
def test_a_format_that_was_asked_for_is_not_silently_another(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^story\.txt: "):
        list(read(data, "story.txt", format="jsonl"))


def test_rules_find_in_a_file_of_an_old_macintosh_what_they_find_in_any_other() -> None:
    story = "The bridge is closed.\n\nRead also: Mayor resigns\n\nIt rained. .\nIt snowed.\n\nSource: Valley Herald\n"
    checker = Checker(all_rules())
    found = []
    for line_end in ("\n", "\r"):
        (document,) = read(story.replace("\n", line_end).encode(), "story.txt")
        assert isinstance(document, Document)
        assert document.in_file == story.replace("\n", line_end)
        findings = checker.check(document).findings
        found.append([(one.code, one.quote, one.span, one.line, one.column) for one in findings])
    assert found[0] == found[1]
    assert {code for code, *_ in found[0]} == {"PUN01", "WIR04", "WIR08"}
