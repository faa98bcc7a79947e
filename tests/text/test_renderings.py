"""Names by two schemes of transliteration."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtqa.text.document import Document
from mtqa.text.renderings import are_one_given_name, are_renderings, renderings
from tests.growth import grows_linearly

_ALIKE = [
    ("Igor", "Ihor"),
    ("Wüst", "Wuest"),
    ("Wüst", "Wust"),
    ("Élisabeth", "Elisabeth"),
    ("Nikolai", "Mykola"),
    ("Sergei", "Serhiy"),
    ("Mohammed", "Muhammad"),
    ("Seok-yeol", "Suk-yeol"),
    ("Myeong-bak", "Myung-bak"),
    ("Khrabrov", "Hrabroff"),
    ("Yeltsinov", "Eltsinov"),
    ("Kovalyov", "Kovalev"),
    ("Karadžić", "Karadzhich"),
    ("Skalski", "Skalskyi"),
    ("Boudarov", "Budarov"),
]
_APART = [
    ("Mario", "Maria"),
    ("Hassan", "Hussein"),
    ("Hamid", "Hamed"),
    ("Mikhail", "Michael"),
    ("Aleksandr", "Aleksandra"),
    ("Daniel", "Danila"),
    ("Expt-E", "Expt-O"),
    ("Jung-eun", "Jong-un"),
    ("Igor", "Igor"),
    ("Guangzhou", "Huangzhou"),
    ("Gil", "Hil"),  # three letters tell nothing
    ("Skorenko", "Skorinko"),  # a slip, which no scheme makes
]


@pytest.mark.parametrize(("one", "other"), _ALIKE)
def test_what_schemes_exchange_is_one_name(one: str, other: str) -> None:
    assert are_renderings(one, other)
    assert are_renderings(other, one)


@pytest.mark.parametrize(("one", "other"), _APART)
def test_other_letters_make_another_name(one: str, other: str) -> None:
    assert not are_renderings(one, other)
    assert not are_renderings(other, one)


def test_forms_of_given_names_are_listed_once() -> None:
    from mtqa.text import renderings as module

    forms = module._ONE_NAME.lower().split()
    assert sorted(form for form in set(forms) if forms.count(form) > 1) == []
    assert are_one_given_name("vladimir", "volodymyr")
    assert not are_one_given_name("skorenko", "skorenko")


@pytest.mark.parametrize(("one", "other"), [pair for pair in _ALIKE if "-" not in pair[0]])
def test_a_text_with_both_has_the_pair(one: str, other: str) -> None:
    names = {one.lower(), other.lower(), "borshevka"}
    assert list(renderings(Document(f"{one} Borshevka and {other} Borshevka"), names)) == [
        tuple(sorted((one.lower(), other.lower())))
    ]


def test_halves_of_korean_names_are_pairs() -> None:
    document = Document("Yoon Seok-yeol and Yoon Suk-yul")
    assert set(renderings(document, {"yoon", "seok", "yeol", "suk", "yul"})) == {("seok", "suk"), ("yeol", "yul")}
    assert list(renderings(Document("Seok and Suk"), {"seok", "suk"})) == []


def test_a_text_without_names_has_none() -> None:
    assert list(renderings(Document("rain"), ())) == []


def test_a_dictionary_costs_no_square() -> None:
    def work(size: int) -> Callable[[], object]:
        names = [f"b{number:b}".translate(str.maketrans("01", "ae")) for number in range(size)]
        document = Document(" ".join(map(str.title, names)))
        assert document.lowered
        return lambda: list(renderings(document, names))

    assert grows_linearly(work, 4_000)
