"""Words that come back: found wherever they stand, in linear time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.document import Document
from mtqa.text.echoes import Run, echoes, has_passage_twice, recurring
from tests.growth import grows_linearly


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("one two three four", ()),
        ("a day day off", (Run(1, 1, 1),)),
        ("in the city in the city", (Run(0, 3, 3),)),
        ("so a b c d e a b c d e so", (Run(1, 5, 5),)),
        ("a b c d a b c d x a b c d a b c d", (Run(0, 4, 4), Run(9, 4, 4))),
        ("a b c d e a b c d e a b c d e f", (Run(0, 5, 10),)),
        ("a b c d e f a b c d e", ()),
        ("the north and the south, the north and the south".replace(",", ""), (Run(0, 5, 5),)),
        ("up and up and up", (Run(0, 2, 3),)),
        ("day day day day day", (Run(0, 1, 4),)),
    ],
)
def test_phrases_that_follow_upon_themselves(text: str, runs: tuple[Run, ...]) -> None:
    words = text.split()
    assert echoes(words, recurring(words)).runs == runs


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("a b c d e f x a b c d e f", True),
        ("a b c d e x f a b c d e f", False),
        ("a b c a b c a b c a b c", True),
        ("a b c d e f g h i", False),
        ("", False),
    ],
)
def test_passages_that_stand_twice(text: str, *, twice: bool) -> None:
    words = text.split()
    assert has_passage_twice(words, recurring(words), 6) is twice


@given(st.lists(st.sampled_from("abcd"), max_size=60))
def test_reading_only_words_that_come_back_misses_nothing(words: list[str]) -> None:
    every = bytes([1] * len(words))
    assert echoes(words, recurring(words)) == echoes(words, every)
    assert has_passage_twice(words, recurring(words), 6) is has_passage_twice(words, every, 6)


def test_words_are_folded_and_keep_their_places() -> None:
    document = Document("“The end,” (said) he… –")
    assert document.folded_words == ("the", "end", "said", "he", "")
    assert all(map(document.text.startswith, document.words, document.word_starts))
    assert len(document.word_starts) == len(document.words)


def test_cost_grows_linearly() -> None:
    def work(copies: int) -> Callable[[], object]:
        words = ("the same sentence of nine words comes here again " * copies).split()
        return lambda: echoes(words, recurring(words))

    assert grows_linearly(work, 4000)
