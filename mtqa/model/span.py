"""Where something is: a half-open range of code points."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Characters ``start`` (included) to ``end`` (excluded) of a text, in code points.

    Raises:
        ValueError: if not ``0 <= start <= end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    @classmethod
    def of(cls, match: re.Match[str], group: int | str = 0) -> Span:
        """Where ``group`` of a match stands."""
        return cls(*match.span(group))

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside, borders included."""
        return self.start <= other.start and other.end <= self.end
