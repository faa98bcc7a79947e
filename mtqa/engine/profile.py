"""Profiles: what counts as good enough, and which rules and findings take part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mtqa.model.errors import ConfigError
from mtqa.model.mqm import Severity
from mtqa.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Thresholds of the score, and the rules and findings that take part.

    ``pass_threshold`` (PT) and ``acceptable_penalty`` (APP, points per 1,000 words) are the two constants
    of MQM's calibrated score. ``preview``: whether rules that are not proven yet are run; their findings are
    shown as such and never counted. Findings below ``min_severity`` or ``min_confidence`` are left out of
    everything: report, score and verdict. ``listed``: at most so many places of one rule become findings of one
    document; what is beyond counts as those do and is reported as a number. 200 places say "everywhere", and edited
    news never comes near it. None lists every place.

    ``severities``: what a house has set rules to, by code. ``fail_on``: from which severity on a finding fails a run.
    ``house``: the hash of the house files in force, empty without one.
    """

    name: str = "default"
    pass_threshold: float = 95.0
    acceptable_penalty: float = 10.0
    preview: bool = True
    min_severity: Severity = Severity.NEUTRAL
    min_confidence: float = 0.0
    listed: int | None = 200
    fail_on: Severity | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    house: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:
            raise ConfigError(f"min-confidence: {self.min_confidence} is not between 0 and 1")
        if self.listed is not None and self.listed < 1:
            raise ConfigError(f"listed: {self.listed} is not 1 or more")

    def admits(self, severity: Severity, confidence: float) -> bool:
        """Whether a finding that grave and that sure takes part."""
        return severity.value >= self.min_severity.value and confidence >= self.min_confidence

    def severity(self, code: str, declared: Severity, special: Severity | None) -> Severity:
        """How grave a finding of a rule is: as ``declared``, or as ``special`` of this one; or as the house has it.

        What the rule calls lighter than the house's word for it stays so.
        """
        word = self.severities.get(code)
        if word is None:
            return special or declared
        return word if special is None or special.value > word.value else special

    @property
    def label(self) -> str:
        """Name and what departs from it, for signatures: ``default+severity>=major``."""
        parts = [self.name]
        if self.min_severity is not Severity.NEUTRAL:
            parts.append(f"severity>={self.min_severity.label}")
        if self.min_confidence:
            parts.append(f"confidence>={self.min_confidence:g}")
        return "+".join(parts)


DEFAULT = Profile()
