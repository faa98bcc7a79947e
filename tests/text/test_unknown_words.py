"""Which words of a story nothing explains."""

from __future__ import annotations

import pytest

from mtqa.text.document import Document
from mtqa.text.lexicon import frequent_words


def _unknown(text: str) -> list[str]:
    document = Document(text)
    for found in document.unknown_words:
        assert document[found.span] == found.word
        assert found.word in document.words[found.index]
    return [found.word for found in document.unknown_words]


def _doubtful(text: str) -> list[str]:
    return [found.word for found in Document(text).doubtful_words]


def test_unknown_words_are_found_where_they_stand_among_marks() -> None:
    assert _unknown("The goverment, the (goverment) and the Goverment—goverment “goverment” 😀 goverment.") == [
        "goverment",
        "goverment",
        "goverment",
        "goverment",
    ]


def test_words_are_found_again_in_the_next_text() -> None:
    assert (
        _unknown("xgovermentx, goverment")
        == _unknown("goverment\u00a0xgovermentx")[::-1]
        == ["xgovermentx", "goverment"]
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The Goverment and the GOVERMENT.",
        "Write to goverment@example.org, goverment.example, www.goverment.org/goverment_b or @goverment, #goverment.",
        "The well-goverment is half-goverment.",
        "The życie and the café.",
        "a" * 60,
    ],
)
def test_names_addresses_hyphenated_and_accented_words_are_left_alone(text: str) -> None:
    assert _unknown(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "They ate lutefisken, a dish of cod.",
        "They ate lutefisken (cod).",
        "They ate “lutefisken” at noon.",
        "They ate _lutefisken_ at noon.",
        "They ate Norwegian lutefisken at noon.",
        "The so-called lutefisken, which is cod.",
        "They rode down ulitska Lenina.",
        "They ate lutefisken. Lutefisken is cod.",
        "They ate lutefisken. Lutefisken’s fame spread.",
        "They were runninn’ home.",
        "They ate lutefi- sken at noon.",
        "they ate lutefisken at noon.",
    ],
)
def test_what_is_explained_quoted_or_part_of_a_name_is_not_doubtful(text: str) -> None:
    assert _doubtful(text) == []


def test_one_explanation_accounts_for_the_word_everywhere() -> None:
    assert _doubtful("They ate lutefisken. Nobody else ate lutefisken, a dish of cod.") == []
    assert _doubtful("They ate lutefisken. Nobody else ate lutefisken.") == ["lutefisken", "lutefisken"]


def test_a_text_in_another_language_is_not_doubtful() -> None:
    english = "The minister said that the vote would be held in May. "
    foreign = "Ministerka sagdte wobei zuckte stapelte erzielten Weiteren. "
    assert _doubtful(english * 20 + foreign) != []
    assert _doubtful(english + foreign) == []


def test_frequent_words_are_never_unknown() -> None:
    assert _unknown(" ".join(sorted(frequent_words()))) == []
