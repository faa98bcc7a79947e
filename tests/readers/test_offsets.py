"""Every character of a document is where its source map says, written as the format writes it."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mtqa.model.errors import ReadError
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers import read
from mtqa.text.document import Document
from tests.fragments import TEXTS
from tests.readers.fragments import HTML, MARKDOWN


def _document(data: str, path: str) -> Document | None:
    """The file's document; None where the reader says that there is nothing to read."""
    try:
        (document,) = read(data.encode("utf-8", "replace"), path)
    except ReadError:
        return None
    assert isinstance(document, Document)
    return document


def _assert_traced(document: Document, decoded: dict[str, re.Pattern[str]]) -> None:
    """Each piece is in the file, or is one of ``decoded``: shown text to how the file may write it."""
    assert document.source_map.length == len(document.text)
    assert "".join(document[piece.text] for piece in document.source_map.pieces) == document.text
    end = 0
    for piece in document.source_map.pieces:
        shown = document[piece.text]
        written = document.in_file[piece.origin.start : piece.origin.end]
        assert piece.origin.start >= end
        end = piece.origin.end
        if piece.verbatim:
            assert shown == written
        elif shown in decoded:
            assert decoded[shown].fullmatch(written)
        else:
            assert unescape(written) == shown or written == f"\\{shown}"


_HTML_WRITES = {
    " ": re.compile(r"\s+|&#32;"),
    "\n": re.compile(""),
    "\n\n": re.compile(""),
    "“": re.compile(""),
    "”": re.compile(""),
    "\ufffd": re.compile(r"&#[^;]+;"),
}
_MARKDOWN_WRITES = {
    " ": re.compile(r"(?:[ \t]*(?:\r\n|\r|\n)[ \t>]*)+|[ \t]+"),
    "\n": re.compile(r"(?:[ \t]*\\?(?:\r\n|\r|\n)[ \t>]*)*"),
    "\n\n": re.compile(""),
    "|": re.compile(r"\\{1,2}\|"),
    "“": re.compile(""),
    "”": re.compile(""),
    "\ufffd": re.compile("\0|&#[^;]+;"),
}


@settings(max_examples=400, deadline=None)
@given(HTML)
@example("<p>He said &rsquo;no<b> wor</b>d &notit;<br>&amp left<nav>x")
def test_html_is_traced(html: str) -> None:
    document = _document(html, "page.html")
    if document is not None:
        _assert_traced(document, _HTML_WRITES)
        for span, _ in document.roles:
            assert 0 < len(span) <= len(document[span])


@settings(max_examples=400, deadline=None)
@given(MARKDOWN)
@example("Mr.\\|\n---\n\\|`c\\|d` \\| \\\\|*\\|*|\n")
@example("# A *b* #\n\n> c\n> d\\\ne  \nf\n\n- g\n  h\n\n|a|b|\n|-|-|\n|c \\| d|e|\n")
def test_markdown_is_traced(markdown: str) -> None:
    document = _document(markdown, "story.md")
    if document is not None:
        _assert_traced(document, _MARKDOWN_WRITES)
        for span, _ in document.roles:
            assert 0 < len(span) <= len(document[span])


@settings(max_examples=300, deadline=None)
@given(TEXTS.filter(lambda text: text.strip()), st.booleans())
def test_json_is_traced(text: str, ascii_only: bool) -> None:
    written = json.dumps({"id": "a", "text": text, "more": [1]}, ensure_ascii=ascii_only)
    (document,) = read(written.encode("utf-8", "replace"), "feed.jsonl")
    assert isinstance(document, Document)
    expected = text if ascii_only else text.encode("utf-8", "replace").decode()
    assert document.text == re.sub("[\ud800-\udfff]", "\ufffd", expected)
    for piece in document.source_map.pieces:
        written = document.in_file[piece.origin.start : piece.origin.end]
        decoded = json.loads(f'"{written}"', strict=False)
        assert document[piece.text] == re.sub("[\ud800-\udfff]", "\ufffd", decoded)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_plain_text_is_its_own_file(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass") if "\ud800" not in text else text.replace("\ud800", "").encode()
    try:
        records = list(read(data, "story.txt"))
    except ReadError:
        return
    for record in records:
        assert not isinstance(record, Unread)
        begins = record.source_map.to_origin(Span(0, 0)).start
        assert data[record.file_offset :].decode(record.encoding) == record.text
        assert begins == 0


class _Shown(HTMLParser):
    """The standard library's idea of a page's text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data


_PLAIN_HTML = (
    *("<p>", "</p>", "<b>", "</b>", "<i class='a>b'>", "</i>", "<h1>", "</h1>", "<li>", "</li>", "<br>", "<!-- c -->"),
    *("a", "talks", "é", "😀", " ", "\n ", "&amp;", "&rsquo;", "&#8217;", "&notit;", "&bogus;", "< 5"),
    *('<a href="?a&b">', "</a>"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PLAIN_HTML), max_size=30).map("".join))
def test_no_word_of_a_page_is_lost(html: str) -> None:
    document = _document(html, "page.html")
    assert (document.text if document else "").split() == _split_by_tags(html)


def _split_by_tags(html: str) -> list[str]:
    return _Shown(re.sub(r"<(/?(?:p|h1|li)|br)>", r" <\1>", html)).text.split()


_PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])


def _rendered(markdown: str) -> str:
    """What markdown-it-py says is shown, without white space."""
    shown = []
    for block in _PARSER.parse(markdown):
        for token in block.children or ():
            if token.type in {"text", "code_inline"}:
                shown.append(token.content)
        if block.type == "html_block" and not block.level:
            return ""
    return "".join("".join(shown).split())


@settings(max_examples=400, deadline=None)
@given(MARKDOWN.filter(lambda markdown: "---" not in markdown))
@example("- `\n\tcode\n`")
@example("1. talks\n\t`a\n\t  b`")
def test_no_word_of_markdown_is_lost(markdown: str) -> None:
    markdown = markdown.replace("\0", "")
    expected = _rendered(markdown)
    if expected:
        document = _document(markdown, "story.md")
        assert document is not None
        assert "".join(document.text.split()) == expected


@pytest.mark.parametrize("path", ["page.html", "story.md"])
def test_a_word_in_two_parts_is_one_word_and_points_at_both(path: str) -> None:
    (document,) = read(b"<p>The <b>wor</b>d ended.</p>\n" if path == "page.html" else b"The **wor**d ended.\n", path)
    assert isinstance(document, Document)
    assert document.text == "The word ended."
    at = document.source_map.to_origin(Span(4, 8))
    assert document.in_file[at.start : at.end] == ("wor</b>d" if path == "page.html" else "wor**d")
