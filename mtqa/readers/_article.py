"""The article of a page: who says what it is, and the paragraphs that are meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from json import JSONDecodeError
from typing import NamedTuple

from mtqa.model.dismissal import Dismissal
from mtqa.model.errors import ReadError
from mtqa.model.span import Span
from mtqa.readers._base import File
from mtqa.readers._extract import Extract
from mtqa.readers._html_text import HtmlText, escape
from mtqa.readers._html_tokens import HtmlToken, Kind, html_tokens
from mtqa.readers._json_places import Placed, parse
from mtqa.readers._json_records import escape as escape_json
from mtqa.readers._json_records import string_map
from mtqa.readers._page import page_document
from mtqa.text.document import Document
from mtqa.text.structure import Role

_LINKED = re.compile(r"application/ld\+json", re.IGNORECASE)
_BODY_PROPERTY = re.compile(r"""\sitemprop\s*=\s*["']?articleBody\b""", re.IGNORECASE)
#: What a page has that marks its article so.
_BODY_NAME, _ARTICLE_TAG, _MAIN_TAG = (re.compile(text, re.IGNORECASE) for text in ("articleBody", "<article", "<main"))
#: Words in a row by which a paragraph is known again; how many of them a paragraph of the article shares with it.
_ROW, _SHARE = 5, 0.6
#: What is called the article has at least so many words.
_FEWEST = 25
#: The share of the article that the page must show, for what it shows to be read.
_SHOWN = 0.4
_WORD = re.compile(r"\w+")
#: A paragraph of so many words that ends as a sentence does is prose, and so much of a page's prose is its article, or
#: what the page calls its article is believed to be a teaser.
_PROSE, _PROSE_SHARE = 12, 0.5
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z")
_BY_SCRIPT = "The page shows its text only by a script: what was checked is the text in its linked data."
_IN_PART = (
    "Of the page only the article was checked, {article:,} of {page:,} words; `--input-format page` checks all of it."
)
_MISSING = (
    "the page does not say which part of it is the article; `pip install 'mtqa[article]'` lets mtqa find out, and "
    "`--input-format page` reads the whole page"
)


#: A text in linked data, and where the script begins that has it.
_Linked = tuple[Placed, int]


class _Part(NamedTuple):
    """What is read of a page. ``moved``: for each stretch of the text that the page shows, where it begins here."""

    extract: Extract
    moved: tuple[tuple[Span, int], ...] = ()


def story_of(file: File) -> Iterator[Document]:
    """The article, where the page itself says what it is and that is most of its prose; else all of the page.

    Raises:
        ReadError: if the page has no text.
    """
    html, page, linked = _opened(file)
    part = _said(html, page.extract, linked)
    if linked is not None and _is_missing((part or _Part(page.extract)).extract, linked):
        yield page_document(file, page, _of_linked_data(html, linked), notes=(_BY_SCRIPT,))
    elif part is None or not _is_most(part.extract, page.extract):
        yield page_document(file, page, page.extract, page.extract.dismissals(file.path))
    else:
        yield _document(file, page, part)


def article_of(file: File) -> Iterator[Document]:
    """The article of the page, as the page says or else as trafilatura finds it.

    Raises:
        ReadError: if the page shows no text, or nothing says what of it is the article.
    """
    html, page, linked = _opened(file)
    part = _said(html, page.extract, linked) or _selected(html, page.extract, _Known(_found(file, html)))
    if linked is not None and _is_missing(part.extract, linked):
        yield page_document(file, page, _of_linked_data(html, linked), notes=(_BY_SCRIPT,))
    else:
        yield _document(file, page, part)


def _opened(file: File) -> tuple[str, HtmlText, _Linked | None]:
    """The page's source, what it shows, and the article in its linked data."""
    html = file.decoded.text
    return html, HtmlText(html, Extract(html, escape=escape)), _linked(html)


def _document(file: File, page: HtmlText, part: _Part) -> Document:
    article, whole = (len(extract.text.split()) for extract in (part.extract, page.extract))
    notes = (_IN_PART.format(article=article, page=whole),) if article < whole else ()
    return page_document(file, page, part.extract, tuple(_dismissals(file, page.extract, part)), notes=notes)


def _dismissals(file: File, shown: Extract, part: _Part) -> Iterator[Dismissal]:
    """What the comments of the page say of the part that is read."""
    for dismissal in shown.dismissals(file.path):
        if (span := dismissal.span) is None:
            yield dismissal
            continue
        parts = [
            Span(to + max(span.start - stretch.start, 0), to + min(span.end, stretch.end) - stretch.start)
            for stretch, to in part.moved
            if stretch.start < span.end and span.start < stretch.end
        ]
        if parts:
            yield replace(dismissal, span=Span(parts[0].start, parts[-1].end))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _rows(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


class _Known:
    """A text by its rows of words, to tell which paragraphs stand in it."""

    def __init__(self, text: str) -> None:
        self._words = _words(text)
        self._rows: dict[int, set[tuple[str, ...]]] = {}

    def has(self, paragraph: str) -> bool:
        """Whether a paragraph stands in the text, wholly or for the most part."""
        words = _words(paragraph)
        length = min(len(words), _ROW)
        if not length:
            return False
        if length not in self._rows:
            self._rows[length] = set(_rows(self._words, length))
        rows = list(_rows(words, length))
        return sum(row in self._rows[length] for row in rows) >= _SHARE * len(rows)


def _said(html: str, shown: Extract, linked: _Linked | None) -> _Part | None:
    """The paragraphs of the article as the page itself says: in its linked data, or by an element."""
    if linked is not None:
        return _selected(html, shown, _Known(linked[0]))
    region = _region(html)
    return _kept(html, shown, lambda _, at: region.start <= at < region.end) if region is not None else None


def _selected(html: str, shown: Extract, known: _Known) -> _Part:
    return _kept(html, shown, lambda text, _: known.has(text))


def _kept(html: str, shown: Extract, is_part: Callable[[str, int], bool]) -> _Part:
    """The headline and those paragraphs of what is ``shown`` that are part of the article."""
    text, kept = shown.text, Extract(html, escape=escape)
    moved = []
    roles = {span.start: (span, role) for span, role in shown.roles}
    headline = next((span for span, role in shown.roles if role is Role.HEADLINE), None)
    for start, end in _paragraphs(text):
        at = shown.source_map.to_origin(Span(start, start + 1)).start
        if not (headline is not None and headline.start == start) and not is_part(text[start:end], at):
            continue
        if kept.length:
            kept.put("\n\n", at, at)
        begins = kept.length
        moved.append((Span(start, end), begins))
        kept.copy_from(shown, start, end)
        if start in roles and roles[start][0].end <= end:
            kept.mark(roles[start][1], start, begins)
    return _Part(kept, tuple(moved))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield start, end
        start = end + 2


def _is_most(part: Extract, shown: Extract) -> bool:
    return _prose(part.text) >= _PROSE_SHARE * _prose(shown.text)


def _prose(text: str) -> int:
    """How many words stand in paragraphs of sentences."""
    paragraphs = (paragraph for paragraph in text.split("\n\n") if _ENDS_SENTENCE.search(paragraph))
    return sum(count for paragraph in paragraphs if (count := len(paragraph.split())) >= _PROSE)


def _is_missing(extract: Extract, linked: _Linked) -> bool:
    return len(_words(extract.text)) < _SHOWN * len(_words(linked[0]))


def _of_linked_data(html: str, linked: _Linked) -> Extract:
    body, start = linked
    extract = Extract(html, escape=escape_json)
    inner = Extract(body)
    inner.copy(0, len(body))
    extract.embed(inner, string_map(html, start + body.start, len(body)))
    return extract


# What the page says


def _linked(html: str) -> _Linked | None:
    """The longest ``articleBody`` in the page's linked data, and where the script begins that has it."""
    found: list[_Linked] = []
    if "articleBody" not in html:
        return None
    linked = 0
    for token in html_tokens(html):
        if token.kind is Kind.START and token.name == "script":
            linked = token.end if _LINKED.search(html, token.start, token.end) else 0
        elif token.kind is Kind.RAW and token.name == "script" and token.start == linked:
            try:
                found += ((body, token.start) for body in _bodies(parse(html[token.start : token.end])))
            except JSONDecodeError:
                continue
    best = max(found, key=lambda one: len(one[0]), default=None)
    return best if best and len(_words(best[0])) >= _FEWEST else None


def _bodies(value: object) -> Iterator[Placed]:
    waiting: list[object] = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, dict):
            if isinstance(body := inner.get("articleBody"), Placed):
                yield body
            waiting += inner.values()
        elif isinstance(inner, list):
            waiting += inner


def _region(html: str) -> Span | None:
    """Where the element stands that the page marks as its article: the only one, or the first that holds a body."""
    for needed, marks in ((_BODY_NAME, _is_body), (_ARTICLE_TAG, _is_article), (_MAIN_TAG, _is_main)):
        if needed.search(html):  # reading all tags takes as long as reading the page
            regions = list(_elements(html, marks))
            if len(regions) == 1:
                return regions[0]
    return None


def _is_body(html: str, token: HtmlToken) -> bool:
    return bool(_BODY_PROPERTY.search(html, token.start, token.end))


def _is_article(_: str, token: HtmlToken) -> bool:
    return token.name == "article"


def _is_main(_: str, token: HtmlToken) -> bool:
    return token.name == "main"


def _elements(html: str, marks: Callable[[str, HtmlToken], bool]) -> Iterator[Span]:
    """The outermost elements that are marked so."""
    name, depth, begins = "", 0, 0
    for token in html_tokens(html):
        if not depth:
            if token.kind is Kind.START and marks(html, token):
                name, depth, begins = token.name, 1, token.end
        elif token.name == name and token.kind is Kind.START:
            depth += 1
        elif token.name == name and token.kind is Kind.END:
            depth -= 1
            if not depth:
                yield Span(begins, token.start)


def _found(file: File, html: str) -> str:
    """What trafilatura takes for the article."""
    try:
        from trafilatura import extract
    except ImportError as error:
        raise ReadError(f"{file.path}: {_MISSING}") from error
    found = extract(html, include_comments=False)
    if not found:
        raise ReadError(f"{file.path}: no article was found in the page; `--input-format page` reads all of it")
    return str(found)
