"""Counts of a group of stories, and how sure they make us: shares and penalties with their 95 % intervals.

A `Tally` is a handful of sums, so that tallies of groups add up to the tally of all, in DuckDB, here, and in the
page's script alike. Penalties are ratios of sums (points of all stories to words of all stories), and vary from story
to story far more than chance over words would have it; so their intervals take the story as the unit that is drawn:
the linearised variance of a ratio of means (W. G. Cochran, Sampling Techniques, 3rd ed., 1977, section 6.4), on the
logarithmic scale, because penalties are never negative and lean to the right. Shares have E. B. Wilson's interval
(Probable inference, the law of succession, and statistical inference, 1927).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from math import exp, sqrt

from mtqa.model.result import Verdict

#: The quantile of the normal distribution that leaves 2.5 % on either side.
_Z = 1.959964
#: A group of fewer stories is shown, but not ranked.
FEW = 30
#: Of fewer stories nothing can be said about how much they vary.
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value is, in 95 of 100 such cases."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over stories: how many, by verdict; words and penalty points; and sums of squares and products of these.

    ``words`` and ``points`` of each story give ``points2``, ``cross`` and ``words2``: the sums of points², points times
    words, and words².
    """

    held: int = 0
    revise: int = 0
    passed: int = 0
    words: int = 0
    points: int = 0
    points2: float = 0.0
    cross: float = 0.0
    words2: float = 0.0

    @property
    def stories(self) -> int:
        """How many stories."""
        return self.held + self.revise + self.passed

    @property
    def is_few(self) -> bool:
        """Whether the stories are too few for the group to be ranked among others."""
        return self.stories < FEW

    def number(self, verdict: Verdict) -> int:
        """How many stories have that verdict."""
        return {Verdict.HOLD: self.held, Verdict.REVISE: self.revise, Verdict.PASS: self.passed}[verdict]

    def share(self, verdict: Verdict) -> float:
        """The share of stories with that verdict; 0 of none."""
        return self.number(verdict) / self.stories if self.stories else 0.0

    @property
    def npt(self) -> float:
        """Penalty points per 1,000 words, over all words of the group; 0 of none."""
        return 1000 * self.points / self.words if self.words else 0.0

    @property
    def error(self) -> float:
        """The standard error of the penalty; 0 where it cannot be known."""
        if self.stories < _LEAST or not self.words:
            return 0.0
        rate = self.points / self.words
        residual = max(self.points2 - 2 * rate * self.cross + rate * rate * self.words2, 0.0)
        return 1000 * sqrt(residual * self.stories / (self.stories - 1)) / self.words

    @property
    def interval(self) -> Interval | None:
        """Where the group's penalty would be had we more of its stories; None for too few, or without any penalty."""
        if self.stories < _LEAST or not self.points:
            return None
        reach = exp(quantile(self.stories - 1) * self.error / self.npt)
        return Interval(self.npt / reach, self.npt * reach)

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> Tally:
        """All of them together; nothing where there are none."""
        return cls.of(map(sum, zip(cls().values(), *(one.values() for one in tallies), strict=True)))

    @classmethod
    def of(cls, values: Iterable[float]) -> Tally:
        """From the sums, in the order of the fields."""
        held, revise, passed, words, points, *moments = values
        return cls(int(held), int(revise), int(passed), int(words), int(points), *moments)

    def values(self) -> tuple[float, ...]:
        """The sums, in the order of the fields."""
        return tuple(getattr(self, field.name) for field in fields(self))


def quantile(freedom: int) -> float:
    """Student's t that leaves 2.5 % above it, for 4 and more degrees of freedom, to 0.01.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
    """
    z = _Z
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def wilson(number: int, total: int) -> Interval:
    """Where the true share is if ``number`` of ``total`` were seen."""
    if not total:
        return Interval(0.0, 1.0)
    share = number / total
    spread = _Z * _Z / total
    middle = share + spread / 2
    reach = _Z * sqrt(share * (1 - share) / total + spread / (4 * total))
    return Interval(
        0.0 if number == 0 else (middle - reach) / (1 + spread),
        1.0 if number == total else (middle + reach) / (1 + spread),
    )
