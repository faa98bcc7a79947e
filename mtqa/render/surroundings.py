"""What a report for other programs is told beside results: about rules, about paths, and about what a gate stops."""

from __future__ import annotations

from collections.abc import Callable

from mtqa.model.mqm import Category, Severity
from mtqa.model.records import dataclass
from mtqa.model.result import Result


@dataclass(frozen=True, slots=True)
class RuleHelp:
    """A rule as other programs show it. ``markdown`` is its whole page, ``url`` where that page can be read."""

    code: str
    name: str
    summary: str
    markdown: str
    severity: Severity
    category: Category
    confidence: float
    url: str = ""


def _of_no_rule(_code: str) -> RuleHelp | None:
    return None


def _passes(_result: Result) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``named`` gives a path as the report's reader knows it: seen from the top of the repository.

    ``rule`` describes a rule by its code, ``stops`` gives the reasons for which a gate stops a document: none for one
    that passes.
    """

    named: Callable[[str], str] = str
    rule: Callable[[str], RuleHelp | None] = _of_no_rule
    stops: Callable[[Result], tuple[str, ...]] = _passes


NONE = Surroundings()
