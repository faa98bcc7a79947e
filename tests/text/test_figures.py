"""What figures are worth and how large ones are written."""

from __future__ import annotations

import pytest

from mtqa.text.figures import value, written


@pytest.mark.parametrize(
    ("figure", "worth"),
    [
        ("7", 7),
        ("1,234", 1234),
        ("1,234.5", 1234.5),
        ("12,50,000", 1_250_000),
        ("4,5", 4.5),
        ("4.125", 4.125),
        ("1.2.3", None),
        ("1,2,3", None),
    ],
)
def test_a_comma_parts_thousands_where_it_can(figure: str, worth: float | None) -> None:
    assert value(figure) == worth


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2_500, "2,500"),
        (640_000, "640,000"),
        (1_200_000, "1.2 million"),
        (2_350_000, "2.35 million"),
        (1_234_567, "1,234,567"),
        (3_200_000_000, "3.2 billion"),
        (20_000_000_000_000, "20 trillion"),
        (114_999_999.99999999, "115 million"),
    ],
)
def test_large_numbers_have_their_words_where_nothing_is_lost(number: float, text: str) -> None:
    assert written(number) == text
