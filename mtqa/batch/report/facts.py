"""What a report knows of a run: values only, made by `gather` and shown by `page`, `markdown` and `terminal`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from mtqa.batch.report.periods import Unit
from mtqa.batch.report.run import Damaged
from mtqa.batch.report.tally import Interval, Tally
from mtqa.model.mqm import Severity
from mtqa.model.result import Verdict


@dataclass(frozen=True, slots=True)
class Group:
    """Stories that have something in common: an outlet, say. ``name`` is None where the record does not say."""

    name: str | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class Dimension:
    """A property by which stories are grouped: ``outlet``, ``language``, ``engine`` or ``feed``.

    ``shown`` are the groups of charts: those with enough stories, the worst first, then the smaller ones. ``others``
    are the ``others_number`` groups for which there is no room, together. ``all_groups`` are the largest five thousand.
    ``guessed``: the languages are what the texts read as, because no record declares any.
    """

    name: str
    shown: tuple[Group, ...]
    others: Tally
    others_number: int
    all_groups: tuple[Group, ...]
    guessed: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether there is something to compare."""
        return len(self.shown) > 1


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week, month or year of publication."""

    first: date
    tally: Tally


@dataclass(frozen=True, slots=True)
class Timeline:
    """The periods of the run without a gap; ``undated`` and ``outside`` count the stories that are in none."""

    unit: Unit
    periods: tuple[Period, ...]
    undated: int
    outside: int


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What a rule found: findings, in how many stories, and its part of all penalty points."""

    code: str
    name: str
    why: str
    severity: Severity
    confidence: float
    preview: bool
    findings: int
    stories: int
    points: int
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """Stories whose score is ``low`` or more and less than ``low + 5``; the first one holds all below 0 (None)."""

    low: int | None
    held: int
    revise: int
    passed: int

    @property
    def stories(self) -> int:
        """How many stories."""
        return self.held + self.revise + self.passed


@dataclass(frozen=True, slots=True)
class FoundThere:
    """A finding in its context."""

    code: str
    name: str
    severity: Severity
    preview: bool
    line: int | None
    before: str
    quote: str
    after: str
    message: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story that is shown. ``findings`` are its gravest, in their order; it has ``findings_number``."""

    key: int
    path: str
    id: str
    line: int | None
    headline: str | None
    outlet: str | None
    feed: str | None
    engine: str | None
    language: str | None
    published: datetime | None
    words: int
    verdict: Verdict
    npt: float
    findings: tuple[FoundThere, ...] = ()
    findings_number: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something failed, how often, and one place where it did."""

    reason: str
    number: int
    place: str


@dataclass(frozen=True, slots=True)
class Failures:
    """What failed in one way; ``reasons`` are the most frequent, of ``different``."""

    kind: str
    number: int
    reasons: tuple[Reason, ...]
    different: int


@dataclass(frozen=True, slots=True)
class State:
    """How far a run has come, by its manifest. ``finished`` is None where there is no manifest to tell."""

    finished: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A story in a cluster of copies."""

    outlet: str | None
    place: str
    npt: float
    verdict: str
    words: int
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Copies of one report, the least damaged first; and where they disagree, said in one line each."""

    headline: str
    copies: tuple[Copy, ...]
    size: int
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of a table that comparing stories has left, as text; ``total`` is how many there are in all."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | date | None, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Across:
    """What comparing stories gave; ``missing`` names what is not there."""

    missing: tuple[str, ...]
    clusters: tuple[Cluster, ...] = ()
    clusters_number: int = 0
    copies_number: int = 0
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a report shows.

    ``cube`` is what the page's filters compute from, ``filters`` the dimensions that they tell apart.
    ``language_column`` is what languages are taken from. ``by_report`` is the interval of the whole with copies of one
    report taken together; None where stories have not been compared, or it cannot be known.
    """

    name: str
    state: State
    signatures: tuple[tuple[str, int], ...]
    damaged: tuple[Damaged, ...]
    whole: Tally
    findings: int
    in_preview: int
    unlisted: int
    timeline: Timeline
    dimensions: tuple[Dimension, ...]
    rules: tuple[RuleFigures, ...]
    scores: tuple[Bin, ...]
    median: float
    worst: tuple[Story, ...]
    typical: tuple[Story, ...]
    of_outlets: tuple[Story, ...]
    failures: tuple[Failures, ...]
    crashes: tuple[Reason, ...]
    across: Across
    cube: str = field(default="", repr=False)
    filters: tuple[str, ...] = ()
    language_column: str = "translated_from"
    by_report: Interval | None = None

    def dimension(self, name: str) -> Dimension:
        """The dimension of that name."""
        return next(one for one in self.dimensions if one.name == name)

    @property
    def failed(self) -> int:
        """How many stories could not be read or checked."""
        return sum(one.number for one in self.failures)


def rules_hashes(signatures: Sequence[tuple[str, int]]) -> frozenset[str]:
    """The versions and rule sets of signatures: what decides whether figures can be compared."""
    return frozenset("|".join(one.split("|")[:2]) for one, _ in signatures)
