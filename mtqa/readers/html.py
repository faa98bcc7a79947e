"""HTML pages and fragments: the story as a browser shows it, every character traced to the file."""

from __future__ import annotations

import re

from mtqa.readers._base import File, Format, Records
from mtqa.readers._extract import Extract

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_COMMENT_FIRST = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--(?!-?>).*?-->\s*)*", re.DOTALL)
_FRAGMENT = re.compile(
    r"<(?:article|section|main|header|div|p|h[1-6]|figure|blockquote|ul|ol|table)[\s>]", re.IGNORECASE
)


def read(file: File) -> Records:
    """One document: the page's text without navigation, scripts and what is hidden.

    White space is collapsed as browsers do it; blocks are paragraphs.

    Raises:
        ReadError: if the page shows no text.
    """
    from mtqa.readers._html_text import HtmlText, escape
    from mtqa.readers._page import page_document

    html = file.decoded.text
    page = HtmlText(html, Extract(html, escape=escape))
    yield page_document(file, page, page.extract)


def _recognises(file: File) -> bool:
    comments = _COMMENT_FIRST.match(file.head)
    return bool(_PAGE.match(file.head, comments.end() if comments else 0))


def _resembles(file: File) -> bool:
    return bool(_FRAGMENT.match(file.head))


FORMAT = Format(read, frozenset({".html", ".htm", ".xhtml", ".shtml"}), _recognises, _resembles)
