"""Score and verdict: MQM's own arithmetic.

Source: MQM scoring models, https://themqm.org/error-types-2/the-mqm-scoring-models/ (raw and calibrated
linear score).
"""

from __future__ import annotations

from collections.abc import Iterable

from mtqa.engine.profile import Profile
from mtqa.model.mqm import Severity
from mtqa.model.result import SMALL_SAMPLE, Score, Verdict

#: In a text too short for a score, this many minor findings ask for a revision.
_MANY_MINOR = 5


def score(severities: Iterable[Severity], words: int, profile: Profile) -> Score:
    """Penalty per 1,000 words, raw quality score, calibrated score, from all that is proven."""
    weight = sum(severity.value for severity in severities)
    words = max(words, 1)
    npt = 1000 * weight / words
    rqs = 100 * (1 - weight / words)
    cqs = 100 - npt * (100 - profile.pass_threshold) / profile.acceptable_penalty
    return Score(round(npt, 2), round(rqs, 2), round(cqs, 2), profile.pass_threshold)


def verdict(severities: Iterable[Severity], scored: Score, words: int, profile: Profile) -> Verdict:
    """What to do with the story.

    Hold for anything critical. Revise for anything major, or where the score is below the profile's
    threshold; a text too short to be scored is judged by counts alone. Findings in preview do not come
    here: what is not proven holds no story.
    """
    counts = dict.fromkeys(Severity, 0)
    for severity in severities:
        counts[severity] += 1
    if counts[Severity.CRITICAL]:
        return Verdict.HOLD
    if counts[Severity.MAJOR]:
        return Verdict.REVISE
    if words < SMALL_SAMPLE:
        return Verdict.REVISE if counts[Severity.MINOR] >= _MANY_MINOR else Verdict.PASS
    return Verdict.PASS if scored.cqs >= profile.pass_threshold else Verdict.REVISE
