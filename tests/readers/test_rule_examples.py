"""Every example of every rule, inside a page and inside Markdown: the same words are flagged, in the file too."""

from __future__ import annotations

import re
from html import escape

import pytest

from mtqa.model.span import Span
from mtqa.readers import read
from mtqa.readers.markdown import escape as escape_markdown
from mtqa.rulebook.rule import Bad, Rule
from mtqa.rules import all_rules
from mtqa.text.document import Document

CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}")
    for rule in all_rules()
    for number, example in enumerate(example for example in rule.examples if isinstance(example, Bad))
    if rule.scope == "span" and not example.known_limit
]
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Desk &amp; wire</title><script>var a = "<p>No story";</script></head>
<body><nav><ul><li><a href="/?a&amp;b">Home</a><li>World</ul></nav>
<!-- the story --><h1>Talks &ldquo;over&rdquo;</h1>
{}
<footer>All rights &copy;</footer></body></html>"""
_MARKDOWN = "---\ndate: 2022-10-06\n---\n\n# Talks &ldquo;over&rdquo;\n\n{}\n"
#: What neither format keeps as it is: a line's end inside a paragraph, and spaces where lines begin and end.
_LAYOUT = re.compile(r"(?<!\n)\n(?!\n)|\n{3}|^\s|\s$|\n[ \t]|[ \t]\n|\r|\t|\f|\v|[ \u00a0]{2}")
#: Characters that a page cannot name by number, or that no file holds.
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff]")
_MARKDOWN_BLOCK = re.compile(
    r"^(?:#|>|[-+=~]|\d+[.)]|\|)|^\s*$|[\0\ufffd\ud800-\udfff]|^[\u2028\u00a0\u200b\ufeff]", re.MULTILINE
)


def _assert_same(rule: Rule, example: Bad, data: str, path: str, written: list[tuple[str, str]]) -> None:
    """The rule flags the same words in the file; each stands there as ``written`` says (character by character)."""
    (document,) = read(data.encode(), path)
    assert isinstance(document, Document)
    begins = document.text.index(example.text)
    document = Document(**{**_fields(document), **example.context})
    hits = sorted(hit.span for hit in rule.hits(document) if hit.span.start >= begins)
    assert hits == [Span(span.start + begins, span.end + begins) for span in example.spans]
    for span in example.spans:
        found = document.source_map.to_origin(Span(span.start + begins, span.end + begins))
        expected = "".join(piece for _, piece in written[span.start : span.end])
        assert document.in_file[found.start : found.end].strip() == expected.strip()


def _fields(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in document.__dataclass_fields__}


def _with_entities(text: str) -> list[tuple[str, str]]:
    """Every character with how the page writes it: named, by number or as it is, by turns; blank lines as tags."""
    pieces = []
    for number, character in enumerate(text):
        piece = escape(character, quote=number % 2 == 0)
        if character == "\n":
            piece = "</p>\n<p>" if text[number - 1] != "\n" else ""
        elif not character.isascii() and number % 3:
            piece = f"&#{ord(character)};" if number % 3 == 1 else f"&#x{ord(character):X};"
        pieces.append((character, piece))
    return pieces


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example_is_flagged_in_a_page(rule: Rule, example: Bad) -> None:
    if _LAYOUT.search(example.text) or _CONTROL.search(example.text):
        pytest.skip("a page does not keep the example's white space or controls")
    pieces = _with_entities(example.text)
    page = _PAGE.format(f"<p>{''.join(piece for _, piece in pieces)}</p>")
    _assert_same(rule, example, page, "page.html", pieces)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example_is_flagged_in_markdown(rule: Rule, example: Bad) -> None:
    if _LAYOUT.search(example.text) or _MARKDOWN_BLOCK.search(example.text):
        pytest.skip("Markdown does not keep the example's white space, or reads it as a list or a heading")
    escaped = [(c, escape_markdown(c).replace("&", "&amp;").replace("~", "\\~")) for c in example.text]
    written = "".join(piece for _, piece in escaped)
    _assert_same(rule, example, _MARKDOWN.format(written), "story.md", escaped)
