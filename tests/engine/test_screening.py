"""The screen before the rules."""

from __future__ import annotations

import pytest

from mtqa.engine import screening
from mtqa.engine.screening import Screening
from mtqa.text.document import Document
from tests.engine.rules import word_rule

ALPHA = word_rule("XAA01", "alpha", screen="alpha")
OTHER = word_rule("XAA02", "beta", screen=r"\p{Cyrillic}")
ALWAYS = word_rule("XAA03", "gamma")


def test_only_rules_that_can_match_are_run() -> None:
    screened = Screening([ALPHA, OTHER, ALWAYS])
    assert screened.candidates(Document("no hit")) == [ALWAYS]
    assert screened.candidates(Document("alpha")) == [ALPHA, ALWAYS]
    assert screened.candidates(Document("альфа")) == [OTHER, ALWAYS]


def test_a_class_of_characters_is_asked_of_the_different_ones() -> None:
    marks = word_rule("XAA04", "mark", screen=r"[\x{2039}\]~]")
    letters = word_rule("XAA05", "letter", screen="[a-f]")
    screened = Screening([marks, ALPHA, letters])
    assert screened.candidates(Document("no hit")) == [letters]  # usual characters are not looked at
    assert screened.candidates(Document("\u2039")) == [marks, letters]
    assert screened.candidates(Document("alpha \ud800 ]")) == [marks, ALPHA, letters]


def test_lone_surrogates_are_screened_like_any_text() -> None:
    assert Screening([ALPHA]).candidates(Document("\ud800 alpha")) == [ALPHA]


def test_families_are_screened_apart() -> None:
    far = word_rule("XBB01", "delta", screen="delta")
    assert Screening([ALPHA, far]).candidates(Document("delta")) == [far]
    assert Screening([far, ALPHA]).candidates(Document("delta alpha")) == [far, ALPHA]


def test_without_re2_every_rule_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening, "re2", None)
    assert Screening([ALPHA, OTHER]).candidates(Document("no hit")) == [ALPHA, OTHER]


def test_screens_too_large_for_the_automaton_mean_that_every_rule_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening, "_MEMORY", 1 << 10)
    assert Screening([ALPHA, OTHER]).candidates(Document("no hit")) == [ALPHA, OTHER]


def test_an_automaton_that_gives_up_in_the_middle_means_that_every_rule_is_run() -> None:
    class GivesUp:
        def Match(self, text: bytes) -> None:  # noqa: N802 - RE2's name
            assert text

    screened = Screening([ALPHA, OTHER])
    screened._groups[0].automaton = GivesUp()
    assert screened.candidates(Document("no hit")) == [ALPHA, OTHER]
