"""Words that English makes of others are told from slips."""

from __future__ import annotations

import pytest

from mtqa.text.word_formation import is_compound, is_formed


@pytest.mark.parametrize(
    "word",
    "deglobalisation antigovernment cryomuseum neuroeconomists hyperpolarised nonvoters superyachts photojournal "
    "brexitification bollywoodish doorstepgate tiktokers tomatoless dashcams dronemakers mapmaker wildfowlers "
    "zolanivir laryngoscopy nephroblastoma cyberbully misgendered troublingly minerality embeddable "
    "tarballs".split(),
)
def test_words_made_of_words_are_formed(word: str) -> None:
    assert is_formed(word)


@pytest.mark.parametrize(
    "word",
    "goverment breakast thereport ofthe saidthat temperment occured transfered prefered publicaly happyness nezasypala "
    "sterben zuckte informaton administraton".split(),
)
def test_slips_and_foreign_words_are_not(word: str) -> None:
    assert not is_formed(word)


def test_a_word_of_the_grammar_makes_no_compound() -> None:
    assert [is_compound(word) for word in ("dancefloor", "theredance", "carpool", "itsdance")] == [
        True,
        False,
        True,
        False,
    ]
