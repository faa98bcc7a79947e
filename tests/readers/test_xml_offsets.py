"""Every word of a story in XML is where its source map says, however the file writes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtqa.model.errors import ReadError
from mtqa.model.span import Span
from mtqa.model.unread import Unread
from mtqa.readers import read
from mtqa.text.document import Document
from tests.readers.fragments import HTML

_WORDS = (
    *("Mr.", "talks", "U.S.", "é", "e\u0301", "😀", "“no”", "don't", "3,2", "...", ". .", "&", "&amp;", "&lt;p&gt;"),
    *("<b>", "a<b", "]]", "&#8217;", "&bogus;", "@@", "“", "”", "R&D", '"so"', "¼"),
)
_PARAGRAPH = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map(" ".join)
PARAGRAPHS = st.lists(_PARAGRAPH, min_size=1, max_size=4)

#: How a text is written where XML wants it escaped.
Write = Callable[[str], str]


def _numbers(text: str) -> str:
    return "".join(one if (one.isalnum() and one.isascii()) or one == " " else f"&#{ord(one)};" for one in text)


def _hexadecimal(text: str) -> str:
    return "".join(one if one == " " else f"&#x{ord(one):x};" for one in text)


def _named(text: str) -> str:
    return escape(text, {"“": "&ldquo;", "é": "&eacute;", '"': "&quot;"})


WRITES = (escape, _numbers, _hexadecimal, _named)


def _html(paragraphs: list[str], write: Write) -> str:
    return "\n".join(f"<p>{write(paragraph)}</p>" for paragraph in paragraphs)


def _section(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]&gt;") + "]]>"


def _rss(content: str) -> str:
    item = f"<item><guid>1</guid><description>{content}</description></item>"
    return f'<?xml version="1.0"?>\n<rss><channel>{item}</channel></rss>'


def _atom(content: str, kind: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="{kind}">{content}</content></entry></feed>'


def _g2(content: str) -> str:
    item = f'<newsItem guid="1"><contentSet>{content}</contentSet></newsItem>'
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{item}</itemSet></newsMessage>'


def _newsml(content: str) -> str:
    data = f"<ContentItem><DataContent>{content}</DataContent></ContentItem>"
    return f"<NewsML><NewsItem><NewsComponent>{data}</NewsComponent></NewsItem></NewsML>"


def _xhtml(paragraphs: list[str], write: Write) -> str:
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{_html(paragraphs, write)}</div>'


def _nitf(paragraphs: list[str], write: Write) -> str:
    return f"<nitf><body><body.content>{_html(paragraphs, write)}</body.content></body></nitf>"


#: Files of the same story: how it is made of paragraphs, and in how many layers characters are escaped.
FILES: dict[str, tuple[int, Callable[[list[str], Write], str]]] = {
    "RSS, escaped": (2, lambda some, write: _rss(escape(_html(some, write)))),
    "RSS, escaped by numbers": (2, lambda some, write: _rss(_numbers(_html(some, write)))),
    "RSS, a section": (1, lambda some, write: _rss(_section(_html(some, write)))),
    "RSS, XHTML": (1, lambda some, write: _rss(_xhtml(some, write))),
    "Atom, HTML": (2, lambda some, write: _atom(escape(_html(some, write)), "html")),
    "Atom, XHTML": (1, lambda some, write: _atom(_xhtml(some, write), "xhtml")),
    "Atom, text": (1, lambda some, write: _atom(write("talks " + " ".join(some)), "text")),
    "NITF": (1, _nitf),
    "G2, NITF": (1, lambda some, write: _g2(f"<inlineXML>{_nitf(some, write)}</inlineXML>")),
    "G2, XHTML": (1, lambda some, write: _g2(f"<inlineXML><html>{_xhtml(some, write)}</html></inlineXML>")),
    "G2, lines": (1, lambda some, write: _g2(f"<inlineData>{write('talks ' + ' '.join(some))}</inlineData>")),
    "NewsML 1, XHTML": (1, lambda some, write: _newsml(_xhtml(some, write))),
    "NewsML 1, a section": (1, lambda some, write: _newsml(_section(_html(some, write)))),
    "NewsML 1, NITF": (1, lambda some, write: _newsml(_nitf(some, write))),
}


def _only(data: str) -> Document:
    (document,) = read(data.encode(), "news.xml")
    assert isinstance(document, Document)
    return document


def _assert_words_traced(document: Document, layers: int) -> None:
    for word in re.finditer(r"\S+", document.text):
        origin = document.source_map.to_origin(Span(*word.span()))
        written = document.in_file[origin.start : origin.end]
        for _ in range(layers):
            written = unescape(written)
        assert written == word[0]


@pytest.mark.parametrize("form", FILES)
@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from(WRITES))
@example(["Talks ended. . &amp; “no” <b>"], escape)
def test_no_word_is_lost_and_each_is_traced(form: str, paragraphs: list[str], write: Write) -> None:
    layers, make = FILES[form]
    document = _only(make(paragraphs, write))
    words = " ".join(paragraphs).split()
    assert document.text.split() == (["talks", *words] if form in {"Atom, text", "G2, lines"} else words)
    _assert_words_traced(document, layers)


@pytest.mark.parametrize("form", ["RSS, escaped", "RSS, a section"])
@settings(max_examples=150, deadline=None)
@given(HTML)
def test_html_in_a_feed_is_the_same_as_in_a_page(form: str, html: str) -> None:
    html = f"<p>talks {html}</p>".replace("]]>", "]] >").replace("\0", "")
    content = escape(html) if form == "RSS, escaped" else _section(html)
    (page,) = _records(html, "page.html")
    (entry,) = _records(_rss(content), "feed.rss")
    if isinstance(page, Document):
        assert isinstance(entry, Document)
        assert entry.text == page.text
        assert entry.roles == page.roles
    else:
        assert isinstance(entry, Unread)


def _records(data: str, path: str) -> list[Document | Unread | str]:
    try:
        return list(read(data.encode("utf-8", "replace"), path, format="html" if path == "page.html" else "rss"))
    except ReadError as error:
        return [str(error)]


@settings(max_examples=300, deadline=None)
@given(HTML)
@example("<p>He said &rsquo;no<b> wor</b>d &notit;<br>&amp left<nav>x")
def test_markup_that_is_no_xml_is_traced_too(html: str) -> None:
    for record in _records(f"<rss><item><title>T</title><description>{html}</description></item></rss>", "feed.rss"):
        if isinstance(record, Document):
            assert record.source_map.length == len(record.text)
            for piece in record.source_map.pieces:
                if piece.verbatim:
                    assert record[piece.text] == record.in_file[piece.origin.start : piece.origin.end]


def test_a_word_in_two_parts_is_one_word_and_points_at_both() -> None:
    document = _only(_rss("&lt;p&gt;The &lt;b&gt;wor&lt;/b&gt;d ended.&lt;/p&gt;"))
    assert document.text == "The word ended."
    at = document.source_map.to_origin(Span(4, 8))
    assert document.in_file[at.start : at.end] == "wor&lt;/b&gt;d"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig", "windows-1252"])
def test_items_stand_where_the_bytes_say_they_do(encoding: str) -> None:
    items = "\r\n".join(f"<item>\r\n<title>Café “{number}”</title></item>" for number in range(3))
    data = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\r\n<rss>{items}</rss>'.encode(encoding)
    for number, document in enumerate(read(data, "feed.xml")):
        assert isinstance(document, Document)
        assert document.text == f"Café “{number}”"
        assert data[document.file_offset :].startswith(document.in_file.encode(document.encoding))
        place = document.place(Span(0, 4))
        line = data.decode(encoding).split("\r\n")[place.line - 1]
        assert line[place.column - 1 :].startswith("Café")
