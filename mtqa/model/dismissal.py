"""What need not be reported, because somebody has looked at it: what was written down, and what it does to a story."""

from __future__ import annotations

from enum import Enum

from mtqa.model.finding import Finding
from mtqa.model.records import dataclass
from mtqa.model.span import Span


class Means(Enum):
    """Where a dismissal is written down."""

    COMMENT = "comment"
    FIELD = "field"
    SIDECAR = "sidecar"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Dismissal:
    """That some findings of a story need not be reported.

    ``what`` is the code or name of a rule, a family, or the fingerprint of one finding; of a fingerprint, ``rule`` is
    the code of its rule, where that is known. ``span`` is the stretch of the text that is meant, None for the whole
    story. ``path`` and ``line`` (from 1; 0 where it is not known) are where it is written. ``id`` is which one of a
    file's several stories it is about; empty where all are. ``problem``: why it means nothing.
    """

    what: str
    reason: str = ""
    means: Means = Means.COMMENT
    path: str = ""
    line: int = 0
    span: Span | None = None
    rule: str = ""
    id: str = ""
    problem: str = ""

    @property
    def place(self) -> str:
        """Where it is written: ``story.md:12``."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding that is not reported, and the dismissal that says so."""

    finding: Finding
    dismissal: Dismissal


@dataclass(frozen=True, slots=True)
class Unused:
    """A dismissal that dismissed nothing; ``reason`` says why."""

    dismissal: Dismissal
    reason: str
