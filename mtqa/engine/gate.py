"""What a gate decides on a story: to stop it, and for which reasons."""

from __future__ import annotations

from collections import Counter

from mtqa.model.mqm import Severity
from mtqa.model.records import dataclass
from mtqa.model.result import SMALL_SAMPLE, Result


@dataclass(frozen=True, slots=True)
class Gate:
    """``fail_on``: from which severity on a finding stops a story; ``max_npt``: how many points per 1,000 words may.

    Findings in preview stop nothing. A story of fewer than 500 words, too short a sample for a rate, is measured as if
    it had 500, so that one slip in a brief does not weigh as much as ten in a report.
    """

    fail_on: Severity | None = None
    max_npt: float | None = None

    def reasons(self, result: Result) -> tuple[str, ...]:
        """Why a story is stopped, in words; none for one that passes."""
        reasons = []
        if self.fail_on is not None and (grave := _grave(result, self.fail_on)):
            reasons.append(grave)
        if self.max_npt is not None and (npt := rate(result)) > self.max_npt:
            reasons.append(f"{npt:g} penalty points per 1,000 words, {self.max_npt:g} are allowed")
        return tuple(reasons)


def rate(result: Result) -> float:
    """Penalty points per 1,000 words, of 500 words at least."""
    return round(result.score.npt * result.words / max(result.words, SMALL_SAMPLE), 2)


def _grave(result: Result, least: Severity) -> str:
    """``1 critical and 2 major findings``; empty where there are none."""
    found = Counter(one.weighed for one in result.findings)
    parts = [(found[one], one.label) for one in reversed(Severity) if one.value >= max(least.value, 1) and found[one]]
    if not parts:
        return ""
    words = " and ".join(f"{number:,} {label}" for number, label in parts)
    return f"{words} {'finding' if parts[-1][0] == 1 else 'findings'}"
