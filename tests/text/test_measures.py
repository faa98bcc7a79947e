"""Which quantities can be the same."""

from __future__ import annotations

import re

import pytest

from mtqa.text.measures import UNITS, Quantity, can_be_the_same


def _quantity(written: str) -> Quantity:
    sign, figure, name = re.fullmatch(r"(-?)([\d.,]+) (.+)", written).groups()  # type: ignore[union-attr]
    unit = next(unit for unit in UNITS if re.fullmatch(unit.names, name))
    return Quantity(figure, unit, -1 if sign else 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("161 feet", "49 meters"),
        ("2 inches", "50.8 millimeters"),
        ("300 km", "180 miles"),
        ("1 mile", "2 km"),
        ("1,000 acres", "400 hectares"),
        ("20 tons", "18 tonnes"),
        ("20 tons", "20 tonnes"),
        ("10 gallons", "45 litres"),
        ("10 gallons", "38 liters"),
        ("150 pounds", "68 kg"),
        ("60 mph", "97 km/h"),
        ("40 C", "104 F"),
        ("-40 C", "-40 F"),
        ("2 C", "3.6 F"),
    ],
)
def test_right_and_rounded_conversions_pass(first: str, second: str) -> None:
    assert can_be_the_same(_quantity(first), _quantity(second))
    assert can_be_the_same(_quantity(second), _quantity(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("10 km", "62 miles"),
        ("62 miles", "39 km"),
        ("500 acres", "1,200 hectares"),
        ("20 kg", "9 pounds"),
        ("100 feet", "300 meters"),
        ("40 C", "140 F"),
        ("-10 C", "-14 F"),
        ("60 mph", "37 km/h"),
    ],
)
def test_conversions_the_wrong_way_round_do_not(first: str, second: str) -> None:
    assert not can_be_the_same(_quantity(first), _quantity(second))
    assert not can_be_the_same(_quantity(second), _quantity(first))
