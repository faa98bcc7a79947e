"""What is reported: a finding, and the change that would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mtqa.model.mqm import Category, Severity
from mtqa.model.records import dataclass
from mtqa.model.region import Region
from mtqa.model.span import Span

#: Facts behind a finding, for reports and machines; values are plain scalars.
Evidence = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Replace a finding's span by ``text``.

    ``safe`` says that the change may be applied unseen; otherwise it is shown to somebody.
    """

    text: str
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, at one place, reported by one rule, with all that a report needs.

    ``span`` counts code points of the document's text and ``quote`` is exactly ``text[span]``.
    ``line`` and ``column`` are one-based and point into the file, in code points.
    ``confidence`` is the share of such findings that an editor is expected to agree with, 0 to 1.
    ``fingerprint`` stays the same when the text changes elsewhere. ``preview``: the rule is not proven yet; the
    finding is shown and neither scored nor weighed in the verdict. ``region`` is where it stands in the file, for those
    who ask for it.
    """

    code: str
    name: str
    category: Category
    severity: Severity
    confidence: float
    span: Span
    quote: str
    message: str
    why: str
    fingerprint: str
    line: int
    column: int
    suggestion: Suggestion | None = None
    evidence: Evidence = field(default_factory=dict)
    preview: bool = False
    region: Region | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"{self.code}: confidence {self.confidence} is not between 0 and 1")
        if len(self.quote) != len(self.span):
            raise ValueError(f"{self.code}: the quote is not the text of the span")

    @property
    def family(self) -> str:
        """The three letters of the code."""
        return self.code[:3]

    @property
    def weighed(self) -> Severity:
        """How grave the finding counts for whoever decides on the story: in preview, not at all."""
        return Severity.NEUTRAL if self.preview else self.severity
