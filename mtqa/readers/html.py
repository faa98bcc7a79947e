"""HTML pages and fragments: the story as a browser shows it, every character traced to the file."""

from __future__ import annotations

import re

from mtqa.readers._base import File, Format, Records

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_COMMENT_FIRST = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--(?!-?>).*?-->\s*)*", re.DOTALL)
_FRAGMENT = re.compile(
    r"<(?:article|section|main|header|div|p|h[1-6]|figure|blockquote|ul|ol|table)[\s>]", re.IGNORECASE
)


def read(file: File) -> Records:
    """One document: the article, where the page says what of it that is, or all that the page shows.

    Navigation, scripts and what is hidden is never read. White space is collapsed as browsers do it; blocks are
    paragraphs.

    Raises:
        ReadError: if the page has no text.
    """
    from mtqa.readers._article import story_of

    return story_of(file)


def _recognises(file: File) -> bool:
    comments = _COMMENT_FIRST.match(file.head)
    return bool(_PAGE.match(file.head, comments.end() if comments else 0))


def _resembles(file: File) -> bool:
    return bool(_FRAGMENT.match(file.head))


FORMAT = Format(read, frozenset({".html", ".htm", ".xhtml", ".shtml"}), _recognises, _resembles)
