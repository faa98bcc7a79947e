"""The figures of a text, as numbers with their units, so that copies of one report can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypedDict

from mtqa.text.figures import SCALES, value
from mtqa.text.pattern import Pattern

#: More figures are a table.
_MOST = 60
#: Longer ones are numbers of something: accounts, telephones.
_LONGEST = 18
#: How much of the text before and after a figure is kept.
_AROUND = 48
#: So many figures are remembered with what they are worth.
_REMEMBERED = 1 << 12
#: In some languages, and in what engines make of them, a space stands between thousands.
_FIGURE = Pattern("[0-9](?:[0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}(?![0-9]))+|[0-9.,]*)")
_SPACE = Pattern("[ \u00a0\u202f]")
_FOLLOWS = Pattern(r" ?(%|per ?cent\b)| ([a-z]{1,20})(?![\w-])(?: (?:of )?([a-z]{2,20})(?![\w-]))?")
#: What binds a figure to something else: a name, a date, a time, a score, a range.
_BOUND_BEFORE = frozenset(".,:/–—-−+'’#@_&(")
_BOUND_AFTER = frozenset(":/–—-−'’@_&°")
_FOLLOWS_AFTER = frozenset(" %")
#: What follows the first figure of "2 to 3 million", which is 2 million.
_PART = Pattern(r" (?:to|and|or) [$€£]?[0-9.,]+ (?:hundred|thousand|[mbtr]{1,2}illion)\b")
_PART_BEGINS = frozenset("tao")
_CURRENCIES = frozenset("$€£¥₹₽₺₴₩")
_SCALES = SCALES | {"bn": 1_000_000_000, "mn": 1_000_000, "mln": 1_000_000, "m": 1_000_000, "tn": 1_000_000_000_000}
#: Numbers that are years as often as not.
_YEARS = range(1800, 2100)
#: Words that go on with the sentence rather than say what was counted.
_NO_UNITS = frozenset(
    "a after against ago also although and as at because before but by during each every for from had has have he if "
    "in into is it later more of off on or out over per she since so than that the their they this to until up upon "
    "was were when where which while who will with within would".split()
)


class Figure(TypedDict):
    """A number in digits without marks, its unit, and the text on both sides in its line."""

    figure: str
    unit: str | None
    before: str
    after: str


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text that stand by themselves; years and numbers alike."""
    found = 0
    for match in _FIGURE.finditer(text):
        written = match[0].rstrip(".,")
        start, end = match.start(), match.start() + len(written)
        before, after = text[start - 1 : start], text[end : end + 1]
        if before in _BOUND_BEFORE or after in _BOUND_AFTER or before.isalpha() or after.isalpha():
            continue
        if after == " " and text[end + 1 : end + 2] in _PART_BEGINS and _PART.match(text, end):
            continue
        if before == " " and text[start - 2 : start] == ": ":
            continue
        number = _worth(written)
        if number is None:
            continue
        number, unit = _unit(text, number, end, before, after)
        yield {
            "figure": str(int(number)) if number.is_integer() else f"{number:.6f}".rstrip("0").rstrip("."),
            "unit": unit,
            "before": _before(text, start),
            "after": _after(text, end),
        }
        found += 1
        if found == _MOST:
            return


@lru_cache(_REMEMBERED)
def _worth(written: str) -> float | None:
    if len(written) > _LONGEST:
        return None
    return float(written) if written.isdecimal() else value(_SPACE.sub("", written))


def _before(text: str, end: int) -> str:
    """Whole words of the line before ``end``."""
    line = text[max(0, end - _AROUND) : end].rpartition("\n")[2]
    return (line.partition(" ")[2] if len(line) == _AROUND < end else line).lstrip()


def _after(text: str, start: int) -> str:
    """Whole words of the line after ``start``."""
    line = text[start : start + _AROUND].partition("\n")[0]
    return (line.rpartition(" ")[0] if len(line) == _AROUND else line).rstrip()


def _unit(text: str, number: float, end: int, before: str, after: str) -> tuple[float, str | None]:
    """The number with the scale word that follows, and what it counts."""
    unit = before if before in _CURRENCIES else None
    follows = _FOLLOWS.match(text, end) if after in _FOLLOWS_AFTER else None
    if follows is None:
        return number, unit
    if follows[1]:
        return number, "%"
    if unit is None and _YEARS.start <= number < _YEARS.stop and text[end - 4 : end].isdecimal():
        return number, None
    word: str | None = follows[2]
    if word in _SCALES:
        number, word = number * _SCALES[word], follows[3]
    if word in _SCALES:  # "thousand million"
        number, word = number * _SCALES[word], None
    return number, unit or (None if word in _NO_UNITS else word)
