"""Copies of one report: which stories are, and which of them is damaged least."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from mtqa.batch.across.sketches import Sketches, similarity

if TYPE_CHECKING:
    from numpy import ndarray

    from mtqa.batch.across.archive import Archive

#: From this similarity on two stories may be copies.
_COPIES = 0.15
#: A copy is so like the one that has most in common with others, and like half of those nearest to that: stories that a
#: chain of others links, or a digest of two reports, are not one report.
_CENTRE, _NEAREST, _HALF = 0.11, 20, 0.5
#: Copies share these parts of their figures and of their names, where both have so many: a report that comes daily, of
#: the weather or the stock exchange, has the same words and other figures.
_FIGURES, _NAMES, _ENOUGH = 0.5, 0.3, 4
#: So many stories are remembered with what they tell: pairs are compared in the order of their first.
_REMEMBERED = 1 << 12
_VERDICTS = ("pass", "revise", "hold")

#: What stories tell, each as a number and once. Years and small numbers say nothing.
_TOLD = """
SELECT story, list_distinct([hash(f.figure) for f in figures
        if length(f.figure) > 1 AND NOT (length(f.figure) = 4 AND f.unit IS NULL)]) AS figures,
    list_distinct([hash(n.name) for n in names]) AS names
FROM traces WHERE story IN (SELECT story FROM paired)
"""

_RANKED = f"""
SELECT story, cluster, similarity,
    row_number() OVER (
        PARTITION BY cluster
        ORDER BY npt, list_position({list(_VERDICTS)}, verdict), words DESC, published NULLS LAST, story
    )::INTEGER AS rank,
    npt, verdict, words, outlet, published
FROM found JOIN stories USING (story)
ORDER BY cluster, rank
"""  # noqa: S608 - of constants alone

_CLUSTERS = """
SELECT cluster, count(*)::INTEGER AS size, any_value(headline) FILTER (rank = 1) AS headline,
    list_sort(list_distinct(list(c.outlet))) AS outlets,
    min(c.published) AS first_published, max(c.published) AS last_published,
    arg_min(story, rank) AS least_damaged, arg_min(c.npt, rank) AS least_npt,
    arg_max(story, rank) AS most_damaged, arg_max(c.npt, rank) AS most_npt, min(similarity) AS similarity
FROM {copies} c JOIN stories s USING (story)
GROUP BY cluster ORDER BY cluster
"""


def write_clusters(archive: Archive) -> None:
    """Make the tables ``copies`` and ``clusters``."""
    found = list(_copies(archive))
    table = pa.Table.from_pylist(
        [{"story": story, "cluster": cluster, "similarity": alike} for cluster, story, alike in found],
        pa.schema([("story", pa.int64()), ("cluster", pa.int64()), ("similarity", pa.float64())]),
    )
    archive.write("copies", _RANKED, found=table)
    archive.write("clusters", _CLUSTERS.format(copies=archive.written("copies")))


def _copies(archive: Archive) -> Iterator[tuple[int, int, float]]:
    """Each copy with its cluster before it and its similarity after it."""
    sketches = Sketches(archive)
    one, other = _without_unlike(archive, sketches, *sketches.similar(_COPIES))
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    degree = Counter(place for pair in pairs for place in pair)
    for linked in _linked(pairs):
        stories: list[int] = sketches.stories[linked].tolist()
        for places, alike in _around_centres(sketches.values(linked), stories, [degree[place] for place in linked]):
            copies = [stories[place] for place in places]
            cluster = min(copies)
            yield from ((cluster, story, round(share, 3)) for story, share in zip(copies, alike, strict=True))


def _without_unlike(archive: Archive, sketches: Sketches, one: ndarray, other: ndarray) -> tuple[ndarray, ndarray]:
    """The pairs without those that share too few figures or names to be one report."""
    import numpy as np

    paired = np.unique(np.concatenate([one, other]))
    told = _Told(archive, sketches.stories[paired])
    rows = [told.rows(sketches.stories[places]) for places in (one, other)]
    keep = np.fromiter((told.may_be_one(*pair) for pair in zip(*(row.tolist() for row in rows), strict=True)), bool)
    return one[keep], other[keep]


class _Told:
    """What some stories tell, in arrays: the lists of all after each other, and where those of each begin."""

    def __init__(self, archive: Archive, stories: ndarray) -> None:
        import numpy as np

        batches = list(archive.batches(_TOLD, paired=pa.table({"story": stories})))
        found = [batch.column("story").to_numpy() for batch in batches]
        self._stories = np.concatenate(found) if found else np.empty(0, np.int64)
        self._order = np.argsort(self._stories)
        self._lists = [_joined([batch.column(name) for batch in batches]) for name in ("figures", "names")]
        self.of = lru_cache(_REMEMBERED)(self._of)

    def rows(self, stories: ndarray) -> ndarray:
        """In which rows the stories are."""
        import numpy as np

        found: ndarray = self._order[np.searchsorted(self._stories, stories, sorter=self._order)]
        return found

    def _of(self, row: int) -> tuple[frozenset[int], ...]:
        """The figures and the names of a story."""
        return tuple(frozenset(values[begins[row] : begins[row + 1]].tolist()) for begins, values in self._lists)

    def may_be_one(self, one: int, other: int) -> bool:
        """Whether two stories share enough of both to be copies."""
        for these, those, share in zip(self.of(one), self.of(other), (_FIGURES, _NAMES), strict=True):
            least = min(len(these), len(those))
            if least >= _ENOUGH and len(these & those) < share * least:
                return False
        return True


def _joined(columns: Iterable[Any]) -> tuple[ndarray, ndarray]:
    """Where the lists in some columns begin, and end, in the values of all; and these."""
    import numpy as np

    lengths, values = [np.zeros(1, np.int64)], [np.empty(0, np.uint64)]
    for column in columns:
        lengths.append(column.value_lengths().fill_null(0).to_numpy())
        values.append(column.flatten().to_numpy())
    return np.cumsum(np.concatenate(lengths)), np.concatenate(values)


def _linked(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What pairs link together, directly or by others (union-find, with the paths halved)."""
    parent: dict[int, int] = {}

    def root(place: int) -> int:
        parent.setdefault(place, place)
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for one, other in pairs:
        parent[root(one)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in parent:
        groups[root(place)].append(place)
    return list(groups.values())


def _around_centres(
    values: ndarray, stories: Sequence[int], links: Sequence[int]
) -> Iterator[tuple[list[int], list[float]]]:
    """Parts of linked stories that are like one of them, their centre, which most are linked with, and each other.

    Each is given by its places among them, the centre first, with their similarity to that. ``values`` are their
    sketches, ``links`` the numbers of stories that each is linked with.
    """
    left = sorted(range(len(stories)), key=lambda place: (-links[place], stories[place]))
    while len(left) > 1:
        centre, *others = left
        alike = dict(zip(others, similarity(values[centre], values[others]).tolist(), strict=True))
        copies: list[int] = []
        for place in sorted(others, key=lambda place: (-alike[place], stories[place])):
            nearest = copies[:_NEAREST]
            if alike[place] < _CENTRE:
                break
            if not nearest or (similarity(values[place], values[nearest]) >= _CENTRE).mean() >= _HALF:
                copies.append(place)
        if copies:
            yield [centre, *copies], [1.0, *(alike[place] for place in copies)]
        taken = frozenset(copies)
        left = [place for place in others if place not in taken]
