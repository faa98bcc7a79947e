"""Which words are English, how frequent they are, and what a slip may have meant."""

from __future__ import annotations

import pytest

from mtqa.text.lexicon import frequency, frequent_words, is_name, is_word, near, spelling


@pytest.mark.parametrize(
    "word",
    "a the government colour color organise organize travelling geese rewrote unpredictability zloty gauleiter covid "
    "doomscrolling café naïve fiance sashimi ombudsman ayatollah qat".split(),
)
def test_words_inflected_borrowed_new_and_of_both_spellings_are_known(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize(
    "word", ["", "goverment", "Government", "don't", "a b", "ab-", "_", "the ", "  ", "żłobki", "x" * 9999]
)
def test_what_is_no_word_in_small_letters_is_not_known(word: str) -> None:
    assert not is_word(word)
    assert frequency(word) == -1
    assert spelling(word) is None


def test_names_are_told_from_words() -> None:
    assert [is_name(word) for word in ("germany", "nigerian", "turkey", "table", "xyzzyq")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert not is_word("germany")
    assert frequency("germany") == -1


def test_frequencies_are_on_zipfs_scale() -> None:
    assert [frequency(word) for word in ("the", "government", "bakery", "absinthe", "abseilings")] == [8, 6, 4, 3, 0]


def test_frequent_words_are_words_above_a_zipf_frequency_of_three_and_a_half() -> None:
    words = frequent_words()
    assert 10_000 < len(words) < 20_000
    assert {word for word in words if not is_word(word) or frequency(word) < 4} == set()


def test_spellings_of_one_side_of_the_ocean_are_told() -> None:
    assert [spelling(word) for word in ("colour", "color", "gaol", "lorry", "table", "center")] == [
        "British",
        "American",
        "British",
        None,
        None,
        "American",
    ]


@pytest.mark.parametrize(
    ("slip", "first"),
    [
        ("goverment", "government"),
        ("govvernment", "government"),
        ("gavernment", "government"),
        ("goevrnment", "government"),
        ("overnment", "government"),
        ("governmen", "government"),
        ("xgovernment", "government"),
        ("temperment", "temperament"),
    ],
)
def test_a_slip_anywhere_is_near_the_word(slip: str, first: str) -> None:
    assert near(slip)[0] == first


def test_near_words_come_by_frequency_and_leave_out_the_word_itself() -> None:
    found = near("house")
    assert list(found) == sorted(found, key=lambda word: (-frequency(word), word))
    assert {"horse", "houses", "hose"} <= {*found}
    assert "house" not in found


def test_nothing_is_near_what_is_far_from_english() -> None:
    assert [near(word) for word in ("qqqqqqqq", "żłobki")] == [(), ()]
