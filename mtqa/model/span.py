"""Where something is: a half-open range of code points."""

from __future__ import annotations

import re

from mtqa.model.records import dataclass


@dataclass(frozen=True, order=True, slots=True, init=False)
class Span:
    """Characters ``start`` (included) to ``end`` (excluded) of a text, in code points.

    Raises:
        ValueError: if not ``0 <= start <= end``.
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        # What `dataclass` would write takes twice as long, and a story has hundreds.
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        _set_start(self, start)
        _set_end(self, end)

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


_set_start, _set_end = (vars(Span)[name].__set__ for name in ("start", "end"))
