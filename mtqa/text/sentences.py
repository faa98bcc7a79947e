"""Sentences as spans; segmentation that survives garbled input, in linear time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.model.span import Span
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Paragraph, Sentence

_BREAK = Pattern(r"[.!?…][\"”’)\]]*\s+(?=[\"“‘(\[]?\w)")


def _content(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, max(left, start + len(piece.rstrip())))


def sentences(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Sentence]:
    """Sentences that tile ``text``; none crosses the end of a paragraph."""
    for index, paragraph in enumerate(paragraphs):
        start = paragraph.span.start
        for match in _BREAK.finditer(text, paragraph.content.start, paragraph.content.end):
            yield Sentence(Span(start, match.end()), _content(text, start, match.end()), index)
            start = match.end()
        end = paragraph.span.end
        yield Sentence(Span(start, end), _content(text, start, end), index)
