"""The pairs of British and American spellings."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from mtqa.rules.house_spelling import Variety, right_spellings


@pytest.mark.parametrize("variety", get_args(Variety))
def test_no_word_is_both_right_and_wrong(variety: Variety) -> None:
    table = right_spellings(variety)
    assert set(table).isdisjoint(table.values())
    assert [word for pair in table.items() for word in pair if not re.fullmatch("[a-z]{4,}", word)] == []


def test_what_one_house_writes_another_does_not() -> None:
    british, american = right_spellings("british"), right_spellings("american")
    assert (british["traveled"], american["travelled"]) == ("travelled", "traveled")
    assert (british["organization"], american["organisation"]) == ("organisation", "organization")
    assert "organization" not in right_spellings("british", ize=True)
    assert right_spellings("british", ize=True)["analyzed"] == "analysed"


@pytest.mark.parametrize(
    "word",
    "advertise exercise surprise prize honorary humorous vigorous glamour dialogue meter license practice tire program "
    "curb story check draft judgment archaeology among learned towards cancellation installed fulfilled contour four "
    "acre massacre excellence installation expensive analysis paralysis vapid colony laborious rigor".split(),
)
def test_a_word_that_both_write_is_right_in_a_british_house(word: str) -> None:
    assert word not in right_spellings("british")


@pytest.mark.parametrize(
    "word",
    "advertise exercise surprise glamour dialogue monologue acre massacre theaters saviour contour four detour "
    "cancellation installed fulfilled archaeology towards orthopedic advertising hour excellence".split(),
)
def test_a_word_that_both_write_is_right_in_an_american_house(word: str) -> None:
    assert word not in right_spellings("american")
