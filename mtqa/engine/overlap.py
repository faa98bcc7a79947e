"""One finding a place: what to keep where rules point at the same words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mtqa.model.mqm import Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Hit, Rule
from mtqa.text.pattern import Pattern

_WORD = Pattern(r"[^\W_]+(?:[’'-][^\W_]+)*")
#: Fewer words that others leave are not worth a finding of their own.
_FEWEST = 3
#: A hit with the rule it came from and the severity it will be reported with.
Candidate = tuple[Rule, Hit, Severity]


def _rank(candidate: Candidate) -> tuple[bool, int, bool, float, int, Span, str]:
    rule, hit, severity = candidate
    confidence = rule.confidence if hit.confidence is None else hit.confidence
    return (not rule.silences, -severity.value, not rule.house, -confidence, len(hit.span), hit.span, rule.code)


class _Taken:
    """Disjoint stretches that findings hold already."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, span: Span) -> bool:
        """Take ``span``; False when something holds a part of it."""
        start, end = span.start, max(span.end, span.start + 1)
        index = bisect_right(self._starts, start)
        if index and self._ends[index - 1] > start:
            return False
        if index < len(self._starts) and self._starts[index] < end:
            return False
        position = bisect_left(self._starts, start)
        self._starts.insert(position, start)
        self._ends.insert(position, end)
        return True

    def rest(self, span: Span) -> Iterator[Span]:
        """The stretches of ``span`` that nothing holds."""
        at = span.start
        for index in range(max(0, bisect_right(self._starts, at) - 1), len(self._starts)):
            if self._starts[index] >= span.end:
                break
            if at < self._starts[index]:
                yield Span(at, self._starts[index])
            at = max(at, self._ends[index])
        if at < span.end:
            yield Span(at, span.end)


def without_overlaps(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """Candidates no two of which share a character, in the order of the ``text`` that they are about.

    What silences others goes first; then the gravest, what a house asks for, the surest, the shortest, the first. What
    gives way comes last, and keeps the words that are left.
    """
    taken = _Taken()
    ranked = sorted(candidates, key=_rank)
    kept = [candidate for candidate in ranked if not candidate[0].gives_way and taken.add(candidate[1].span)]
    for rule, hit, severity in ranked:
        if rule.gives_way and (span := _left(hit.span, taken, text)) is not None and taken.add(span):
            kept.append((rule, hit if span == hit.span else replace(hit, span=span), severity))
    return sorted(kept, key=lambda candidate: candidate[1].span.start)


def _left(span: Span, taken: _Taken, text: str) -> Span | None:
    """All of ``span`` where nothing holds a part of it, or the longest run of whole words left; None for a few."""
    rests = list(taken.rest(span))
    if rests == [span]:
        return span
    longest = max((list(_WORD.finditer(text, rest.start, rest.end)) for rest in rests), key=len, default=[])
    return Span(longest[0].start(), longest[-1].end()) if len(longest) >= _FEWEST else None
