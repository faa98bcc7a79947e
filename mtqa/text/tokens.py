"""Words, figures and marks as spans that tile the text."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.span import Span
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Token, TokenKind

_TOKEN = Pattern(
    r"(?P<SPACE>\s+)"
    r"|(?P<FIGURE>\d+(?:[.,:]\d+)*)"
    r"|(?P<WORD>[^\W\d_]+(?:['’-]?\w+)*)"
    r"|(?P<MARK>.)",
)


def tokens(text: str, span: Span | None = None) -> Iterator[Token]:
    """Tokens that tile ``text``, or the ``span`` of it."""
    start, end = (span.start, span.end) if span else (0, len(text))
    for match in _TOKEN.finditer(text, start, end):
        yield Token(Span.of(match), TokenKind[match.lastgroup or "MARK"])
