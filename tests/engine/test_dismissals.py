"""What somebody lets stand is neither reported nor counted, and never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtqa.engine.baseline import Baseline
from mtqa.engine.checker import Checker
from mtqa.engine.profile import Profile
from mtqa.model.dismissal import Dismissal, Means
from mtqa.model.mqm import Severity
from mtqa.model.result import Result, Unlisted, Verdict
from mtqa.model.span import Span
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.engine.rules import broken_rule, word_rule

ALPHA, BETA = word_rule("XAA01", "alpha", Severity.CRITICAL), word_rule("XAB01", "beta")
CHECKER = Checker([ALPHA, BETA])
STORY = Document("alpha one\n\nalpha two beta", path="story.txt")


def _checked(*dismissals: Dismissal, checker: Checker = CHECKER, document: Document = STORY) -> Result:
    return checker.check(replace(document, dismissals=dismissals))


def _left(result: Result) -> list[tuple[str, int]]:
    return [(finding.code, finding.span.start) for finding in result.findings]


def test_a_dismissed_finding_is_neither_reported_nor_counted() -> None:
    dismissal = Dismissal("XAA01", "a name", Means.SIDECAR, "story.txt.mtqa.toml", 1)
    result = _checked(dismissal)
    assert _left(result) == [("XAB01", 21)]
    assert result.verdict is Verdict.PASS
    assert result.score == Checker([BETA]).check(STORY).score
    assert [(one.finding.span, one.dismissal) for one in result.dismissed] == [
        (Span(0, 5), dismissal),
        (Span(11, 16), dismissal),
    ]
    assert (result.dismissed_count, result.unused) == (2, ())


@pytest.mark.parametrize("what", ["XAB01", "xab01", "XAB01-beta", "XAB"])
def test_rules_are_called_by_code_name_and_family(what: str) -> None:
    rules = [ALPHA, replace(BETA, name="xab01-beta")]
    assert _left(_checked(Dismissal(what), checker=Checker(rules))) == [("XAA01", 0), ("XAA01", 11)]


def test_a_place_is_a_place() -> None:
    assert _left(_checked(Dismissal("XAA01", span=Span(11, 25)))) == [("XAA01", 0), ("XAB01", 21)]
    assert _left(_checked(Dismissal("all", span=Span(11, 25)))) == [("XAA01", 0)]
    # A finding that reaches into the place is meant too.
    assert _left(_checked(Dismissal("XAA01", span=Span(3, 9)))) == [("XAA01", 11), ("XAB01", 21)]


def test_a_fingerprint_is_one_finding() -> None:
    first, second, _ = CHECKER.check(STORY).findings
    result = _checked(Dismissal(first.fingerprint, rule="XAA01"))
    assert _left(result) == [("XAA01", 11), ("XAB01", 21)]
    assert result.findings[0].fingerprint == second.fingerprint


def test_of_equal_findings_the_others_keep_their_fingerprints() -> None:
    story = Document("alpha\n\nalpha\n\nalpha")
    prints = [finding.fingerprint for finding in CHECKER.check(story).findings]
    assert len(set(prints)) == 3
    result = _checked(Dismissal(prints[0]), document=story)
    assert [finding.fingerprint for finding in result.findings] == prints[1:]


def test_what_stood_behind_a_dismissed_finding_stays_silent() -> None:
    wide = word_rule("XAC01", "alpha one", Severity.MINOR)
    checker = Checker([ALPHA, wide])
    assert _left(_checked(Dismissal("XAA01"), checker=checker)) == []


def test_a_dismissal_that_does_nothing_is_told_with_its_reason() -> None:
    dismissals = (
        Dismissal("QUO", path="a", line=1),
        Dismissal("XAB01", path="a", line=2, span=Span(0, 9)),
        Dismissal("0123456789abcdef", path="a", line=3, rule="XAB01"),
        Dismissal("XAB0l", path="a", line=4),
        Dismissal("?", path="a", line=5, problem="it is not to be understood"),
    )
    everything = Checker([*CHECKER.rules, *(rule for rule in all_rules() if rule.family == "QUO")])
    unused = _checked(*dismissals, checker=everything).unused
    assert [(one.dismissal.place, one.reason) for one in unused] == [
        ("a:1", "nothing of the kind is found in the story"),
        ("a:2", "nothing of the kind is found there"),
        ("a:3", "the story has no such finding any more"),
        ("a:4", 'no rule, family, category or severity "XAB0l" (did you mean "XAB01"?); `mtqa rules` lists them'),
        ("a:5", "it is not to be understood"),
    ]


def test_nothing_is_called_unused_that_this_run_did_not_look_for() -> None:
    silent = (Dismissal("PUN01"), Dismissal("QUO"), Dismissal("0123456789abcdef"))
    german = replace(STORY, text="alpha", language="de")
    assert _checked(*silent).unused == ()
    assert _checked(Dismissal("XAB01"), document=german).unused == ()
    assert _checked(Dismissal("XAB01"), checker=Checker([broken_rule("XAB01")])).unused == ()
    severe = Checker([ALPHA, BETA], Profile(min_severity=Severity.MAJOR))
    assert _checked(Dismissal("XAB01"), checker=severe, document=Document("beta")).unused == ()


def test_a_rule_of_the_house_may_be_named_when_it_does_not_take_part() -> None:
    assert _checked(Dismissal("XAB01"), checker=Checker([ALPHA], known=[ALPHA, BETA])).unused == ()
    asleep = replace(BETA, awaits="who is meant")
    unused = _checked(Dismissal("XAB01"), checker=Checker([ALPHA, asleep], known=[ALPHA, asleep])).unused
    assert [one.reason for one in unused] == ["nothing of the kind is found in the story"]


def test_an_entry_for_all_stories_of_a_file_need_not_do_something_in_each() -> None:
    record = replace(STORY, text="no such word", id="7")
    shared = Dismissal("XAB01", means=Means.SIDECAR)
    assert _checked(shared, document=record).unused == ()
    assert [one.dismissal.id for one in _checked(replace(shared, id="7"), document=record).unused] == ["7"]


def test_of_very_many_dismissed_findings_some_are_listed_and_all_are_counted() -> None:
    result = _checked(Dismissal("XAA01"), document=Document("alpha " * 12_000))
    assert (len(result.dismissed), result.dismissed_count, result.findings, result.unlisted) == (200, 10_000, (), ())
    half = _checked(Dismissal("XAA01", span=Span(0, 6 * 100)), document=Document("alpha " * 400))
    assert (half.dismissed_count, half.unlisted) == (100, (Unlisted("XAA01", 100),))


def test_a_baseline_takes_what_the_story_itself_leaves() -> None:
    baseline = Baseline(path="b.json")
    CHECKER.check(STORY, baseline)
    accepting = Baseline(baseline.written(), path="b.json")
    result = CHECKER.check(replace(STORY, dismissals=(Dismissal("XAB01"),)), accepting)
    assert [(one.finding.code, one.dismissal.means) for one in result.dismissed] == [
        ("XAA01", Means.BASELINE),
        ("XAA01", Means.BASELINE),
        ("XAB01", Means.COMMENT),
    ]
    assert [entry.rule for entry in accepting.stale] == ["XAB01"]
    assert "|baseline:" in result.signature
