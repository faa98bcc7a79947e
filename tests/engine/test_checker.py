"""One check: findings in order, crashes apart, score and verdict."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from mtqa.engine.checker import Checker
from mtqa.engine.profile import Profile
from mtqa.model.errors import ConfigError
from mtqa.model.mqm import Severity
from mtqa.model.result import Crash, Score, Verdict
from mtqa.model.span import Span
from mtqa.rulebook.rule import Inside
from mtqa.text.document import Document
from mtqa.text.source_map import Piece, SourceMap
from mtqa.text.structure import Role
from tests.engine.rules import broken_rule, word_rule


def test_findings_come_in_text_order_with_everything_a_report_needs() -> None:
    checker = Checker([word_rule("XAA01", "gamma"), word_rule("XAA02", "alpha", Severity.MAJOR)])
    result = checker.check(Document("alpha beta\ngamma", id="story", path="story.txt"))
    assert [(f.code, f.quote, f.line, f.column, f.severity) for f in result.findings] == [
        ("XAA02", "alpha", 1, 1, Severity.MAJOR),
        ("XAA01", "gamma", 2, 1, Severity.MINOR),
    ]
    assert (result.id, result.path, result.words) == ("story", "story.txt", 3)
    assert result.findings[0].why == "The text says alpha."


def test_a_crash_costs_only_its_rule_and_leaves_no_half_findings() -> None:
    result = Checker([broken_rule("XAA01"), word_rule("XAA02", "b")]).check(Document("abc"))
    assert [finding.code for finding in result.findings] == ["XAA02"]
    assert result.crashes == (Crash("XAA01", "KeyError: 'abc'"),)


def test_what_a_rule_needs_and_lacks_ends_the_run() -> None:
    def damaged(_: Document) -> NoReturn:
        raise ConfigError("upper.onnx: the file is damaged")

    rule = replace(word_rule("XAA01", "b"), check=damaged)
    with pytest.raises(ConfigError, match=r"^upper\.onnx: the file is damaged$"):
        Checker([rule]).check(Document("abc"))


def test_positions_point_into_the_file() -> None:
    page = "<p>\nsee <b>alp</b>ha</p>"
    pieces = [Piece(Span(0, 4), Span(4, 8)), Piece(Span(4, 7), Span(11, 14)), Piece(Span(7, 9), Span(18, 20))]
    document = Document("see alpha", file_text=page, origin=SourceMap(pieces))
    (finding,) = Checker([word_rule("XAA01", "alpha")]).check(document).findings
    assert (finding.line, finding.column) == (2, 8)


def test_a_rule_that_skips_quotations_says_nothing_inside_one() -> None:
    rule = word_rule("XAA01", "alpha", quotations=Inside.SKIPPED)
    result = Checker([rule]).check(Document("He said: “alpha is it.” But alpha is not."))
    assert [finding.span.start for finding in result.findings] == [28]


def test_a_rule_for_some_roles_says_nothing_elsewhere() -> None:
    rule = word_rule("XAA01", "alpha", roles=frozenset({Role.HEADLINE}))
    text = "All about alpha\n\nThe story of alpha begins here, and it is long enough to be a body."
    assert [f.span.start for f in Checker([rule]).check(Document(text)).findings] == [10]


def test_a_text_in_another_language_is_not_checked_and_the_result_says_so() -> None:
    result = Checker([word_rule("XAA01", "alpha")]).check(Document("alpha", language="de"))
    assert result.findings == ()
    assert "the text is declared de" in result.skipped[0].reason


@pytest.mark.parametrize("language", ["en", "en-GB", "en_US", "EN", ""])
def test_every_kind_of_english_is_english(language: str) -> None:
    assert len(Checker([word_rule("XAA01", "alpha")]).check(Document("alpha", language=language)).findings) == 1


def test_what_was_not_checked_is_named() -> None:
    def names(document: Document) -> list[str]:
        return [skipped.what for skipped in Checker([]).check(document).skipped]

    assert names(Document("All is well.")) == ["meaning", "facts", "fluency"]
    assert names(Document("All is well.", source="Alles gut.")) == ["facts", "fluency"]


def test_a_reference_is_compared_by_sacrebleu() -> None:
    result = Checker([]).check(Document("The cat sat on the mat.", reference="The cat sat on the mat."))
    assert result.reference is not None
    assert (result.reference.bleu, result.reference.chrf, result.reference.ter) == (100.0, 100.0, 0.0)
    assert re.findall(r"(\w+)\|nrefs:1\|", result.reference.signature) == ["BLEU", "chrF2", "TER"]
    assert Checker([]).check(Document("The cat.")).reference is None


def test_a_result_says_what_the_file_was_read_as() -> None:
    assert Checker([]).check(Document("The cat.")).encoding == "utf-8"
    assert Checker([]).check(Document("The cat.", encoding="windows-1251")).encoding == "windows-1251"


def test_score_and_verdict_follow_from_the_findings() -> None:
    text = "alpha " + "word " * 999
    result = Checker([word_rule("XAA01", "alpha", Severity.MAJOR)]).check(Document(text))
    assert result.score == Score(npt=5.0, rqs=99.5, cqs=97.5, threshold=95.0)
    assert result.verdict is Verdict.REVISE


def test_a_rule_in_preview_is_reported_and_not_counted() -> None:
    text = "alpha " + "word " * 999
    result = Checker([word_rule("XAA01", "alpha", Severity.CRITICAL, house=False)]).check(Document(text))
    assert [(finding.quote, finding.preview) for finding in result.findings] == [("alpha", True)]
    assert result.score == Score(npt=0.0, rqs=100.0, cqs=100.0, threshold=95.0)
    assert result.verdict is Verdict.PASS


def test_signature_changes_with_the_data_that_come_with_mtqa(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Checker([word_rule("XAA01", "a")]).signature()
    monkeypatch.setattr("mtqa.engine.signature.data_digest", lambda: "12345678")
    assert Checker([word_rule("XAA01", "a")]).signature() != before


@pytest.mark.parametrize("change", [{"confidence": 0.5}, {"silences": True}, {"gives_way": True}, {"house": False}])
def test_signature_changes_with_what_weighs_a_finding(change: dict[str, Any]) -> None:
    rule = word_rule("XAA01", "a")
    assert Checker([rule]).signature() != Checker([replace(rule, **change)]).signature()


def test_signature_names_version_rules_profile_and_language() -> None:
    one, two = Checker([word_rule("XAA01", "a")]), Checker([word_rule("XAA01", "a", Severity.MAJOR)])
    assert one.signature().startswith("mtqa:")
    assert one.signature().endswith("|profile:default|lang:en")
    assert one.signature() != two.signature()
    assert one.signature() == Checker([word_rule("XAA01", "a")]).signature()
    assert "|profile:wire|" in Checker([], Profile("wire")).signature()
