"""What holds for every rule on any text."""

from __future__ import annotations

from hypothesis import given, settings

from mtqa.engine.checker import Checker
from mtqa.engine.screening import Screening
from mtqa.rules import all_rules
from mtqa.text.document import Document
from tests.fragments import SPACED_TEXTS, TEXTS


@settings(max_examples=150, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_no_rule_fails_or_points_outside(text: str) -> None:
    document = Document(text)
    for rule in all_rules():
        for hit in rule.hits(document):
            assert hit.span.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_a_screen_never_hides_a_hit(text: str) -> None:
    document = Document(text)
    candidates = Screening(all_rules()).candidates(document)
    for rule in all_rules():
        if rule not in candidates:
            assert list(rule.hits(document)) == [], rule.code


@settings(max_examples=100, deadline=None)
@given(TEXTS | SPACED_TEXTS)
def test_findings_quote_the_text_and_never_overlap(text: str) -> None:
    result = Checker(all_rules()).check(Document(text))
    assert result.crashes == ()
    end = 0
    for finding in result.findings:
        assert finding.quote == text[finding.span.start : finding.span.end]
        assert finding.span.start >= end
        end = finding.span.end
