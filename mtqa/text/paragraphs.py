"""Paragraphs and their roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.model.span import Span
from mtqa.text.pattern import Pattern
from mtqa.text.structure import Paragraph, Role

_BLOCK = Pattern(r"\S[^\n]*(?:\s*\n\s*|\s*$)")


def paragraphs(text: str, roles: Sequence[tuple[Span, Role]] = ()) -> Iterator[Paragraph]:
    """Paragraphs that tile ``text``; ``roles`` are stretches whose role is known."""
    start = 0
    for match in _BLOCK.finditer(text):
        end = match.end()
        first = match.start()
        content = Span(first, first + len(text[first:end].rstrip()))
        known = next((role for span, role in roles if span.overlaps(content)), None)
        role = known or Role.HEADLINE if start == 0 and text[content.end - 1] not in '.!?”"' else Role.BODY
        yield Paragraph(Span(start, end), content, role)
        start = end
