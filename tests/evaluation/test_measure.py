"""Findings against marks; every expected figure is worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mtqa.engine.checker import Checker
from mtqa.evaluation.gold import Mark, Story
from mtqa.evaluation.measure import Calibration, Evaluation, Judgement, Proportion, Recall, Tally, evaluate, is_hit
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.evidence import Evidence, RuleEvidence
from mtqa.rulebook.rule import Hit, Rule
from mtqa.text.document import Document


def _rule(code: str, word: str, severity: Severity, confidence: float) -> Rule:
    def check(document: Document) -> Iterator[Hit]:
        start = document.text.find(word)
        while start >= 0:
            yield Hit(Span(start, start + len(word)), f"“{word}”.")
            start = document.text.find(word, start + 1)

    return Rule(code, word, Category.SPELLING, severity, (), check, "A word.", confidence=confidence)


RULES = (
    _rule("TST01", "zzz", Severity.MINOR, 0.9),
    _rule("TST02", "nnn", Severity.NEUTRAL, 0.8),
    _rule("TST03", "qqq", Severity.MAJOR, 0.7),
)
#: Seven words: one finding hits a mark, one does not; one mark is hit, one is not.
ANNOTATED = Story(
    "annotated",
    "One zzz two zzz three bad four.",
    (Mark(Span(4, 7), "spelling", "minor", "surface"), Mark(Span(22, 25), "grammar", "major", "syntax")),
    is_edited=False,
)
#: Five words: a true slip of the newsroom, an alarm, and a finding that only informs.
EDITED = Story("edited", "Five zzz zzz nnn six.", (Mark(Span(5, 8)),), is_edited=True)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate([ANNOTATED, EDITED], Checker(RULES))


def test_every_finding_is_judged(evaluation: Evaluation) -> None:
    assert [(judged.story.id, judged.finding.quote, judged.judgement) for judged in evaluation.judged] == [
        ("annotated", "zzz", Judgement.CONFIRMED),
        ("annotated", "zzz", Judgement.UNCONFIRMED),
        ("edited", "zzz", Judgement.SLIP),
        ("edited", "zzz", Judgement.ALARM),
        ("edited", "nnn", Judgement.ALARM),
    ]


def test_slips_and_neutral_findings_count_neither_way(evaluation: Evaluation) -> None:
    assert evaluation.total == Tally("all", Proportion(1, 2), alarms=1, edited_words=5)
    assert evaluation.total.alarm_rate == pytest.approx(200)
    assert evaluation.annotated_words == 7


def test_findings_are_grouped(evaluation: Evaluation) -> None:
    half = Proportion(1, 2)
    assert evaluation.tallies(lambda finding: finding.code) == (Tally("TST01", half, 1, 5),)
    assert evaluation.tallies(lambda finding: finding.family) == (Tally("TST", half, 1, 5),)
    assert evaluation.tallies(lambda finding: finding.severity.label) == (Tally("minor", half, 1, 5),)


def test_marks_are_grouped(evaluation: Evaluation) -> None:
    assert evaluation.recall == Recall("all", Proportion(1, 2))
    expected = (Recall("grammar", Proportion(0, 1)), Recall("spelling", Proportion(1, 1)))
    assert evaluation.recalls(lambda mark: mark.category) == expected


def test_rules_that_found_nothing_are_named(evaluation: Evaluation) -> None:
    assert evaluation.silent == ("TST03",)


def test_declared_confidence_is_held_against_what_was_confirmed(evaluation: Evaluation) -> None:
    (calibration,) = evaluation.calibrations
    assert calibration == Calibration("TST01", 0.9, Proportion(1, 2))
    assert calibration.calibrated == pytest.approx(10 / 12)
    assert not calibration.is_contradicted
    assert Calibration("TST01", 0.9, Proportion(0, 5)).is_contradicted


def test_evidence_is_kept_of_every_rule_and_of_neutral_findings_where_the_rule_is_neutral(
    evaluation: Evaluation,
) -> None:
    assert evaluation.evidence(RULES, date="2026-01-31", data=("A test",)) == Evidence(
        date="2026-01-31",
        data=("A test",),
        annotated_words=7,
        edited_words=5,
        rules={"TST01": RuleEvidence(3, 2, 1), "TST02": RuleEvidence(0, 0, 1), "TST03": RuleEvidence()},
    )


def test_a_rule_that_crashes_is_reported_and_the_others_are_measured() -> None:
    def broken(_document: Document) -> Iterator[Hit]:
        raise RuntimeError("no")
        yield

    crashing = Rule("TST09", "broken", Category.SPELLING, Severity.MINOR, (), broken, "A word.")
    evaluation = evaluate([ANNOTATED], Checker([*RULES, crashing]))
    assert [(story.id, crash.code) for story, crash in evaluation.crashes] == [("annotated", "TST09")]
    assert evaluation.total.precision == Proportion(1, 2)


@pytest.mark.parametrize(
    ("finding", "mark", "expected"),
    [
        pytest.param(Span(4, 7), Span(4, 7), True, id="the same"),
        pytest.param(Span(6, 9), Span(4, 7), True, id="one character shared"),
        pytest.param(Span(7, 9), Span(4, 7), False, id="side by side"),
        pytest.param(Span(0, 49), Span(4, 7), True, id="three times as long and forty more"),
        pytest.param(Span(0, 50), Span(4, 7), False, id="longer than that"),
        pytest.param(Span(100, 110), Span(0, 500), True, id="inside"),
        pytest.param(Span(7, 7), Span(4, 7), True, id="something missing at the end of the mark"),
        pytest.param(Span(8, 8), Span(4, 7), False, id="something missing elsewhere"),
        pytest.param(Span(4, 7), Span(7, 7), True, id="a mark where something is missing"),
    ],
)
def test_a_hit_is_a_finding_that_points_at_the_mark(finding: Span, mark: Span, expected: bool) -> None:
    assert is_hit(finding, mark) is expected


@pytest.mark.parametrize(
    ("proportion", "low", "high"),
    [
        (Proportion(1, 2), 0.0945, 0.9055),
        (Proportion(0, 5), 0.0, 0.4345),
        (Proportion(81, 263), 0.2553, 0.3662),
        (Proportion(0, 0), 0.0, 1.0),
    ],
)
def test_intervals_are_wilsons(proportion: Proportion, low: float, high: float) -> None:
    # 81 of 263 is the worked example in R. G. Newcombe, Statistics in Medicine 17 (1998), table I.
    assert proportion.interval == pytest.approx((low, high), abs=5e-5)
