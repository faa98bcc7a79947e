"""Preview or stable: what the evidence must show."""

from __future__ import annotations

import pytest

from mtqa.model.mqm import Severity
from mtqa.rulebook import evidence as recorded
from mtqa.rulebook.evidence import FILE, Evidence, RuleEvidence, dumps, is_proven, loads
from mtqa.rulebook.rule import Status
from mtqa.rules import all_rules


def _evidence_of(*, findings: int = 0, confirmed: int = 0, alarms: int = 0, words: int = 60_000) -> Evidence:
    rules = {"PUN01": RuleEvidence(findings, confirmed, alarms)}
    return Evidence("2026-01-31", ("Wire copy of a test",), 4_000, words, rules)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param(_evidence_of(findings=7, confirmed=6), True, id="precision of 86 %"),
        pytest.param(_evidence_of(findings=6, confirmed=5), False, id="precision of 83 %"),
        pytest.param(_evidence_of(findings=3, confirmed=3, alarms=3), True, id="an alarm in 20,000 words"),
        pytest.param(_evidence_of(findings=3, confirmed=3, alarms=4), False, id="an alarm in 15,000 words"),
        pytest.param(_evidence_of(findings=9, confirmed=9, words=49_999), False, id="too few edited words"),
        pytest.param(_evidence_of(findings=1, confirmed=1), True, id="rare, confirmed, no alarm"),
        pytest.param(_evidence_of(findings=2, confirmed=2, alarms=1), False, id="rare, with an alarm"),
        pytest.param(_evidence_of(findings=2, confirmed=1), False, id="rare, not all confirmed"),
        pytest.param(_evidence_of(), False, id="never seen"),
    ],
)
def test_a_rule_is_stable_on_evidence_alone(evidence: Evidence, expected: bool) -> None:
    assert is_proven("PUN01", evidence) is expected


def test_a_rule_that_was_not_measured_is_in_preview() -> None:
    assert not is_proven("QUO01", _evidence_of(findings=9, confirmed=9), certain=True, informs=True)


@pytest.mark.parametrize(("alarms", "expected"), [(0, True), (1, False)])
def test_a_certain_rule_needs_silence_only(alarms: int, expected: bool) -> None:
    assert is_proven("PUN01", _evidence_of(alarms=alarms), certain=True) is expected


@pytest.mark.parametrize(("alarms", "expected"), [(30, True), (31, False)])
def test_a_rule_that_informs_may_speak_once_in_two_thousand_words(alarms: int, expected: bool) -> None:
    assert is_proven("PUN01", _evidence_of(alarms=alarms), informs=True) is expected


def test_evidence_survives_writing_and_reading_and_takes_one_line_a_rule() -> None:
    evidence = Evidence(
        "2026-01-31", ("“Wire” copy",), 4_000, 60_000, {"QUO01": RuleEvidence(2, 1, 1), "PUN01": RuleEvidence()}
    )
    text = dumps(evidence)
    assert loads(text) == evidence
    assert '    "PUN01": {"findings": 0, "confirmed": 0, "alarms": 0},\n' in text
    assert evidence.alarm_rate("QUO01") == pytest.approx(1 / 60)
    assert evidence.alarm_rate("ENC01") is None


def test_evidence_of_no_rule_is_still_json() -> None:
    assert loads(dumps(Evidence())) == Evidence()


def test_contradicting_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2 confirmed"):
        RuleEvidence(2, 3, 0)


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 2"):
        loads(dumps(Evidence()).replace('"format": 1', '"format": 2'))


@pytest.mark.parametrize(
    ("figures", "expected"), [(RuleEvidence(5, 5, 0), Status.STABLE), (RuleEvidence(5, 1, 0), Status.PREVIEW)]
)
def test_status_follows_from_the_evidence_in_use(
    monkeypatch: pytest.MonkeyPatch, figures: RuleEvidence, expected: Status
) -> None:
    rule = next(rule for rule in all_rules() if rule.severity is not Severity.NEUTRAL)
    monkeypatch.setattr(
        recorded, "measured", lambda: Evidence("2026-01-31", ("x",), 4_000, 60_000, {rule.code: figures})
    )
    assert rule.status is expected


def test_the_evidence_that_comes_with_mtqa_is_in_its_own_form() -> None:
    evidence = recorded.measured()
    assert evidence == Evidence() or FILE.read_text("utf-8") == dumps(evidence)
