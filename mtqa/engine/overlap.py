"""One finding a place: what to keep where rules point at the same words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from mtqa.model.mqm import Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Hit, Rule

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


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates no two of which share a character, in text order.

    What silences others goes first; then the gravest, what a house asks for, the surest, the shortest, the first.
    """
    taken = _Taken()
    kept = [candidate for candidate in sorted(candidates, key=_rank) if taken.add(candidate[1].span)]
    return sorted(kept, key=lambda candidate: (candidate[1].span, candidate[0].code))
