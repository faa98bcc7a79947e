"""Words that may be one name in two spellings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtqa.text.document import Document
from mtqa.text.twins import twins
from tests.growth import grows_linearly


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("In Borshevka and Borshovka it rained.", {("borshevka", "borshovka")}),
        ("Skorenko’s wife met Skorinko.", {("skorenko", "skorinko")}),
        ("Yevgeni came, Yevgeny left.", {("yevgeni", "yevgeny")}),
        ("Borshevka and the Borshevkas", set()),
        ("Borshevka and borshovka", set()),
        ("The house and the horse", set()),
        ("Kristen and Kristin", set()),
        ("Borshevka and Borsh\u0435vka", set()),  # a Cyrillic letter
        ("", set()),
    ],
)
def test_near_words_with_capitals_are_pairs(text: str, pairs: set[tuple[str, str]]) -> None:
    assert set(twins(Document(text))) == pairs


def test_a_dictionary_costs_no_square() -> None:
    def work(size: int) -> Callable[[], object]:
        document = Document(" ".join(f"B{number:b}".translate(str.maketrans("01", "xz")) for number in range(size)))
        assert document.vocabulary
        return lambda: list(twins(document))

    assert grows_linearly(work, 4_000)
