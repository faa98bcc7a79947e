"""Files that were made, or damaged, to break a reader: each has a clear outcome, and time grows with size."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from mtqa.model.errors import ReadError
from mtqa.model.metadata import Metadata
from mtqa.model.unread import Unread
from mtqa.readers import read
from mtqa.text.document import Document
from tests.growth import grows_linearly

#: Inputs that grow: a size to a file of about that many bytes.
GROWING: dict[str, tuple[str, Callable[[int], str]]] = {
    "one line": ("a.txt", lambda n: "word " * (n // 5)),
    "quotation marks": ("a.html", lambda n: "<p>" + "“" * n),
    "entities": ("a.html", lambda n: "<p>" + "&amp;" * (n // 5)),
    "broken entities": ("a.html", lambda n: "<p>" + "&a" * (n // 2)),
    "less-than signs": ("a.html", lambda n: "<p>x" + "<" * n),
    "unclosed tags": ("a.html", lambda n: "<p>x" + "<b " * (n // 3)),
    "unclosed tags and an end": ("a.html", lambda n: "<p>x" + "<b x=" * (n // 5) + '">"'),
    "unclosed quotations in tags": ("a.html", lambda n: "<p>x" + '<b x=">"' * (n // 8)),
    "unclosed comments": ("a.html", lambda n: "<p>x" + "<!--" * (n // 4)),
    "open navigation": ("a.html", lambda n: "<p>x" + "<nav>y" * (n // 6) + "</nav>"),
    "nested blocks": ("a.html", lambda n: "<p>x" + "<div>" * (n // 5)),
    "nested lists": ("a.html", lambda n: "<p>x" + "<ul><li>" * (n // 8) + "</h1>" * (n // 8)),
    "open headings": ("a.html", lambda n: "<p>x" + "<h1>y" * (n // 5)),
    "hidden parts": ("a.html", lambda n: "<p>x" + "<div hidden>y" * (n // 13) + "</div>"),
    "scripts": ("a.html", lambda n: "<p>x" + "<script>y" * (n // 9)),
    "white space": ("a.html", lambda n: "<p>x" + " \n" * (n // 2) + "y"),
    "brackets": ("a.md", lambda n: "x " + "[" * (n // 8)),
    "emphasis": ("a.md", lambda n: "x " + "*a **a " * (n // 28)),
    "quoted quotations": ("a.md", lambda n: "x\n\n" + "> a\n" * (n // 16)),
    "backslashes": ("a.md", lambda n: "x " + "\\*" * (n // 8)),
    "wrapped lines": ("a.md", lambda n: "word\n" * (n // 10)),
    "escapes": ("a.jsonl", lambda n: '{"text": "x' + "\\u0041" * (n // 6) + '"}'),
    "records": ("a.jsonl", lambda n: '{"text": "x"}\n' * (n // 14)),
    "records of a list": ("a.json", lambda n: "[" + '{"text": "x"},\n' * (n // 15) + "{}]"),
    "lines that are no records": ("a.jsonl", lambda n: '{"\n' * (n // 3)),
}


def _read_all(data: bytes, path: str) -> None:
    for record in read(data, path):
        if isinstance(record, Document):
            record.lines.position(record.source_map.to_origin(record.paragraphs[-1].content).start)


@pytest.mark.parametrize(("path", "make"), GROWING.values(), ids=GROWING)
def test_time_grows_with_size(path: str, make: Callable[[int], str]) -> None:
    def work(size: int) -> Callable[[], None]:
        data = make(size).encode()
        return lambda: _read_all(data, path)

    # Parsers that are not ours grow a little faster than the text; a quadratic one would take four times as long.
    assert grows_linearly(work, 30_000, limit=3)


@pytest.mark.parametrize("deep", [100, 20_000])
@pytest.mark.parametrize(
    ("path", "before", "after"),
    [("a.html", "<div>", "</div>"), ("a.html", "<li>", ""), ("a.html", "<b>", "</b>"), ("a.html", "<q>", "</q>")],
)
def test_deep_nesting_is_read(path: str, before: str, after: str, deep: int) -> None:
    (document,) = read(f"{before * deep}Talks ended.{after * deep}".encode(), path)
    assert isinstance(document, Document)
    assert "Talks ended." in document.text


def test_deeply_nested_markdown_is_read() -> None:
    (document,) = read(b"> " * 60 + b"Talks ended.", "a.md")
    assert isinstance(document, Document)
    assert document.text == "Talks ended."


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        (b"<html><nav>Home</nav><script>x</script></html>", "a.html", "a.html: the page has no text"),
        (b"<!-- only a comment", "a.html", "a.html: the page has no text"),
        (b"```\ncode\n```\n", "a.md", "a.md: the file has no text"),
        (b"\xef\xbb\xbf", "a.txt", "a.txt: the file is empty"),
        (b"\xff\xfe", "a.jsonl", "a.jsonl: the file is empty"),
        (b"[]", "a.json", "a.json: the file holds no record"),
        (b"%PDF-1.4", "a.jsonl", "a.jsonl: a PDF file"),
    ],
)
def test_a_file_without_text_is_refused(data: bytes, path: str, message: str) -> None:
    with pytest.raises(ReadError) as refused:
        list(read(data, path))
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "b"}', 'there is no "text"'),
        ('{"id": "b", "text": null}', '"text" is null'),
        ('{"id": "b", "text": ["x"]}', '"text" is a list'),
        ('{"id": "b", "text": " "}', '"text" is empty'),
        ('{"id": "b", "text": "x", "source": 5}', '"source" is a number; it should be a string'),
        ('{"id": "b", "text": "x"', "this is no JSON: a comma is missing at character 24"),
        ('{"id": "b", "text": "x}', "this is no JSON: unterminated string"),
        ('{"id": "b", "text" "x"}', "this is no JSON: a colon is missing"),
        ('{"id": "b" "text": "x"}', "this is no JSON: a comma is missing"),
        ('["x"]', "a record is an object such as"),
        ("talks ended", "a record is an object such as"),
        ('{"id": "b", "x": ' + "[" * 100_000 + "}", "the record is nested too deeply"),
        ('{"id": "b", "x": ' + "9" * 5000 + ', "text": "x"}', "that cannot be read: a number has too many digits"),
        ("\ud800", "a record is an object such as"),
    ],
    ids=range(14),
)
def test_a_bad_record_is_named_and_the_others_are_read(line: str, reason: str) -> None:
    lines = ['{"text": "one"}', "", line, '{"id": 4, "text": "four"}']
    first, bad, last = read("\n".join(lines).encode("utf-8", "surrogatepass"), "a.jsonl")
    assert isinstance(bad, Unread)
    assert (bad.path, bad.line) == ("a.jsonl", 3)
    assert reason in str(bad)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert [(first.id, first.text), (last.id, last.text)] == [("1", "one"), ("4", "four")]
    assert last.lines.position(last.source_map.to_origin(last.paragraphs[0].content).start).line == 4


def test_half_characters_become_replacement_characters() -> None:
    (document,) = read(b'{"id": "\\udc00", "text": "a\\ud800b \\ud83d\\ude00", "source": "\\ud800"}', "a.jsonl")
    assert isinstance(document, Document)
    assert (document.id, document.text, document.source) == ("\ufffd", "a\ufffdb 😀", "\ufffd")
    json.dumps(document.text).encode()


def test_what_a_record_says_is_kept() -> None:
    record = {
        **{"text": "Talks ended.", "source": "Переговоры.", "source_lang": "ru", "reference": "It ended."},
        **{"language": "en-GB", "date": "2022-10-06T10:00:00Z", "url": "http://a.b/c", "more": {"x": [1]}},
    }
    (document,) = read(json.dumps(record, indent=1).encode(), "story.json")
    assert isinstance(document, Document)
    assert (document.id, document.source, document.source_language) == ("http://a.b/c", "Переговоры.", "ru")
    assert (document.reference, document.language, str(document.published)) == ("It ended.", "en-GB", "2022-10-06")
    assert document.metadata == Metadata(
        language="en-GB", translated_from="ru", published=datetime(2022, 10, 6, 10, tzinfo=UTC)
    )


def test_what_a_record_says_of_itself_is_kept_where_it_can_be_right() -> None:
    record = {
        **{"text": "Talks ended.", "id": 7, "version": "3", "headline": " Talks\nend ", "byline": "Ana Ferrer"},
        **{"dateline": "OSLO, May 2", "provider": ["x"], "urgency": 12, "slugline": "TALKS", "published": "soon"},
        **{"people": ["Ana Ferrer", "Ana Ferrer", 4], "places": [{"name": "Oslo"}], "subjects": "peace, war"},
    }
    (document,) = read(json.dumps(record).encode(), "story.json")
    assert isinstance(document, Document)
    assert dict(document.metadata.stated()) == {
        **{"id": "7", "version": "3", "headline": "Talks end", "byline": "Ana Ferrer", "dateline": "OSLO, May 2"},
        **{"slug": "TALKS", "people": ("Ana Ferrer",), "places": ("Oslo",), "subjects": ("peace", "war")},
    }
