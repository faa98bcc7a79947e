"""Punctuation: stray, doubled, misplaced and missing marks and spaces."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rules._base import Bad, Good, Hit, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern

_STRAY_STOP = Pattern(r"(?<=[^\W\d_]|[”\"’)%])(\.)[ \u00a0]+\.(?![.\w])(?! \.)")


@rule(
    "PUN01",
    Category.PUNCTUATION,
    Severity.MINOR,
    Bad("The talks ended[[. .]] Nobody spoke.", fixed="The talks ended. Nobody spoke."),
    Bad("It was a sign of anger[[. .]]", fixed="It was a sign of anger."),
    Good("He paused . . . and left.", why="a spaced ellipsis"),
    Good("The Dow fell. .DJI lost 2 percent.", why="a ticker"),
    screen=r"\.\s+\.",
    confidence=0.98,
)
def stray_full_stop(document: Document) -> Iterator[Hit]:
    """A full stop stands alone after the sentence has ended.

    ## Why it matters
    It shows readers that nobody looked at the text, and often marks a place where words were lost.

    ## Known limits
    A stop that stands alone at the start of a line is left to other rules.
    """
    for match in _STRAY_STOP.finditer(document.text):
        yield Hit(Span.of(match), "A second full stop stands alone after the sentence.", Suggestion(".", safe=True))
