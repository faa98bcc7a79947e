"""What a house leaves alone: stretches that its patterns match, and words that it trusts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mtqa.engine.overlap import Candidate
from mtqa.model.span import Span
from mtqa.text.document import Document

#: Families that ask whether a word is one, or spelt as it should be.
_OF_WORDS = frozenset({"NAM", "UNT"})

#: Where something stands in a document, in any order.
Finder = Callable[[Document], Iterable[Span]]


@dataclass(frozen=True, slots=True)
class Exemptions:
    """Findings inside ``ignored`` stretches are left out, and those of the families of words inside ``trusted``."""

    ignored: Finder | None = None
    trusted: Finder | None = None

    def without(self, document: Document, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates that nothing exempts, in their order."""
        kept = list(candidates)
        if kept and self.ignored is not None:
            stretches = _Stretches(self.ignored(document))
            kept = [one for one in kept if not stretches.contain(one[1].span)]
        if self.trusted is not None and any(rule.family in _OF_WORDS for rule, _, _ in kept):
            stretches = _Stretches(self.trusted(document))
            kept = [one for one in kept if one[0].family not in _OF_WORDS or not stretches.contain(one[1].span)]
        return kept


class _Stretches:
    """Spans, those that overlap made one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def contain(self, span: Span) -> bool:
        """Whether ``span`` lies wholly inside one of them."""
        index = bisect_right(self._starts, span.start) - 1
        return index >= 0 and span.end <= self._ends[index]
