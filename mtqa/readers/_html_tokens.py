"""HTML cut into tags, comments, character references and text, by offset, as browsers cut it.

Linear in the page whatever it holds; `html.parser` is neither linear nor the same from one Python to the next,
and knows lines and columns instead of offsets. Source: https://html.spec.whatwg.org/multipage/parsing.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    REFERENCE = auto()
    START = auto()
    END = auto()
    COMMENT = auto()
    #: What stands inside a script, a style and their like, where no tag counts but the end.
    RAW = auto()


class HtmlToken(NamedTuple):
    """A stretch of the page; ``name`` is the tag's in lower case, or the text of a character reference."""

    kind: Kind
    start: int
    end: int
    name: str = ""


#: Elements whose content is not markup.
RAW_ELEMENTS = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})

_MARKUP = re.compile(r"[<&]")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_TAG_MARK = re.compile(r""">|=\s*["']""")
_COMMENT_END = re.compile(r"--!?>")
#: Digits that a character reference can need; longer ones name no character.
_DIGITS = 8
#: How many tags may turn out to have an unclosed quotation before quotation marks in tags stop counting.
_PATIENCE = 32


@lru_cache
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def reference(source: str) -> tuple[str, int]:
    """What a character reference stands for, and how much of ``source`` it takes; 0 if it is none.

    ``&notit;`` is ``&not`` and the letters ``it;``, as in browsers.
    """
    from html import unescape
    from html.entities import html5

    if source[1] == "#":
        digits = source.strip("&#xX;").lstrip("0")
        return ("\ufffd" if len(digits) > _DIGITS else unescape(source)), len(source)
    for end in range(len(source), 2, -1):
        if source[1:end] in html5:
            return html5[source[1:end]], end
    return "", 0


def html_tokens(html: str) -> Iterator[HtmlToken]:
    """Tokens of a page or a fragment, in order; what they leave out (declarations, broken tags) shows nowhere."""
    return _Cutter(html).tokens()


class _Cutter:
    def __init__(self, html: str) -> None:
        self._html = html
        self._last_close = html.rfind(">")
        self._patience = _PATIENCE

    def tokens(self) -> Iterator[HtmlToken]:
        html, length = self._html, len(self._html)
        text = position = 0
        while position < length:
            found = _MARKUP.search(html, position)
            if not found:
                break
            at = found.start()
            token, position = self._reference(at) if html[at] == "&" else self._tag(at)
            if token is None and position == at + 1:
                continue  # a mark that is only a character
            if text < at:
                yield HtmlToken(Kind.TEXT, text, at)
            text = position
            if token is not None:
                yield token
                if token.kind is Kind.START and token.name in RAW_ELEMENTS:
                    end = _raw_end(token.name).search(html, position)
                    text = position = end.start() if end else length
                    yield HtmlToken(Kind.RAW, token.end, position, token.name)
        if text < length:
            yield HtmlToken(Kind.TEXT, text, length)

    def _reference(self, at: int) -> tuple[HtmlToken | None, int]:
        found = _REFERENCE.match(self._html, at)
        text, length = reference(found[0]) if found else ("", 0)
        if not length:
            return None, at + 1
        return HtmlToken(Kind.REFERENCE, at, at + length, text), at + length

    def _tag(self, at: int) -> tuple[HtmlToken | None, int]:
        """The token that begins with the ``<`` at ``at``, and where the next one begins."""
        html = self._html
        follower = html[at + 1 : at + 2]
        if follower in {"!", "?"}:
            return self._declaration(at)
        closing = follower == "/"
        name = _NAME.match(html, at + 1 + closing) if at < self._last_close else None
        if name:
            end = self._tag_end(name.end())
            return HtmlToken(Kind.END if closing else Kind.START, at, end, name[0].lower()), end
        if closing and at < self._last_close:
            return None, html.index(">", at) + 1
        return None, at + 1

    def _declaration(self, at: int) -> tuple[HtmlToken | None, int]:
        html, length = self._html, len(self._html)
        if not html.startswith("<!--", at):
            end = html.find(">", at) + 1 or length
            return None, end
        if html.startswith(("<!-->", "<!--->"), at):
            end = html.index(">", at) + 1
        else:
            found = _COMMENT_END.search(html, at + 4)
            end = found.end() if found else length
        return HtmlToken(Kind.COMMENT, at, end), end

    def _tag_end(self, position: int) -> int:
        """Where the tag ends whose name ends at ``position``; a ``>`` comes for certain."""
        html, start = self._html, position
        while self._patience:
            mark = _TAG_MARK.search(html, position)
            if mark and mark[0] == ">":
                return mark.end()
            closing = html.find(mark[0][-1], mark.end()) if mark else -1
            if closing < 0:
                self._patience -= 1
                break
            position = closing + 1
        return html.index(">", start) + 1
