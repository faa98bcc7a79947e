"""Phrases of glossaries: what is written, what it stands for, what matches it."""

from __future__ import annotations

import re

import pytest

from mtqa.rulebook.phrase_syntax import Phrase, PhraseError


@pytest.mark.parametrize(
    ("written", "wordings"),
    [
        ("became known", ["became known"]),
        ("occupant(s)", ["occupants", "occupant"]),
        ("in (the) direction", ["in the direction", "in direction"]),
        ("(in|on) air", ["in air", "on air"]),
        ("(a|) loss(es)", ["a losses", "a loss", "losses", "loss"]),
        ("a (big (fire|loss(es)))", ["a big losses", "a big loss", "a big fire", "a"]),
        ("the <Name> side", ["the <Name> side"]),
        ("road(-| )block", ["road-block", "road block"]),
        ("(a | b )c", ["ac", "bc"]),
    ],
)
def test_a_phrase_stands_for_its_wordings(written: str, wordings: list[str]) -> None:
    assert sorted(Phrase(written).wordings(400)) == sorted(wordings)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("in (the) direction", "In the  direction"),
        ("in (the) direction", "in direction"),
        ("in (the) direction", "in the\ndirection"),
        ("in (the) direction", "in the\r\ndirection"),
        ("direction (of travel)", "direction of travel"),
        ("direction (of travel)", "direction"),
        ("United state(s)", "United states"),
        ("it's known", "it’s known"),
        ("<number> thousand", "4,2 thousand"),
        ("the <Name> side", "the New York Times side"),
        ("road(-| )block", "road\nblock"),
        ("road(-| )block", "Road-block"),
    ],
)
def test_every_wording_matches(written: str, text: str) -> None:
    assert re.fullmatch(Phrase(written).pattern(0), text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("in direction", "in\n\ndirection"),
        ("in direction", "indirection"),
        ("United states", "united states"),
        ("the <Name> side", "the other side"),
        ("road(-| )block", "roadblock"),
    ],
)
def test_nothing_else_matches(written: str, text: str) -> None:
    assert not re.fullmatch(Phrase(written).pattern(0), text)


def test_an_exact_phrase_matches_as_it_stands() -> None:
    assert re.fullmatch(Phrase("monday", exact=True).pattern(0), "monday")
    assert not re.fullmatch(Phrase("monday", exact=True).pattern(0), "Monday")


def test_a_placeholder_is_a_group_of_its_own() -> None:
    match = re.fullmatch(Phrase("<number> of <Name>").pattern(3), "12 of Kyiv")
    assert match
    assert match.groupdict() == {"number_3": "12", "Name_3": "Kyiv"}


def test_of_two_placeholders_of_a_kind_the_first_is_quoted() -> None:
    match = re.fullmatch(Phrase("<number> hours <number> minutes").pattern(0), "14 hours 30 minutes")
    assert match
    assert match.groupdict() == {"number_0": "14"}


def test_needs_are_one_word_of_every_part_that_must_stand_the_rarest_first() -> None:
    assert Phrase("(in|on) the (very) direction(s) of <Name>").needs() == [
        ["direction", "directions"],
        ["of"],
        ["in", "on"],
        ["the"],
    ]


def test_needs_of_an_exact_phrase_are_as_written_and_figures_count() -> None:
    assert sorted(Phrase("White house in 1-St", exact=True).needs()) == [["St"], ["White"], ["house"], ["in"]]
    assert Phrase("the (80|90)-s").needs() == [["80", "90"], ["the"]]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("a (b", "“a (b” has a bracket without its partner"),
        ("a b)", "“a b)” has a bracket without its partner"),
        ("a | b", "“a | b” has a bracket without its partner"),
        ("the <Nme>", "has <Nme>; placeholders are <Name>, <number>, <word>"),
    ],
)
def test_a_phrase_written_wrongly_says_what_is_wrong(written: str, message: str) -> None:
    with pytest.raises(PhraseError, match=re.escape(message)):
        Phrase(written)


def test_a_phrase_with_too_many_wordings_is_refused() -> None:
    with pytest.raises(PhraseError, match="more than 8 wordings"):
        Phrase("(a|b|c) (d|e|f)").wordings(8)
