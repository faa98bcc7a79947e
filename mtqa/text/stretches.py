"""Few findings for many: stretches of damaged characters gathered by neighbourhood, then by line; short quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mtqa.model.span import Span

#: Stretches closer than this, in characters, are one.
_GAP = 2
#: With more stretches than this an editor needs to see the lines, and with more lines the whole.
_MANY = 12


def _joined(spans: Iterable[Span], text: str, *, by_line: bool) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined:
            last = joined[-1]
            near = "\n" not in text[last.end : span.start] if by_line else span.start - last.end <= _GAP
            if near:
                joined[-1] = Span(last.start, max(last.end, span.end))
                continue
        joined.append(span)
    return joined


def gathered(spans: Iterable[Span], text: str) -> Sequence[Span]:
    """``spans``, in order, with neighbours joined; one a line where they are many, one in all where lines are many."""
    found = _joined(spans, text, by_line=False)
    if len(found) > _MANY:
        found = _joined(found, text, by_line=True)
    if len(found) > _MANY:
        return [Span(found[0].start, found[-1].end)]
    return found


def shortened(quote: str, length: int = 40) -> str:
    """``quote`` on one line, cut to ``length`` characters, for a message."""
    line = " ".join(quote.split())
    return line if len(line) <= length else line[: length - 1] + "…"
