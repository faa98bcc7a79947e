"""A rule that fires everywhere: few findings, and a true word about the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from mtqa.engine import abundance
from mtqa.engine.checker import Checker
from mtqa.engine.profile import DEFAULT, Profile
from mtqa.model.errors import ConfigError
from mtqa.model.mqm import Category, Severity
from mtqa.model.result import Result, Unlisted, Verdict
from mtqa.model.span import Span
from mtqa.render import report
from mtqa.render.terminal import TerminalReport
from mtqa.rulebook.rule import Hit, Rule
from mtqa.text.document import Document
from tests.engine.rules import word_rule

_FEW = Profile(listed=3)


def _check(text: str, profile: Profile, *rules: Rule) -> Result:
    counting = tuple(replace(rule, house=True) for rule in rules)
    return Checker(counting, profile).check(Document(text))


def test_places_beyond_the_limit_are_counted_and_cost_as_much_as_listed_ones() -> None:
    text = "alpha beta " * 8
    rules = (word_rule("XAA01", "alpha"), word_rule("XAA02", "beta", Severity.NEUTRAL))
    few, all_listed = _check(text, _FEW, *rules), _check(text, Profile(listed=None), *rules)
    assert [(f.code, f.span.start) for f in few.findings] == [
        ("XAA01", 0), ("XAA02", 6), ("XAA01", 11), ("XAA02", 17), ("XAA01", 22), ("XAA02", 28),
    ]  # fmt: skip
    assert few.unlisted == (Unlisted("XAA01", 5), Unlisted("XAA02", 5))
    assert (few.score, few.verdict) == (all_listed.score, all_listed.verdict)
    assert (len(all_listed.findings), all_listed.unlisted) == (16, ())


def test_nothing_is_unlisted_at_the_limit() -> None:
    result = _check("alpha " * 3, _FEW, word_rule("XAA01", "alpha"))
    assert (len(result.findings), result.unlisted) == (3, ())


def test_the_gravest_place_is_listed_wherever_it_stands() -> None:
    def check(document: Document) -> Iterator[Hit]:
        for start in range(len(document.text)):
            severity = Severity.CRITICAL if document.text[start] == "B" else None
            yield Hit(Span(start, start + 1), "Here.", severity=severity)

    rule = Rule("XAA01", "letter", Category.GRAMMAR, Severity.MINOR, (), check, "A letter.")
    result = _check("aaaaaaaaB", _FEW, rule)
    assert [finding.span.start for finding in result.findings] == [0, 1, 8]
    assert (result.verdict, result.unlisted) == (Verdict.HOLD, (Unlisted("XAA01", 6),))


def test_what_another_finding_silences_is_not_counted() -> None:
    whole = word_rule("XAA01", "alpha " * 8, silences=True)
    result = _check("alpha " * 8, _FEW, whole, word_rule("XAA02", "alpha"))
    assert ([finding.code for finding in result.findings], result.unlisted) == (["XAA01"], ())


def test_a_rule_without_end_is_stopped_and_the_number_is_called_a_lower_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtqa.engine.checker.SOUGHT", 20)
    sought: list[int] = []

    def check(document: Document) -> Iterator[Hit]:
        for start in range(len(document.text)):
            sought.append(start)
            yield Hit(Span(start, start + 1), "Here.")

    rule = Rule("XAA01", "letter", Category.GRAMMAR, Severity.MINOR, (), check, "A letter.")
    result = _check("a" * 1000, _FEW, rule)
    assert (len(sought), result.unlisted) == (20, (Unlisted("XAA01", 17, exact=False),))
    assert result.score.rqs < 0


def test_a_list_of_no_findings_is_no_profile() -> None:
    with pytest.raises(ConfigError, match="listed: 0 is not 1 or more"):
        Profile(listed=0)
    assert DEFAULT.listed is not None
    assert DEFAULT.listed < abundance.SOUGHT


@pytest.mark.parametrize("form", ["terminal", "html", "json", "jsonl"])
def test_every_report_says_what_is_not_listed(form: str) -> None:
    result = _check("alpha " * 1503, _FEW, word_rule("XAA01", "alpha"))
    made = TerminalReport() if form == "terminal" else report(form)
    written = made.begin() + made.add(result) + made.end(())
    if form in ("json", "jsonl"):
        document = json.loads(written) if form == "jsonl" else json.loads(written)["documents"][0]
        assert document["unlisted"] == [{"code": "XAA01", "number": 1500, "exact": True}]
    else:
        assert "1,500 more places of XAA01 are not listed; they count as those do." in written


def test_the_report_of_many_documents_says_so_too() -> None:
    made = TerminalReport()
    result = _check("alpha " * 10, _FEW, word_rule("XAA01", "alpha"))
    written = made.begin() + made.add(result) + made.add(result) + made.end(())
    assert written.count("7 more places of XAA01 are not listed") == 2


def test_what_is_not_proven_counts_neither_listed_nor_unlisted() -> None:
    result = Checker([word_rule("XAA01", "alpha", house=False)], _FEW).check(Document("alpha " * 8))
    assert (len(result.findings), result.unlisted) == (3, (Unlisted("XAA01", 5),))
    assert (result.score.npt, result.verdict) == (0.0, Verdict.PASS)
