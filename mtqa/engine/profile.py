"""Profiles: what counts as good enough, and which rules take part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Thresholds of the score, and the rules that take part.

    ``pass_threshold`` (PT) and ``acceptable_penalty`` (APP, points per 1,000 words) are the two constants
    of MQM's calibrated score. ``preview``: whether rules that are not proven yet take part.
    """

    name: str = "default"
    pass_threshold: float = 95.0
    acceptable_penalty: float = 10.0
    preview: bool = False


DEFAULT = Profile()
