"""Units of measure and what they are worth, and whether two quantities can be the same.

Factors: NIST Special Publication 811, appendix B.8. A ton is long, short or metric and a gallon American or
imperial, as the writer's country has it, so that both have several.
"""

from __future__ import annotations

from mtqa.model.records import dataclass

_LENGTH = {
    1000.0: "km|kms|kilometers?|kilometres?",
    1.0: "m|meters?|metres?",
    0.01: "cm|centimeters?|centimetres?",
    0.001: "mm|millimeters?|millimetres?",
    1609.344: "miles?",
    0.9144: "yards?|yds?",
    0.3048: "foot|feet|ft",
    0.0254: "inch|inches|in",
}
_AREA = {
    1e6: r"(?:square|sq\.?)[ -](?:km|kilometers?|kilometres?)|km²|km2",
    1.0: r"(?:square|sq\.?)[ -](?:m|meters?|metres?)|m²|m2",
    2589988.11: r"(?:square|sq\.?)[ -](?:miles?|mi)",
    0.09290304: r"(?:square|sq\.?)[ -](?:foot|feet|ft)",
    0.83612736: r"(?:square|sq\.?)[ -]yards?",
    1e4: "hectares?|ha",
    4046.873: "acres?",
}
_MASS = {
    1.0: "kg|kgs|kilos?|kilograms?|kilogrammes?",
    0.001: "grams?|grammes?|g",
    0.45359237: "pounds?|lbs?",
    0.028349523: "ounces?|oz",
    1000.0: "tonnes?|metric tons?",
}
_SPEED = {
    1.0: r"km/h|kph|kmh|kmph|(?:kilometers?|kilometres?|km) (?:per|an) hour",
    1.609344: r"mph|miles (?:per|an) hour",
    1.852: "knots?",
}
_VOLUME = {1.0: "liters?|litres?", 0.001: "milliliters?|millilitres?|ml"}
_TEMPERATURE = {1.0: "C|Celsius|centigrade", 5 / 9: "F|Fahrenheit"}
#: Units whose worth depends on the country.
_SEVERAL = (
    ("mass", (907.18474, 1000.0, 1016.0469), "tons?"),
    ("volume", (3.785412, 4.54609), "gallons?"),
    ("volume", (0.4731765, 0.5682613), "pints?"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, the pattern of its names, and its worth in the basic unit (one or several)."""

    dimension: str
    names: str
    worth: tuple[float, ...]


def _units() -> tuple[Unit, ...]:
    plain = {
        "speed": _SPEED,
        "area": _AREA,
        "length": _LENGTH,
        "mass": _MASS,
        "volume": _VOLUME,
        "temperature": _TEMPERATURE,
    }
    single = [Unit(name, names, (worth,)) for name, table in plain.items() for worth, names in table.items()]
    return (*single, *(Unit(name, names, worths) for name, worths, names in _SEVERAL))


#: Longer names come first: "miles per hour" before "miles".
UNITS = _units()
_FREEZING = 32.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as it is written, with its unit; ``scale`` is what a word such as "million" multiplies by."""

    figure: str
    unit: Unit
    scale: float = 1.0

    @property
    def bounds(self) -> tuple[float, float]:
        """What a rounded figure may stand for: half its last place to both sides, at most 15 %."""
        number = float(self.figure.replace(",", "")) * self.scale
        whole, _, decimals = self.figure.replace(",", "").partition(".")
        zeros = len(whole) - len(whole.rstrip("0")) if not decimals else -len(decimals)
        half = min(0.5 * 10.0**zeros * self.scale, 0.15 * abs(number))
        return number - half, number + half


def _may_meet(first: tuple[float, float], second: tuple[float, float], slack: float) -> bool:
    return first[0] <= second[1] + slack and second[0] <= first[1] + slack


def can_be_the_same(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities of the same dimension can be one, allowing for generous rounding."""
    if first.unit.dimension == "temperature":
        return _same_temperature(first, second)
    low, high = second.bounds
    for one in first.unit.worth:
        for other in second.unit.worth:
            converted = tuple(bound * one / other for bound in first.bounds)
            if _may_meet((converted[0], converted[1]), (low, high), 0.12 * (low + high) / 2):
                return True
    return False


def _same_temperature(first: Quantity, second: Quantity) -> bool:
    """As a temperature, or as a difference of temperatures ("2 degrees Celsius (3.6 Fahrenheit)")."""
    celsius, fahrenheit = (first, second) if first.unit.worth == (1.0,) else (second, first)
    degrees = float(celsius.figure.replace(",", "")) * celsius.scale
    other = float(fahrenheit.figure.replace(",", "")) * fahrenheit.scale
    difference = degrees * 9 / 5
    return min(abs(difference + _FREEZING - other), abs(difference - other)) <= max(3.0, 0.05 * abs(other))


def convert(first: Quantity, to: Unit) -> float:
    """The number of ``to`` that ``first`` is (the first worth, where there are several)."""
    number = float(first.figure.replace(",", "")) * first.scale
    if to.dimension == "temperature":
        return number * 9 / 5 + _FREEZING if to.worth != (1.0,) else (number - _FREEZING) * 5 / 9
    return number * first.unit.worth[0] / to.worth[0]
