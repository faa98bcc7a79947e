"""What a check of one document gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from enum import Enum

from mtqa.model.dismissal import Dismissed, Unused
from mtqa.model.finding import Finding
from mtqa.model.metadata import NO_METADATA, Metadata
from mtqa.model.mqm import Severity
from mtqa.model.records import dataclass
from mtqa.model.source_language import SourceLanguage

#: MQM samples are 500 to 20,000 words; a score of less is shown with a warning.
SMALL_SAMPLE = 500


class Verdict(Enum):
    """What an editor should do; there is no "publish", for what was not checked is not known."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    REVISE = "revise"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Score:
    """MQM-style automatic penalty.

    ``npt``: penalty points per 1,000 words, 0 or more. ``rqs``: raw quality score, at most 100, may be
    negative. ``cqs``: the score calibrated to the profile's threshold, at most 100, may be negative.
    ``threshold``: the ``cqs`` from which a text passes, None where it was not said.
    """

    npt: float
    rqs: float
    cqs: float
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class ReferenceScore:
    """Closeness to a trusted English version, by sacreBLEU, 0 to 100 (``ter``: 0 and more, less is better)."""

    bleu: float
    chrf: float
    ter: float
    signature: str


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that raised: no finding, stops nothing, and is never silent.

    ``traceback`` is for whoever mends the rule; no report shows it.
    """

    code: str
    error: str
    traceback: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not checked, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Further places of one rule of which there are too many to list; they count as its findings do.

    ``number``: how many; not ``exact`` where the rule was stopped, so that there may be more still.
    """

    code: str
    number: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """Findings, score and verdict of one document.

    ``findings`` are sorted by place and code. ``words`` counts runs between white space.
    Where a rule fires everywhere only some of its places are findings; ``unlisted`` counts the others, which count for
    ``score`` and ``verdict`` as those do. ``text`` is the document's text, so that reports can show findings in their
    context. ``encoding`` is what the file was read as. ``source_language`` is what the text was translated from, as
    declared or as it reads; None where nothing is declared and the traces are few.

    ``dismissed`` are findings that somebody has looked at and lets stand: neither among ``findings`` nor in ``score``
    and ``verdict``. Where one rule has very many of them ``dismissed_beyond`` counts those that are not listed.
    ``unused`` are the story's own dismissals that dismissed nothing. ``metadata`` is what the file says of the story,
    ``notes`` what was noticed when it was read.
    """

    id: str
    path: str
    text: str
    language: str
    signature: str
    words: int
    verdict: Verdict
    score: Score
    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    reference: ReferenceScore | None = None
    headline: str | None = None
    encoding: str = "utf-8"
    unlisted: tuple[Unlisted, ...] = ()
    source_language: SourceLanguage | None = None
    dismissed: tuple[Dismissed, ...] = ()
    dismissed_beyond: int = 0
    unused: tuple[Unused, ...] = ()
    metadata: Metadata = NO_METADATA
    notes: tuple[str, ...] = ()

    @property
    def dismissed_count(self) -> int:
        """How many findings were dismissed."""
        return len(self.dismissed) + self.dismissed_beyond

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity, gravest first, zeros included."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in reversed(Severity)}

    @property
    def is_small_sample(self) -> bool:
        """Whether the text is too short for the score to mean much."""
        return self.words < SMALL_SAMPLE
