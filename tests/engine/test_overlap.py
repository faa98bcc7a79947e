"""One finding a place."""

from __future__ import annotations

from mtqa.engine.overlap import without_overlaps
from mtqa.model.mqm import Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Hit
from tests.engine.rules import word_rule

MINOR = word_rule("XAA01", "a")
SURER = word_rule("XAA02", "b", confidence=0.99)
MAJOR = word_rule("XAA03", "c", Severity.MAJOR)
YIELDING = word_rule("XAA06", "e", Severity.CRITICAL, gives_way=True)
TEXT = "Late it the vote of harbour decided, and nobody in the town objected to it."
SILENCER = word_rule("XAA04", "d", silences=True)


def _kept(*spans: tuple[object, int, int]) -> list[tuple[str, int, int]]:
    candidates = [(rule, Hit(Span(start, end), "Here."), rule.severity) for rule, start, end in spans]  # type: ignore[attr-defined]
    return [(rule.code, hit.span.start, hit.span.end) for rule, hit, _ in without_overlaps(candidates, TEXT)]  # type: ignore[arg-type]


def test_the_graver_one_stays() -> None:
    assert _kept((MINOR, 0, 5), (MAJOR, 4, 9)) == [("XAA03", 4, 9)]


def test_of_equals_the_surer_then_the_shorter_stays() -> None:
    assert _kept((MINOR, 0, 5), (SURER, 0, 9)) == [("XAA02", 0, 9)]
    assert _kept((MINOR, 0, 5), (MINOR, 2, 4)) == [("XAA01", 2, 4)]


def test_of_equals_what_a_house_asks_for_stays() -> None:
    shipped = word_rule("XAA05", "e", confidence=0.99, house=False)
    assert _kept((MINOR, 0, 5), (shipped, 0, 5)) == [("XAA01", 0, 5)]


def test_neighbours_both_stay() -> None:
    assert _kept((MINOR, 5, 9), (MAJOR, 0, 5)) == [("XAA03", 0, 5), ("XAA01", 5, 9)]


def test_what_silences_others_drops_even_graver_ones() -> None:
    assert _kept((MAJOR, 3, 4), (SILENCER, 0, 50), (MINOR, 60, 61)) == [("XAA04", 0, 50), ("XAA01", 60, 61)]


def test_a_place_where_something_is_missing_counts_as_one_character() -> None:
    assert _kept((MINOR, 5, 5), (MAJOR, 3, 8)) == [("XAA03", 3, 8)]
    assert _kept((MINOR, 5, 5), (MAJOR, 6, 8)) == [("XAA01", 5, 5), ("XAA03", 6, 8)]


def test_what_gives_way_keeps_the_words_that_are_left() -> None:
    whole = len(TEXT)
    assert _kept((YIELDING, 0, whole)) == [("XAA06", 0, whole)]
    late = TEXT.index("decided")
    assert _kept((YIELDING, 0, whole), (MINOR, 0, 4)) == [("XAA01", 0, 4), ("XAA06", 5, whole - 1)]
    assert _kept((YIELDING, 0, whole), (MINOR, late, late + 7), (MINOR, 8, 11)) == [
        ("XAA01", 8, 11),
        ("XAA01", late, late + 7),
        ("XAA06", TEXT.index("and nobody"), whole - 1),
    ]
    assert TEXT[TEXT.index("and nobody") : whole - 1] == "and nobody in the town objected to it"


def test_what_gives_way_goes_where_a_few_words_are_left() -> None:
    assert _kept((YIELDING, 0, 35), (MINOR, 8, 35)) == [("XAA01", 8, 35)]
    assert _kept((YIELDING, 0, 35), (SILENCER, 0, 50)) == [("XAA04", 0, 50)]
    assert _kept((YIELDING, 0, 35), (YIELDING, 0, 35)) == [("XAA06", 0, 35)]
