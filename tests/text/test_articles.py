"""The article that goes with a word's first sound."""

from __future__ import annotations

import pytest

from mtqa.text.articles import article_before


@pytest.mark.parametrize(
    ("words", "article"),
    [
        ("apple idea onerous unusual unidentified urgent upper hour honest heir FBI SMS EU 8 11 18 80 11,000", "an"),
        ("one once European unique user usual Ukrainian Ugandan utility house UN US UK TV 1 10 100 7,000", "a"),
    ],
)
def test_sound_decides(words: str, article: str) -> None:
    assert {word: article_before(word) for word in words.split()} == dict.fromkeys(words.split(), article)


@pytest.mark.parametrize(
    "word", ["historic", "herb", "hotel", "NATO", "mRNA", "Mbeki", "Nvidia", "1,800", "1100", "été"]
)
def test_words_spoken_in_two_ways_or_unknown_take_either(word: str) -> None:
    assert article_before(word) is None
