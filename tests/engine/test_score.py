"""MQM's arithmetic and the verdict."""

from __future__ import annotations

import pytest

from mtqa.engine.profile import DEFAULT, Profile
from mtqa.engine.score import score, verdict
from mtqa.model.mqm import Severity
from mtqa.model.result import Score, Verdict


def test_the_example_of_the_documentation() -> None:
    findings = [Severity.CRITICAL, *[Severity.MAJOR] * 5, *[Severity.MINOR] * 9]
    assert score(findings, 812, DEFAULT) == Score(npt=72.66, rqs=92.73, cqs=63.67, threshold=95.0)


def test_neutral_findings_cost_nothing() -> None:
    assert score([Severity.NEUTRAL], 1000, DEFAULT) == Score(0.0, 100.0, 100.0, 95.0)


def test_the_profile_moves_the_calibrated_score() -> None:
    strict = Profile("strict", pass_threshold=90.0, acceptable_penalty=5.0)
    assert score([Severity.MAJOR], 1000, strict) == Score(npt=5.0, rqs=99.5, cqs=90.0, threshold=90.0)


def test_an_empty_text_has_a_score() -> None:
    assert score([], 0, DEFAULT) == Score(0.0, 100.0, 100.0, 95.0)


@pytest.mark.parametrize(
    ("severities", "words", "expected"),
    [
        ([], 100, Verdict.PASS),
        ([], 5000, Verdict.PASS),
        ([Severity.CRITICAL], 5000, Verdict.HOLD),
        ([Severity.MAJOR], 100, Verdict.REVISE),
        ([Severity.MAJOR], 20_000, Verdict.REVISE),
        ([Severity.MINOR] * 4, 100, Verdict.PASS),
        ([Severity.MINOR] * 5, 100, Verdict.REVISE),
        ([Severity.MINOR] * 10, 1000, Verdict.PASS),
        ([Severity.MINOR] * 11, 1000, Verdict.REVISE),
        ([Severity.NEUTRAL] * 50, 100, Verdict.PASS),
    ],
)
def test_verdict(severities: list[Severity], words: int, expected: Verdict) -> None:
    assert verdict(severities, score(severities, words, DEFAULT), words, DEFAULT) is expected
