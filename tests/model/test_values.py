"""Values keep their invariants."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mtqa.model.errors import ConfigError, MtqaError, ReadError, RuleError
from mtqa.model.finding import Finding
from mtqa.model.metadata import NO_METADATA, Metadata
from mtqa.model.mqm import Category, Severity
from mtqa.model.result import Result, Score, Verdict
from mtqa.model.span import Span


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_runs_forward_from_the_start_of_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_overlap_when_they_share_a_character() -> None:
    assert Span(0, 2).overlaps(Span(1, 3))
    assert not Span(0, 2).overlaps(Span(2, 3))
    assert not Span(1, 1).overlaps(Span(1, 3))


def test_a_span_contains_what_lies_within_its_borders() -> None:
    assert Span(0, 5).contains(Span(0, 5))
    assert Span(0, 5).contains(Span(5, 5))
    assert not Span(0, 5).contains(Span(4, 6))


def test_severity_weights_are_those_of_mqm() -> None:
    assert {severity.label: severity.value for severity in Severity} == {
        "neutral": 0,
        "minor": 1,
        "major": 5,
        "critical": 25,
    }


def _finding(quote: str = "ab", confidence: float = 0.9) -> Finding:
    place = (Span(3, 5), quote, "Here.", "Why.", "0" * 16, 1, 4)
    return Finding("XAA01", "x", Category.GRAMMAR, Severity.MINOR, confidence, *place)


def test_a_finding_quotes_exactly_its_span() -> None:
    assert _finding().family == "XAA"
    with pytest.raises(ValueError, match="the quote is not the text of the span"):
        _finding(quote="abc")
    with pytest.raises(ValueError, match=r"confidence 1\.1"):
        _finding(confidence=1.1)


def test_a_result_counts_every_severity_gravest_first() -> None:
    result = Result("a", "a", "xyzab", "en", "s", 499, Verdict.PASS, Score(0, 100, 100), (_finding(),))
    assert list(result.counts.items()) == [
        (Severity.CRITICAL, 0),
        (Severity.MAJOR, 0),
        (Severity.MINOR, 1),
        (Severity.NEUTRAL, 0),
    ]
    assert result.is_small_sample


def test_errors_carry_their_exit_codes() -> None:
    assert {error.exit_code for error in (MtqaError, ConfigError, RuleError)} == {2}
    assert ReadError.exit_code == 3
    assert issubclass(ReadError, MtqaError)


def test_metadata_tells_what_is_said_and_nothing_else() -> None:
    said = Metadata(version="2", published=date(2024, 5, 2), places=("Oslo",))
    assert dict(said.stated()) == {"version": "2", "published": date(2024, 5, 2), "places": ("Oslo",)}
    assert bool(said)
    assert not NO_METADATA
    assert (said.day, Metadata(published=datetime(2024, 5, 2, 23, tzinfo=UTC)).day) == (date(2024, 5, 2),) * 2


@pytest.mark.parametrize("urgency", [0, 10, -1])
def test_an_urgency_is_one_to_nine(urgency: int) -> None:
    with pytest.raises(ValueError, match="an urgency is 1 to 9"):
        Metadata(urgency=urgency)
