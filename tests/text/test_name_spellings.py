"""Whether two words are one name in two spellings."""

from __future__ import annotations

import pytest

from mtqa.text.document import Document
from mtqa.text.name_spellings import are_alike, are_two, is_slip, may_be_one, written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("saakashvili", "sakashvili"),  # a letter doubled
        ("borshevka", "borshovka"),
        ("rospatch", "rosptach"),
        ("greenberg", "greenburg"),
        ("zanardeli", "zanradeli"),
        ("mukhamedov", "muhamedov"),
        ("khrushchyov", "khrushchev"),  # two letters, but no other sound
    ],
)
def test_spellings_are_alike(one: str, other: str) -> None:
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("korean", "koreas"),
        ("jordanian", "jordanians"),
        ("maria", "mario"),
        ("luganda", "luzinda"),
        ("telecom", "telefon"),
        ("zanardelli", "zaradeli"),  # one sound is missing
    ],
)
def test_endings_and_other_sounds_are_not(one: str, other: str) -> None:
    assert not are_alike(one, other)
    assert not are_alike(other, one)


@pytest.mark.parametrize(("one", "other"), [("maria", "mario"), ("steven", "stephen"), ("jeffery", "jeffrey")])
def test_two_names_are_two_for_both_judgements(one: str, other: str) -> None:
    assert are_two(one, other)
    assert not are_alike(one, other)


def test_a_slip_is_so_many_letters_away() -> None:
    assert is_slip("skorenko", "skorinko", edits=1)
    assert not is_slip("skorenko", "skarinko", edits=1)
    assert is_slip("skorenko", "skarinko", edits=2)
    assert not is_slip("skorenko", "skorenkov", edits=2)
    assert not is_slip("jae-myung", "jaemyung", edits=2)
    assert not is_slip("lena", "lene", edits=1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Borshevka, in Borshevka’s north", ["Borshevka", "Borshevka"]),
        ("McMurrey and MCMURREY", ["McMurrey"]),
        ("borshevka BORSHEVKA Borshevkas Borshevka-2 @Borshevka #Borshevka", []),
        ("O’Borshevka and ‘Borshevka’", ["Borshevka"]),
    ],
)
def test_a_name_is_found_as_a_word_with_a_capital(text: str, found: list[str]) -> None:
    word = "mcmurrey" if "Mc" in text else "borshevka"
    document = Document(text)
    assert [document[span] for span in written(document, word)] == found


_USUAL, _RARE = "Skorenko", "Skorinko"


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Olga Skorenko spoke. Later Skorinko left.", True),
        ("Mr. Skorenko spoke. K.C. Skorinko left.", True),  # initials are no other name
        ("The Skorenko Works closed. Skorinko Ltd. fell.", True),  # "works" is a word
        ("Olga Skorenko spoke. Olga Skorinko left.", True),
        ("Olga Skorenko spoke. Yegor Skorinko left.", False),
        ("Skorenko spoke. Yegor Skorinko left.", False),
        ("Skorenko Mersad spoke. Skorinko Karzeg left.", False),
        ("Skorenko Mersad spoke. Then Skorinko left.", False),
        ("Skorenko Skorinko spoke.", False),
    ],
)
def test_names_beside_it_tell_two_names(text: str, one: bool) -> None:
    document = Document(text)
    places = [written(document, word.lower()) for word in (_USUAL, _RARE)]
    assert all(places)
    assert may_be_one(text, *places) is one
