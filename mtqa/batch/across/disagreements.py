"""Where copies of one report disagree: names in two spellings, numbers that differ.

Better to say nothing than the wrong thing: what is merely absent in a copy is no disagreement, nor is a name or number
that any copy has beside the other one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from mtqa.batch.across.name_forms import is_variant
from mtqa.text.folding import without_accents
from mtqa.text.measures import UNITS

if TYPE_CHECKING:
    from mtqa.batch.across.archive import Archive

#: Of more copies, the least damaged are compared.
_MOST_COPIES = 60
_EXAMPLES = 3
#: Two figures stand in one place of a report if the words around them are so alike, and so many.
_SAME_PLACE, _FEWEST_WORDS = 0.6, 4
#: So many words on each side are compared.
_WORDS = 5
#: A copy with a larger share of other figures at the same places is another report after the same pattern.
_OTHER = 0.4
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
#: So many surroundings of figures are remembered, some clusters' worth.
_REMEMBERED = 1 << 12

_COPIES = """
SELECT c.cluster, c.story, [n.name for n in t.names] AS names, [f.figure for f in t.figures] AS "values", t.figures
FROM {copies} c JOIN traces t USING (story) WHERE c.rank <= {most} ORDER BY c.cluster, c.rank
"""


@dataclass(slots=True)
class _Copy:
    """A copy of a report, as far as it is compared."""

    story: int
    names: frozenset[str]
    values: frozenset[str]
    _told: Any

    def figures(self) -> Sequence[Mapping[str, Any]]:
        """The figures with what stands around them, made of the table's rows for those who ask."""
        found: list[Mapping[str, Any]] = self._told.as_py()
        return found


@dataclass(slots=True)
class _Place:
    """A place in a report where its copies have a figure; ``told``: what each has there."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    unit: str | None
    told: dict[int, Mapping[str, Any]] = field(default_factory=dict)


def write_disagreements(archive: Archive) -> None:
    """Make the table ``disagreements`` from ``copies`` and the traces of these stories."""
    archive.write_rows("disagreements", _disagreements(archive))


def _disagreements(archive: Archive) -> Iterator[dict[str, Any]]:
    for cluster, group in groupby(_copies(archive), key=lambda one: one[0]):
        copies = [copy for _, copy in group]
        for kind, told, find in (
            ("name", [copy.names for copy in copies], _names),
            ("number", [copy.values for copy in copies], _numbers),
        ):
            if _may_disagree(told):
                for variants in sorted(find(copies), key=lambda one: [variant["text"] for variant in one]):
                    yield {"cluster": cluster, "kind": kind, "variants": variants}


def _copies(archive: Archive) -> Iterator[tuple[int, _Copy]]:
    """The copies of each cluster, the least damaged first, with its number."""
    for batch in archive.batches(_COPIES.format(copies=archive.written("copies"), most=_MOST_COPIES)):
        numbers, stories, names, values = (
            batch.column(column).to_pylist() for column in ("cluster", "story", "names", "values")
        )
        for row, number in enumerate(numbers):
            told = batch.column("figures")[row]
            yield number, _Copy(stories[row], frozenset(names[row]), frozenset(values[row]), told)


def _may_disagree(told: Iterable[frozenset[str]]) -> bool:
    """Whether any two copies have each what the other has not: no variant is reported that stands beside another.

    So it is unless each has nothing that the next larger one has not.
    """
    by_size = sorted(told, key=len)
    return any(not one <= other for one, other in pairwise(by_size))


def _variants(told: Mapping[str, Sequence[int]], context: Mapping[str, str]) -> list[dict[str, Any]]:
    """Variants, the commonest first, of what so many stories tell."""
    return [
        {
            "text": text,
            "copies": len(told[text]),
            "stories": sorted(told[text])[:_EXAMPLES],
            "context": context.get(text),
        }
        for text in sorted(told, key=lambda text: (-len(told[text]), text))
    ]


# --- Names --------------------------------------------------------------------------------------------------------


def _names(copies: Sequence[_Copy]) -> Iterator[list[dict[str, Any]]]:
    """Spellings of one name none of which stands beside another in any copy."""
    told: dict[str, list[int]] = defaultdict(list)
    for copy in copies:
        for name in copy.names:
            told[name].append(copy.story)
    common = {name for name, stories in told.items() if len(stories) == len(copies)}
    left = sorted(told.keys() - common, key=lambda name: (-len(told[name]), name))
    while left:
        first, *others = left
        group = {first: told[first]}
        for name in others:
            if _differs(first, name) and all(set(told[name]).isdisjoint(stories) for stories in group.values()):
                group[name] = told[name]
        if len(group) > 1:
            yield _variants(group, {})
        left = [name for name in others if name not in group]


def _differs(one: str, other: str) -> bool:
    """Whether two names are spellings of one, and more than accents tells them apart: those are a newsroom's choice."""
    return is_variant(one, other) and without_accents(one) != without_accents(other)


# --- Numbers ------------------------------------------------------------------------------------------------------


def _numbers(copies: Sequence[_Copy]) -> Iterator[list[dict[str, Any]]]:
    """Figures that stand at one place of the report, differ, and of which no copy has two."""
    by_story = {copy.story: copy for copy in copies}
    places = _places(copies)
    apart = _of_another_report(places)
    for place in places:
        told: dict[str, list[int]] = defaultdict(list)
        context: dict[str, str] = {}
        for story, figure in place.told.items():
            if story not in apart:
                told[figure["figure"]].append(story)
                context.setdefault(figure["figure"], f"{figure['before']}[…]{figure['after']}")
        if len(told) > 1 and not _any_has_two(by_story, place):
            yield _variants(told, context)


def _places(copies: Sequence[_Copy]) -> list[_Place]:
    """The places of the report's figures, from the least damaged copy on; each figure stands where it fits best."""
    places: list[_Place] = []
    exact: dict[tuple[tuple[str, ...], tuple[str, ...]], _Place] = {}
    by_word: dict[str, list[_Place]] = defaultdict(list)
    for copy in copies:
        fresh = []
        for figure in copy.figures():
            before, after = _around(figure["before"], figure["after"])
            same = exact.get((before, after))
            near = (
                [same] if same else {id(place): place for word in (*before, *after) for place in by_word[word]}.values()
            )
            alike = [
                (_likeness(before, after, place), -number, place)
                for number, place in enumerate(near)
                if copy.story not in place.told and _may_be_one(place.unit, figure["unit"])
            ]
            best = max(alike, key=lambda one: one[:2], default=None)
            if best is not None and best[0] >= _SAME_PLACE:
                best[2].told[copy.story] = figure
            else:
                fresh.append(_Place(before, after, figure["unit"], {copy.story: figure}))
        for place in fresh:
            places.append(place)
            exact.setdefault((place.before, place.after), place)
            for word in {*place.before, *place.after}:
                by_word[word].append(place)
    return places


@lru_cache(_REMEMBERED)
def _around(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words nearest to a figure, before and after it: copies have most of them in common."""
    return tuple(_WORD.findall(before.lower())[-_WORDS:]), tuple(_WORD.findall(after.lower())[:_WORDS])


def _may_be_one(unit: str | None, other: str | None) -> bool:
    """Whether figures may count the same: not percent and money, two kinds of money, nor miles and kilometres."""
    return not unit or not other or unit == other or not (_is_measure(unit) and _is_measure(other))


@lru_cache(1 << 12)
def _is_measure(unit: str) -> bool:
    return not unit.isalpha() or any(re.fullmatch(one.names, unit) for one in UNITS)


def _likeness(before: tuple[str, ...], after: tuple[str, ...], place: _Place) -> float:
    """The share of the words around a figure that stand around the other; 0 where they are too few to tell."""
    shared = len({*before} & {*place.before}) + len({*after} & {*place.after})
    words = max(len({*before}) + len({*after}), len({*place.before}) + len({*place.after}))
    return shared / words if words >= _FEWEST_WORDS else 0.0


def _of_another_report(places: Sequence[_Place]) -> frozenset[int]:
    """Stories that have figures which no other copy has at too many of the places."""
    same: dict[int, int] = defaultdict(int)
    other: dict[int, int] = defaultdict(int)
    for place in places:
        values = [figure["figure"] for figure in place.told.values()]
        for story, figure in place.told.items():
            if len(values) > 1:
                (same if values.count(figure["figure"]) > 1 else other)[story] += 1
    return frozenset(story for story, count in other.items() if 1 < count > _OTHER * (count + same[story]))


def _any_has_two(by_story: Mapping[int, _Copy], place: _Place) -> bool:
    """Whether some copy has one of the place's other figures elsewhere: then the places may not be one."""
    values = {figure["figure"] for figure in place.told.values()}
    return any(
        not by_story[story].values.isdisjoint(values - {figure["figure"]}) for story, figure in place.told.items()
    )
