"""Words that come back: found wherever they stand, in linear time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

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


def _is_twice(words: Sequence[str], length: int) -> bool:
    passages = [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]
    return len(set(passages)) < len(passages)


def _runs(words: Sequence[str]) -> Iterator[Run]:
    """Phrases that follow upon themselves, found at two neighbours whose last places are as far away."""
    before = [max((at for at in range(i) if words[at] == words[i]), default=-1) for i in range(len(words))]
    lags = [index - at if at >= 0 else 0 for index, at in enumerate(before)]
    for index, lag in enumerate(lags):
        if lag in {1, 2} or (lag and index and lags[index - 1] == lag):
            first, end = index, index
            while first > lag and words[first - 1] == words[first - 1 - lag]:
                first -= 1
            while end < len(words) and words[end] == words[end - lag]:
                end += 1
            if end - first >= lag:
                yield Run(first - lag, lag, end - first)


@given(st.lists(st.sampled_from("abcd"), max_size=40) | st.lists(st.sampled_from("abcdefghijkl"), max_size=60))
def test_reading_only_words_that_come_back_misses_nothing(words: list[str]) -> None:
    come_back = recurring(words)
    assert list(come_back.marks) == [words.count(word) > 1 for word in words]
    found = echoes(words, come_back)
    assert set(found.runs) == set(_runs(words))
    assert found.runs == tuple(sorted(set(found.runs), key=lambda run: (run.first, run.lag)))
    assert found.next_but_one == tuple(
        at for at in range(len(words) - 2) if words[at] == words[at + 2] != words[at + 1]
    )
    assert has_passage_twice(words, come_back, 6) is _is_twice(words, 6)


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
