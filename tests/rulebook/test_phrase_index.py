"""The index of phrases: what it lets through, and that it never holds back a phrase that stands in a text."""

from __future__ import annotations

import re

import pytest

from mtqa.rulebook.phrase_index import PhraseIndex, keys_of
from mtqa.rulebook.phrase_syntax import Phrase
from mtqa.text.document import Document


def _lets_through(written: str, text: str, *, exact: bool = False) -> bool:
    phrase = Phrase(written, exact=exact)
    index = PhraseIndex(keys_of([[([phrase.keys()], [phrase.needs()])]]))
    return 0 in index.phrases(Document(text))


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("the (attic|corridors) of (the) officials", ["attic<the", "corridors<the"]),
        ("day of (Monday|Tuesday)", ["day>of"]),
        ("R$ <number>", ["r>#"]),
        ("<number>th of <Name>", ["th<#"]),
        ("since <number> (years|months)", ["since>#"]),
        ("half(-| )a(-| )year", ["half>a"]),
        ("muqawama(s)", ["muqawama", "muqawamas"]),
    ],
)
def test_keys_are_the_words_that_fewest_texts_have(written: str, keys: list[str]) -> None:
    assert Phrase(written).keys() == keys


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("day of (the) Monday", "It was the day of\nMonday, they said."),
        ("day of (the) Monday", "THE DAY OF THE Monday"),
        ("half(-| )a(-| )<number>", "Half-a-12 of them."),
        ("<number> million <number> thousand", "It cost 5.2 million 1,200 thousand."),
        ("since <number> years", "since 3 years"),
        ("<number>th of <Name>", "on the 24th of Sha'ban"),
        ("don't (you) know", "They don’t know."),
        ("z.B", "Das, z.B. dieses"),
        ("İstanbul side", "the İstanbul side"),
        ("basij", "“Basij”—"),
        ("war(s) of (the|a) deed", "The war—wars of a deed."),
    ],
)
def test_what_a_phrase_matches_the_index_lets_through(written: str, text: str) -> None:
    assert re.search(Phrase(written).pattern(0), text)
    assert _lets_through(written, text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("day of (the) Monday", "On Monday, the day after, of course."),
        ("since <number> years", "since years, 3 of them"),
        ("R$ <number>", "R and 9"),
        ("corridors of the officials", "The officials walked the corridors."),
    ],
)
def test_words_that_do_not_stand_side_by_side_are_held_back(written: str, text: str) -> None:
    assert not _lets_through(written, text)


def test_a_word_alone_asks_for_the_other_word_too() -> None:
    phrase = Phrase("muqawama <word> front")
    index = PhraseIndex(keys_of([[([["muqawama"]], [phrase.needs()])]]))
    assert index.phrases(Document("The muqawama won at the front.")) == {0: {0: {0: []}}}
    assert index.phrases(Document("The muqawama won.")) == {}
